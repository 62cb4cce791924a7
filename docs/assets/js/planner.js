/* The planner of a workshop: days, sessions, hours, and one printed sheet a day.

   The plan is one value: {title, place, dates, names, days: [{title, start, sessions: [{kind, module, title, minutes, aim,
   materials}]}]}. Every change makes it anew, draws the page from it, and keeps it as a draft if the reader asked for that.
   What a draft holds is taken for what it may be: `clean` lets only plans of this shape through, and all of it is shown as text.

   portalPlanner: plan (a copy) and clean, for tests. */
(function () {
  "use strict";
  const state = window.portalState, kit = window.portalKit, doc = document, root = doc.getElementById("planner");
  if (!state || !kit || !root) return;
  const { $, $$, make, button, say } = kit, page = kit.data("planner-data"), words = page.texts, given = page.data;
  const MOST = { days: 10, sessions: 20, minutes: 600, text: 1000, line: 200 }, KINDS = ["session", "break", "opening", "closing"];
  const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

  /* ---------- the plan ---------- */

  const text = (value, most) => (typeof value === "string" ? value.slice(0, most) : "");
  const list = (value, most) => (Array.isArray(value) ? value.slice(0, most) : []);
  const minutes = value => (Number.isInteger(value) && value >= 1 && value <= MOST.minutes ? value : 30);
  const isMap = value => value !== null && typeof value === "object";

  function session(found) {
    const known = given.sessions.find(entry => entry.module === found.module), from = { ...(known || {}), ...found };
    return {
      kind: KINDS.includes(from.kind) ? from.kind : "session", module: known ? known.module : "", title: text(from.title, MOST.line),
      minutes: minutes(from.minutes), aim: text(from.aim, MOST.text),
      materials: list(from.materials, 20).map(thing => text(thing, MOST.line)).filter(Boolean),
    };
  }
  const day = found => ({
    title: text(found.title, MOST.line), start: CLOCK.test(found.start) ? found.start : "09:00",
    sessions: list(found.sessions, MOST.sessions).filter(isMap).map(session),
  });
  function clean(found) {
    const days = list(isMap(found) ? found.days : [], MOST.days).filter(isMap).map(day), made = { days: days.length ? days : [day({})] };
    ["title", "place", "dates", "names"].forEach(key => { made[key] = text(isMap(found) ? found[key] : "", MOST.line); });
    return made;
  }
  const copy = value => JSON.parse(JSON.stringify(value));

  const draft = state.get("draft", "planner");
  let plan = clean(draft && draft.answer), before = null, opened = new Set();

  /* ---------- sums ---------- */

  const sum = (sessions, rest) => sessions.filter(one => (one.kind === "break") === rest).reduce((all, one) => all + one.minutes, 0);
  const both = sessions => [sum(sessions, false), sum(sessions, true)];
  const span = n => say(n < 60 ? words.min : n % 60 ? words.both : words.hours, n < 60 ? { n } : { h: Math.floor(n / 60), m: n % 60 });
  function clock(start, past) {
    const [h, m] = start.split(":").map(Number), at = (h * 60 + m + past) % 1440, two = n => String(n).padStart(2, "0");
    return `${two(Math.floor(at / 60))}:${two(at % 60)}`;
  }
  const midnight = one => { const [h, m] = one.start.split(":").map(Number), [work, rest] = both(one.sessions); return h * 60 + m + work + rest > 1440; };
  function daySum(one) {
    const [work, rest] = both(one.sessions);
    return say(words.sum, { work: span(work), rest: span(rest), end: clock(one.start, work + rest) }) + (midnight(one) ? " " + words.late : "");
  }
  function planSum() {
    const [work, rest] = both(plan.days.flatMap(one => one.sessions));
    return say(words.all, { work: span(work), rest: span(rest) });
  }
  const named = one => one.title || words.own;

  /* ---------- changes ---------- */

  const status = make("p", { role: "status", class: "p-status plan-status" });
  const tell = said => { status.textContent = ""; setTimeout(() => { status.textContent = said; }); };
  const keep = make("input", { type: "checkbox", id: "plan-keep", "aria-describedby": "plan-keep-about", on: { change() {
    save();
    if (!keep.checked) state.remove("draft", "planner");
    tell(keep.checked ? words.kept : words.forgotten);
  } } });
  keep.checked = draft !== null;
  function save() { if (keep.checked) state.set("draft", "planner", { answer: plan }); }

  /* A change to the days: drawn anew, said with the hours, with the focus where `focus` says. It can be taken back. */
  function change(act, said, focus) {
    const old = copy(plan);
    act();
    before = old;
    draw();
    save();
    tell(`${said} ${planSum()}`.trim());
    const target = focus && doc.getElementById(focus());
    if (target) target.focus();
  }
  function add(d, entry) {
    if (plan.days[d].sessions.length >= MOST.sessions) { tell(say(words.full, { n: MOST.sessions })); return; }
    const made = session(entry);
    change(() => { plan.days[d].sessions.push(made); }, say(words.added, { what: named(made), n: d + 1 }), () => `add-${d}`);
  }
  function remove(d, s) {
    change(() => { opened.delete(plan.days[d].sessions[s]); plan.days[d].sessions.splice(s, 1); }, say(words.removed, { what: named(plan.days[d].sessions[s]) }),
      () => (plan.days[d].sessions.length ? `remove-${d}-${Math.min(s, plan.days[d].sessions.length - 1)}` : `what-${d}`));
  }
  /* Where a session goes by one step: within its day, or over its edge into the next or the last one. */
  function target(d, s, by) {
    const to = s + by;
    if (to >= 0 && to < plan.days[d].sessions.length) return [d, to];
    const other = plan.days[d + by];
    return !other || other.sessions.length >= MOST.sessions ? null : [d + by, by > 0 ? 0 : other.sessions.length];
  }
  function move(d, s, by, key) {
    const to = target(d, s, by), one = plan.days[d].sessions[s];
    if (!to) return;
    change(() => {
      plan.days[d].sessions.splice(s, 1);
      plan.days[to[0]].sessions.splice(to[1], 0, one);
    }, say(words.moved, { what: named(one), n: to[0] + 1, m: to[1] + 1 }), () => `${key || (by < 0 ? "up" : "down")}-${to[0]}-${to[1]}`);
  }
  function setDays(count) {
    change(() => {
      while (plan.days.length > count) plan.days.pop();
      while (plan.days.length < count) plan.days.push(day({ start: plan.days[plan.days.length - 1].start }));
    }, "", () => "plan-days");
  }
  function use(name) {
    const ready = given.programmes.find(entry => entry.id === name), kept = { place: plan.place, dates: plan.dates, names: plan.names };
    change(() => { plan = clean({ ...kept, ...(ready || {}) }); }, say(words.used, { what: ready ? ready.title : words.empty }), () => "plan-use");
  }
  function undo() {
    const now = before;
    change(() => { plan = now; }, words.undone, () => "plan-undo");
  }

  /* ---------- the page ---------- */

  const field = (id, label, node, wide) => {
    node.id = id;
    return make("p", { class: wide ? "plan-field plan-wide" : "plan-field" }, make("label", { for: id }, label), node);
  };
  /* A field that changes one text of the plan; sums and sheets follow, the page is not drawn anew. */
  const input = (owner, key, attributes, name) => {
    const node = make(name || "input", { maxlength: MOST.line, autocomplete: "off", ...attributes, on: { input() {
      owner[key] = key === "materials" ? node.value.split("\n").map(row => row.trim().slice(0, MOST.line)).filter(Boolean).slice(0, 20) : node.value;
      before = null; // a text is taken back where it is typed
      back.hidden = true;
      retitle();
      sheets();
      save();
    } } });
    node.value = key === "materials" ? owner[key].join("\n") : owner[key];
    return node;
  };
  const number = (value, most, act) => {
    const node = make("input", { type: "number", inputmode: "numeric", min: 1, max: most, step: 1, value, on: { change() {
      const found = Number(node.value);
      if (Number.isInteger(found) && found >= 1 && found <= most) act(found); else node.value = value;
    } } });
    return node;
  };
  const icon = (id, mark, act, off) => make("button", {
    type: "button", id, class: `q-step plan-${mark}`, "aria-disabled": off ? "true" : null, on: { click: () => { if (!off) act(); } } });

  function row(one, d, s) {
    const key = `${d}-${s}`;
    const edit = make("details", { class: "plan-edit" }, make("summary", { id: `edit-${key}`, title: words.edit }, make("span", { class: "plan-name" })),
      field(`title-${key}`, words.session_title, input(one, "title", { type: "text" }), true),
      field(`aim-${key}`, words.aim, input(one, "aim", { rows: 3, maxlength: MOST.text }, "textarea"), true),
      field(`materials-${key}`, words.materials, input(one, "materials", { rows: 3, maxlength: MOST.text }, "textarea"), true));
    edit.open = opened.has(one);
    edit.addEventListener("toggle", () => { if (edit.open) opened.add(one); else opened.delete(one); });
    const time = number(one.minutes, MOST.minutes, found => change(() => { one.minutes = found; }, "", () => `minutes-${key}`));
    time.id = `minutes-${key}`;
    const item = make("li", { class: `plan-item day-${one.kind}` },
      make("span", { class: "plan-clock" }), edit,
      make("span", { class: "plan-minutes" }, time, make("span", { "aria-hidden": "true" }, say(words.min, { n: "" }).trim())),
      make("span", { class: "plan-moves" },
        icon(`up-${key}`, "up", () => move(d, s, -1), !target(d, s, -1)),
        icon(`down-${key}`, "down", () => move(d, s, 1), !target(d, s, 1)),
        icon(`remove-${key}`, "remove", () => remove(d, s))));
    item.addEventListener("keydown", event => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!by || !event.altKey || event.target.matches("textarea")) return;
      event.preventDefault();
      const at = event.target.id.slice(0, event.target.id.indexOf("-"));
      move(d, s, by, at);
    });
    return item;
  }

  const OTHERS = [
    ["break", { kind: "break", minutes: 15, title: words.break }], ["lunch", { kind: "break", minutes: 60, title: words.lunch }],
    ["opening", { kind: "opening", minutes: 30, title: words.opening }], ["closing", { kind: "closing", minutes: 15, title: words.closing }],
    ["own", { minutes: 60, title: "" }]];
  function adder(d) {
    const option = (value, label) => make("option", { value }, label);
    const choice = make("select", { id: `what-${d}` },
      make("optgroup", { label: words.modules }, ...given.sessions.map(entry => option("m:" + entry.module, `${entry.title} (${span(entry.minutes)})`))),
      make("optgroup", { label: words.others }, ...OTHERS.map(([name, entry]) => option(name, entry.title || words.own))));
    choice.value = chosen[d] || choice.value;
    choice.addEventListener("change", () => { chosen[d] = choice.value; });
    const put = button("button", words.add, () => {
      chosen[d] = choice.value;
      add(d, choice.value.startsWith("m:") ? { module: choice.value.slice(2) } : OTHERS.find(([name]) => name === choice.value)[1]);
    });
    put.id = `add-${d}`;
    put.setAttribute("aria-describedby", `head-${d}`);
    return make("div", { class: "plan-add" }, make("label", { for: choice.id }, say(words.what, { n: d + 1 })), choice, put);
  }
  const chosen = [];

  function dayPart(one, d) {
    const start = make("input", { type: "time", required: true, on: { change() {
      if (CLOCK.test(start.value)) change(() => { one.start = start.value; }, "", () => `start-${d}`); else start.value = one.start;
    } } });
    start.value = one.start;
    return make("section", { class: "plan-day", "aria-labelledby": `head-${d}` },
      make("h3", { id: `head-${d}` }, say(words.day, { n: d + 1 })),
      make("div", { class: "plan-fields" }, field(`day-title-${d}`, words.day_title, input(one, "title", { type: "text" })), field(`start-${d}`, words.start, start)),
      one.sessions.length ? make("ol", { class: "plan-list" }, ...one.sessions.map((entry, s) => row(entry, d, s))) : make("p", { class: "empty" }, words.none),
      make("p", { class: "plan-sum" }), adder(d));
  }

  /* What follows from texts and minutes, without drawing anew: clocks, names, sums. */
  function retitle() {
    $$(".plan-day", days).forEach((part, d) => {
      let past = 0;
      $(".plan-sum", part).textContent = daySum(plan.days[d]);
      $$(".plan-item", part).forEach((item, s) => {
        const one = plan.days[d].sessions[s];
        $(".plan-clock", item).textContent = clock(plan.days[d].start, past);
        $(".plan-name", item).textContent = named(one);
        $(".plan-minutes input", item).setAttribute("aria-label", say(words.minutes_of, { what: named(one) }));
        ["up", "down", "remove"].forEach(way => {
          const pressed = $(".plan-" + way, item);
          pressed.title = say(words[way], { what: named(one) });
          pressed.setAttribute("aria-label", pressed.title);
        });
        past += one.minutes;
      });
    });
    total.textContent = planSum();
  }
  function draw() {
    fields.replaceChildren(
      field("plan-title", words.title, input(plan, "title", { type: "text" })), field("plan-place", words.place, input(plan, "place", { type: "text" })),
      field("plan-dates", words.dates, input(plan, "dates", { type: "text" })), field("plan-names", words.names, input(plan, "names", { type: "text" })),
      field("plan-days", words.days, number(plan.days.length, MOST.days, setDays)));
    days.replaceChildren(...plan.days.map(dayPart));
    back.hidden = !before;
    retitle();
    sheets();
  }

  /* ---------- sheets ---------- */

  const line = (label, value) => make("li", null, value ? `${label}: ` : label, ...(value ? [make("b", null, value)] : []));
  function sheet(one, d) {
    let past = 0;
    const rows = one.sessions.map(entry => {
      const from = clock(one.start, past), to = clock(one.start, past += entry.minutes);
      return make("tr", { class: `day-${entry.kind}` }, make("th", { scope: "row" }, `${from}–${to}`),
        make("td", null, make("p", { class: "day-what" }, named(entry), " ", make("span", { class: "hint" }, span(entry.minutes))),
          ...(entry.aim ? [make("p", { class: "day-aim" }, entry.aim)] : [])),
        make("td", null, ...(entry.materials.length ? [make("ul", { class: "day-materials" }, ...entry.materials.map(thing => make("li", null, thing)))] : [])));
    });
    const head = [words.time, words.session, words.things].map(label => make("th", { scope: "col" }, label));
    return make("section", { class: "day-sheet" },
      make("div", { class: "day-head" }, make("img", { src: given.logo, alt: "", width: 44, height: 44 }),
        make("p", null, plan.title || words.untitled, " ", make("span", null, given.site)), make("p", { class: "day-logos" }, words.logos)),
      make("h2", null, one.title ? say(words.day_named, { n: d + 1, title: one.title }) : say(words.day, { n: d + 1 })),
      make("ul", { class: "day-blanks" }, line(words.place, plan.place), line(words.date, plan.dates), line(words.names, plan.names)),
      make("table", { class: "day-table" }, make("thead", null, make("tr", null, ...head)), make("tbody", null, ...rows)),
      make("p", { class: "day-sum" }, daySum(one)));
  }
  const paper = doc.getElementById("planner-sheets");
  function sheets() { paper.replaceChildren(...plan.days.map(sheet)); }

  /* ---------- start ---------- */

  const fields = make("div", { class: "plan-fields" }), days = make("div"), total = make("p", { class: "plan-total" });
  const from = make("select", { id: "plan-from" }, make("option", { value: "" }, words.empty), ...given.programmes.map(entry => make("option", { value: entry.id }, entry.title)));
  const take = button("button", words.use, () => use(from.value)), back = button("button", words.undo, undo);
  take.id = "plan-use";
  back.id = "plan-undo";
  const wanted = decodeURIComponent(location.hash).replace(/^#ready-/, "");
  if (given.programmes.some(entry => entry.id === wanted)) {
    from.value = wanted;
    if (!draft) plan = clean(given.programmes.find(entry => entry.id === wanted));
  }
  root.append(
    make("div", { class: "plan-add" }, make("label", { for: "plan-from" }, words.from), from, take, back),
    fields, make("p", { class: "hint" }, words.blank, " ", words.unfold, " ", words.keys), days, total,
    make("div", { class: "q-pick" }, keep, make("label", { for: "plan-keep" }, words.keep)), make("p", { id: "plan-keep-about", class: "hint" }, words.keep_about),
    make("div", { class: "tools plan-tools" }, button("button", words.print, () => window.print())), status);
  draw();
  state.subscribe(() => { if (!state.get("draft", "planner")) keep.checked = false; }); // another tab has cleared this device
  window.portalPlanner = { clean, plan: () => copy(plan) };
})();
