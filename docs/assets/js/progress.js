/* "My progress": where the reader was, the path and its next step, what is done, and a clean device for the next learner.

   What is shown comes from records.js, what goes into a file and comes out of one from progress-file.js, which is loaded when
   somebody saves, opens or clears something. Nothing here is more than words about it: every text is put in as text. */
(function () {
  "use strict";
  const state = window.portalState, kit = window.portalKit, records = window.portalRecords;
  if (!state || !kit || !records || !document.getElementById("progress-start")) return;
  const doc = document, { $, $$, make, button, say } = kit, { page } = records, words = page.texts;
  const opened = new Set(); // the folds that the reader has opened
  const when = text => new Date(text).toLocaleDateString(doc.documentElement.lang, { dateStyle: "long", numberingSystem: "latn" });
  const share = value => Math.floor(100 * value + 1e-9);
  const span = n => (n < 60 ? say(words.min, { n }) : say(n % 60 ? words.hours_min : words.hours, { h: Math.floor(n / 60), m: n % 60 }));
  const count = (one, many, n) => say(n === 1 ? one : many, { n });
  const link = (address, ...inside) => make("a", { href: address }, ...inside);
  const listed = nodes => nodes.reduce((line, node) => (line.length ? [...line, ", ", node] : [node]), []);

  /* ---------- pieces ---------- */

  const start = make("div"), status = make("p", { role: "status", class: "p-status" });
  const tell = said => { status.textContent = ""; setTimeout(() => { status.textContent = said; }); };

  /* A folded part with its title and a few words on what is in it. */
  function fold(key, level, title, about, ...inside) {
    const head = make(level, null, title), box = make("details", { class: "p-fold", "data-fold": key, open: opened.has(key) },
      make("summary", null, head, " ", make("span", { class: "p-sum" }, about)), ...inside);
    box.addEventListener("toggle", () => { if (box.open) opened.add(key); else opened.delete(key); });
    return box;
  }

  /* A question in the page: what it is about, the ways on, and back to where it was asked. Escape is the last way. */
  function ask(slot, opener, title, about, ways) {
    const head = make("h3", { tabindex: "-1" }, title), box = make("div", { role: "group", "aria-label": title, class: "p-ask" }, head, ...about);
    const close = () => { slot.replaceChildren(); opener.focus(); };
    const buttons = ways.map(([label, act, stays]) => button("button", label, () => { if (!stays) close(); act(); }));
    box.append(make("div", { class: "q-tools" }, ...buttons));
    box.addEventListener("keydown", event => { if (event.key === "Escape") buttons[buttons.length - 1].click(); });
    slot.replaceChildren(box);
    head.focus();
  }

  /* ---------- where I was ---------- */

  function now() {
    const last = state.get("pref", "last"), at = last && kit.isPage(last.answer) ? link(last.answer, typeof last.title === "string" && last.title ? last.title : last.answer) : null;
    if (!records.begun()) return [newcomer(at)];
    const due = records.due(records.deck()).length;
    return [
      at ? make("p", { class: "p-last" }, words.last, " ", at) : "",
      due ? make("p", { class: "p-due" }, link("revise.html", count(words.due_one, words.due, due))) : "",
    ];
  }
  function newcomer(at) {
    const first = page.modules[0], ways = make("ul", { class: "p-ways" });
    if (at) ways.append(make("li", null, words.last, " ", at));
    if (page.paths.length) ways.append(make("li", null, link("paths/index.html", words.start_path)));
    if (first) ways.append(make("li", null, link(`modules/${first.id}/index.html`, say(words.start_module, { module: first.title }))));
    return make("div", { class: "p-none" }, make("p", null, words.none), ways);
  }

  /* ---------- along the path ---------- */

  function way() {
    const all = records.paths();
    if (!all.length) return "";
    const one = records.chosen(all), choice = make("select", { id: "p-path", on: { change() { state.set("pref", "path", { answer: choice.value }); overview(true); $("#p-path").focus(); } } },
      ...all.map(({ path }) => make("option", { value: path.id, selected: path.id === one.path.id }, path.title)));
    return make("section", { class: "p-way" }, make("h2", null, words.way),
      make("p", { class: "p-field" }, make("label", { for: "p-path" }, words.path), choice),
      make("p", { class: "p-steps" }, say(words.steps_done, { n: one.done, m: one.counted }), " ", say(words.minutes_done, { n: span(one.minutes), m: span(one.of) })),
      make("p", null, one.next ? make("a", { class: "button p-next", href: one.next.address }, say(words.next, { what: target(one.next) })) : words.path_done),
      fold("steps", "h3", words.all_steps, "", make("p", { class: "hint" }, words.not_counted), make("ol", { class: "p-list" }, ...one.steps.map(step))),
      all.length > 1 ? fold("paths", "h3", words.all_paths, "", make("ul", { class: "p-list" }, ...all.map(other))) : "",
      make("p", null, link("confirmation.html", words.papers)));
  }
  const target = next => `${next.title}: ${next.part || words.questions}`;
  function step(one) {
    const told = !one.counted ? words.uncounted : one.done ? `✓ ${words.done}` : say(words.part_done, { n: span(one.minutes), m: span(one.of) });
    return make("li", null, link(one.step.address, one.step.title), " ", make("span", { class: one.done ? "p-state" : "hint" }, told));
  }
  function other(one) {
    return make("li", null, link(one.path.address, one.path.title), ": ", say(words.steps_done, { n: one.done, m: one.counted }), " ", say(words.minutes_done, { n: span(one.minutes), m: span(one.of) }));
  }

  /* ---------- module by module ---------- */

  function points(module) {
    const own = [...records.items.values()].filter(item => item.module === module && !item.pool), best = item => kit.best(records.quiz(item));
    const tried = own.filter(records.checked), graded = own.filter(item => !item.self), sum = (list, value) => list.reduce((total, item) => total + value(item), 0);
    const score = tried.length ? kit.points(words, sum(graded, item => best(item) || 0), sum(graded, item => item.points)) : words.no_points;
    return { any: tried.length, text: say(words.quiz, { score, n: tried.length, m: own.length }) };
  }
  function modules() {
    const lines = page.modules.map(module => {
      const keys = module.sections.map(([id]) => `${module.id}/${id}`), read = keys.filter(records.read), quiz = points(module);
      return { any: read.length || quiz.any, node: one(module, read, quiz) };
    });
    return fold("modules", "h2", words.modules, say(words.modules_begun, { n: lines.filter(line => line.any).length, m: lines.length }), ...lines.map(line => line.node));
  }
  function one(module, read, quiz) {
    const folder = `modules/${module.id}/`, sections = module.sections.map(([id, , title]) => {
      const done = read.includes(`${module.id}/${id}`);
      return make("li", { "data-section": `${module.id}/${id}` }, link(`${folder}index.html#${id}`, title), done ? make("span", { class: "p-state" }, ` ✓ ${words.is_read}`) : "");
    });
    return make("div", { class: "p-module", "data-module": module.id },
      fold(`module ${module.id}`, "h3", module.title, say(words.read, { n: read.length, m: module.sections.length }), make("ol", { class: "p-sections" }, ...sections)),
      module.items.length ? make("p", null, link(`${folder}quiz.html`, words.questions), ": ", make("span", { class: "p-quiz" }, quiz.text)) : "");
  }

  /* ---------- outcomes, tests, revision ---------- */

  function outcomes() {
    const found = records.outcomes();
    if (!found.length) return "";
    const line = ({ text, n, mean }) => make("li", null, text, " ", n
      ? make("span", { class: "p-score" }, make("meter", { min: 0, max: 1, value: mean, "aria-hidden": "true" }), " ", make("b", null, `${share(mean)} %`), " ", count(words.from_one, words.from, n))
      : make("span", { class: "hint" }, words.from_none));
    return fold("outcomes", "h2", words.outcomes, "", make("p", { class: "hint" }, words.outcomes_about),
      ...found.map(({ module, list }) => make("div", { class: "p-module" }, fold(`outcomes ${module.id}`, "h3", module.title, "", make("ul", { class: "p-outcomes" }, ...list.map(line))))));
  }

  const scored = run => `${kit.points(words, run.score, run.of)} (${share(run.score / run.of)} %), ${when(run.finished)}`;
  function gain(value) {
    const n = Math.round(value);
    return say(n > 0 ? words.gain : n < 0 ? words.loss : words.no_gain, { n: Math.abs(n) });
  }
  function tests() {
    const found = records.results();
    if (!found.length) return "";
    const lines = ({ before, after, gain: value, finals }) => [
      before ? say(words.before, { score: scored(before) }) : "", after ? say(words.after, { score: scored(after) }) : "", value !== null ? gain(value) : "",
      ...finals.map(run => `${say(words.final, { n: run.n, score: scored(run) })}${run.pass === true ? `: ${words.passed}` : run.pass === false ? `: ${words.not_passed}` : ""}`),
    ].filter(Boolean).map(text => make("li", null, text));
    return fold("tests", "h2", words.tests, "", make("p", { class: "hint" }, words.tests_about),
      ...found.flatMap(entry => [make("h3", null, link(entry.test.address, entry.test.title)), make("ul", { class: "p-tests" }, ...lines(entry))]));
  }

  function revision() {
    const cards = records.deck(), due = records.due(cards);
    if (!cards.length) return "";
    const of = module => cards.filter(card => card.item.module === module), name = ({ item }) => link(`modules/${item.module.id}/quiz.html#item-${item.id}`, say(words.question, { n: item.n }));
    const lines = page.modules.map(module => [module, of(module)]).filter(([, own]) => own.length).map(([module, own]) => make("li", null, module.title, ": ", ...listed(own.map(name))));
    return fold("revise", "h2", words.revise, say(words.revise_n, { n: due.length, m: cards.length }),
      make("p", null, link("revise.html", words.open_deck)), make("ul", { class: "p-list" }, ...lines));
  }

  /* ---------- drafts ---------- */

  /* The drafts of one exercise, or the plan of the planner. */
  function places() {
    const found = new Map();
    state.list("draft").forEach(({ id, record }) => {
      const place = id.split("/").slice(0, 2).join("/"), there = found.get(place) || { place, ids: [], at: record.at };
      found.set(place, { ...there, ids: [...there.ids, id], at: record.at > there.at ? record.at : there.at });
    });
    return [...found.values()];
  }
  function called(place) {
    const [mid, name] = place.split("/"), module = records.modules.get(mid);
    if (place === "planner") return [link("programmes/planner.html", words.planner)];
    if (module && name && Object.keys(module.exercises).includes(name)) return [`${module.title}: `, link(`modules/${mid}/${name}.html`, module.exercises[name])];
    return [make("code", null, place)];
  }
  function drafts() {
    const found = places();
    if (!found.length) return "";
    const line = ({ place, ids, at }) => {
      const slot = make("div"), name = called(place).map(node => node.textContent || node).join("");
      const away = button("button", words.delete, () => ask(slot, away, say(words.delete_ask, { what: name }), [make("p", null, words.delete_what)], [
        [words.delete_yes, () => { ids.forEach(id => state.remove("draft", id)); overview(true); tell(words.deleted); ($('[data-fold="drafts"] summary') || $("#progress-start h2, h1")).focus(); }],
        [words.delete_no, () => tell(words.kept)]]));
      away.setAttribute("aria-label", say(words.delete_one, { what: name }));
      return make("li", null, make("p", null, ...called(place), " ", make("span", { class: "hint" }, say(words.last_changed, { date: when(at) })), " ", away), slot);
    };
    return fold("drafts", "h2", words.drafts, String(found.length), make("p", { class: "hint" }, words.drafts_about), make("ul", { class: "p-list p-drafts" }, ...found.map(line)));
  }

  function overview(always) {
    const done = $("#progress-done");
    start.replaceChildren(...now());
    if (always !== true && done.contains(doc.activeElement)) return; // another tab has changed something: the focus stays where it is
    done.replaceChildren(...(records.begun() ? [way(), modules(), outcomes(), tests(), revision(), drafts()] : [drafts()]));
  }

  /* ---------- the file ---------- */

  let saved = null;
  /* What needs the code for files: does it when that is there. */
  function withFiles(act) {
    if (saved) { act(); return; }
    kit.bring("assets/js/progress-file.js").then(() => { saved = window.portalProgress; act(); }, () => tell(words.not_loaded));
  }

  const field = make("input", { type: "text", id: "p-name", maxlength: 80, autocomplete: "off", "aria-describedby": "p-name-hint", on: {
    input() { if (field.value.trim()) state.set("pref", "learner", { name: field.value.trim() }); else state.remove("pref", "learner"); } } });

  /* What a file holds, in words and as its own text. */
  function preview(made) {
    const { quiz, lesson, run, drawn, deck } = made.counts, area = make("textarea", { readonly: true, rows: 6, "aria-label": words.as_text });
    area.value = made.text;
    const lines = [
      made.name ? say(words.holds_name, { name: made.name }) : words.holds_no_name, say(words.holds_quiz, { n: quiz }), say(words.holds_lesson, { n: lesson }),
      say(words.holds_test, { n: run, m: drawn }), say(words.holds_deck, { n: deck }),
      made.days ? say(words.holds_days, { from: when(made.days[0]), to: when(made.days[1]) }) : "",
      say(words.holds_size, { n: Math.ceil(made.bytes / 1024), m: saved.LIMIT / 1024 }), made.left ? say(words.holds_left, { n: made.left }) : "", words.holds_not,
    ].filter(Boolean);
    return [make("ul", null, ...lines.map(text => make("li", null, text))), make("details", null, make("summary", null, words.as_text), area)];
  }
  function download(made) {
    const address = URL.createObjectURL(new Blob([made.text], { type: "application/json" }));
    const who = made.name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
    const away = make("a", { href: address, download: `progress-${who ? who + "-" : ""}${records.day(new Date())}.json`, hidden: true });
    doc.body.append(away);
    away.click();
    away.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    tell(say(made.left ? words.exported_part : words.exported, { n: made.n, m: made.left }));
  }
  function save() {
    withFiles(() => {
      const made = saved.file();
      ask(saveSlot, exporter, words.preview, preview(made), [[words.save_file, () => download(made)], [words.cancel, () => tell(words.not_saved)]]);
    });
  }

  /* ---------- a file from elsewhere ---------- */

  function showPlan(found, planned) {
    const number = is => planned.filter(entry => entry.is === is).length, changing = planned.filter(entry => entry.becomes);
    const rows = ["new", "newer", "older", "same", "unknown"].map(is =>
      make("tr", null, make("th", { scope: "row" }, words["n_" + is]), make("td", null, String(number(is))), make("td", null, words["do_" + is])));
    const of = (list, ...shapes) => list.filter(entry => shapes.includes(entry.shape)).length, about = [...page.modules, ...page.tests];
    const lines = about.map(thing => [thing, changing.filter(entry => entry.about.id === thing.id && entry.about.title === thing.title)]).filter(([, list]) => list.length).map(([thing, list]) => make("li", null,
      say(page.tests.includes(thing) ? words.change_test : words.change, { module: thing.title, n: of(list, "quiz", "drawn"), m: of(list, "lesson", "run"), d: of(list, "deck") })));
    const told = [
      make("p", null, say(found.name ? words.plan_of : words.plan_nobody, { date: when(found.made), name: found.name })),
      make("table", null, make("thead", null, make("tr", null, make("td"), make("th", { scope: "col" }, words.records), make("th", { scope: "col" }, words.then))), make("tbody", null, ...rows)),
      ...(changing.length ? [make("p", null, say(words.changes, { n: changing.length })), make("ul", null, ...lines)] : [make("p", null, words.no_changes)]),
    ];
    const take = [words.merge, () => {
      const n = saved.merge(saved.plan(found.records)); // anew: another tab may have written in between
      if (found.name && !records.learner()) { state.set("pref", "learner", { name: found.name }); field.value = found.name; }
      overview(true);
      tell(say(words.merged, { n }));
    }];
    ask(planSlot, chooser, words.plan, told, [...(changing.length ? [take] : []), [words.cancel, () => tell(words.cancelled)]]);
  }
  function open() {
    const chosen = chooser.files[0];
    planSlot.replaceChildren();
    if (!chosen) return;
    chooser.value = "";
    withFiles(() => take(chosen));
  }
  function take(chosen) {
    if (chosen.size > saved.LIMIT) { tell(say(words.too_large, { n: saved.LIMIT / 1024 })); return; }
    const reader = new FileReader();
    reader.onload = () => {
      const found = saved.read(reader.result);
      if (found.error) tell(found.error); else showPlan(found, saved.plan(found.records));
    };
    reader.onerror = () => tell(words.not_json);
    reader.readAsText(chosen);
  }

  /* ---------- a clean device ---------- */

  function clear(opener, next) {
    const n = kind => state.list(kind).length, made = next && saved.file();
    const away = [words.erase_yes, () => {
      state.erase();
      field.value = "";
      overview(true);
      tell(next ? words.next_done : words.erased);
    }];
    const told = [make("p", null, say(words.erase_what, { q: n("quiz"), l: n("lesson"), t: n("test"), r: n("deck"), d: n("draft") })),
      ...(next ? [make("details", null, make("summary", null, words.preview), ...preview(made))] : [])];
    const ways = [away, [words.erase_no, () => tell(words.kept_all)]];
    ask(clearSlot, opener, next ? words.next_ask : words.erase_ask, told, next ? [[words.save_first, () => download(made), true], ...ways] : ways);
  }

  /* ---------- the whole page ---------- */

  $("#progress-start").append(start, status);
  const saveSlot = make("div"), planSlot = make("div"), clearSlot = make("div");
  const chooser = make("input", { type: "file", id: "p-file", accept: ".json,application/json", "aria-describedby": "p-file-hint", on: { change: open } });
  const erase = button("button", words.erase, () => clear(erase, false)), next = button("button", words.next_learner, () => withFiles(() => clear(next, true)));
  const exporter = button("button", words.export, save);

  field.value = records.learner();
  $("#progress-end").append(
    fold("save", "h2", words.save, "", make("p", null, words.save_about),
      make("p", { class: "p-field" }, make("label", { for: "p-name" }, words.name), field, make("span", { id: "p-name-hint", class: "hint" }, words.name_hint)),
      make("p", null, exporter), saveSlot,
      make("p", { class: "p-field" }, make("label", { for: "p-file" }, words.import), chooser, make("span", { id: "p-file-hint", class: "hint" }, words.import_hint)), planSlot),
    fold("clear", "h2", words.clear, "", make("p", null, words.clear_about), make("div", { class: "q-tools" }, erase, next), clearSlot),
  );
  overview(true);
  state.subscribe(kit.soon(overview));
})();
