/* A test before and after a course, or at its end. The page holds the questions of form A as printed; what else a form needs
   is a script beside the page, loaded when the form is begun: portalTest({form, html}), made by our own templates.
   Nothing is said about an answer before the test is handed in; then questions.js shows what score.js says.

   Records (state.js, kind "test"):
     <test>/<run>                    {form, seed, started, finished, score, of, pass, draws}; run is before, after or final-<n>
     <test>/<run>/<module>/<item>    {answer, score (share, null before it is handed in), points, of (digest)}

   portalSeed: the order that a seed gives. Each thing gets a number from the seed and its name, and the things stand in the
   order of these numbers. The number is FNV-1a over the text "seed/name", 32 bits, stirred as in MurmurHash3. There is no
   other state, so the order is the same in every browser, and on paper: scripts/portal/corpus/seeds.py does the same. */
(function () {
  "use strict";
  function number(text) {
    let hash = 2166136261;
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
  }
  function order(seed, names) {
    const rank = new Map(names.map(name => [name, number(`${seed}/${name}`)]));
    return [...names].sort((a, b) => rank.get(a) - rank.get(b) || (a < b ? -1 : 1));
  }
  /* The same, but never so that what is right stands at the beginning in its order. */
  function apart(seed, names, right) {
    const found = order(seed, names);
    return right.every((name, place) => name === found[place]) ? [...found.slice(1), found[0]] : found;
  }
  window.portalSeed = { number, order, apart };

  const state = window.portalState, kit = window.portalKit, doc = document;
  if (!state || !kit || !window.portalQuestions || !doc.getElementById("test-data")) return;
  const { $, $$, make, button, say } = kit;
  const page = kit.data("test-data"), words = page.texts, lang = doc.documentElement.lang;
  const { question, pick } = window.portalQuestions(words);
  const score = (n, of) => kit.points(words, n, of), other = form => (form === "a" ? "b" : "a");
  const start = $("#test-start"), end = $("#test-end"), list = $("#test-a"), head = $("#questions");
  const bank = { a: [...list.children].map(node => node.cloneNode(true)), b: [] }, answers = new Map(); // key → what is said
  const known = new Map(); // key → the question, what it is scored by, and the outcome it tests
  const learn = nodes => nodes.forEach(node => {
    const data = JSON.parse($(".item-data", node).textContent), key = node.dataset.key;
    known.set(key, { data, node, outcome: `${key.split("/")[0]}/${data.outcome}` });
  });
  learn(bank.a);
  const SEED = /^\d{1,6}$/;
  const asked = { form: (/\bform=([ab])\b/.exec(location.hash) || [])[1], seed: (/\bseed=(\d{1,6})\b/.exec(location.hash) || [])[1] };
  let items = [], run = null, view = "", ticking = null;

  /* ---------- the forms ---------- */

  const loaded = new Set();
  window.portalTest = ({ form, html }) => {
    const part = make("template");
    part.innerHTML = html;
    if (!bank[form].length) bank[form] = $$(".item", part.content);
    learn(bank[form]);
    $$("template", part.content).forEach(answer => answers.set(answer.dataset.for, answer.content));
    loaded.add(form);
  };
  /* Goes on when the forms are there. */
  function need(forms, act) {
    const form = forms.find(one => !loaded.has(one));
    if (!form) { act(); return; }
    const told = start.appendChild(make("p", { role: "status", class: "hint" }, words.loading)), script = make("script", { src: page.parts[form] });
    script.onload = () => { script.remove(); told.remove(); need(forms, act); };
    script.onerror = () => { script.remove(); told.textContent = words.not_loaded; };
    doc.head.append(script);
  }

  /* ---------- records ---------- */

  const path = (name, key) => `${page.id}/${name}${key ? "/" + key : ""}`;
  function record(name) {
    const found = state.get("test", path(name));
    return found && bank[found.form] && SEED.test(found.seed) && Array.isArray(found.draws) ? found : null;
  }
  /* What was answered, as long as the question is still the same. */
  function given(name, key) {
    const found = state.get("test", path(name, key)), question = known.get(key);
    return found && question && found.of === question.data.of ? found : null;
  }
  function keep(name, fields) {
    const { v, at, ...before } = record(name) || {};
    state.set("test", path(name), { ...before, ...fields });
  }
  function discard(name) {
    state.list("test").filter(({ id }) => id === path(name) || id.startsWith(path(name) + "/")).forEach(({ id }) => state.remove("test", id));
  }
  function runs() {
    const form = page.kind === "final" ? /^final-([1-9]\d{0,3})$/ : /^(before|after)$/;
    const names = state.list("test").filter(({ id }) => id.startsWith(page.id + "/")).map(({ id }) => id.slice(page.id.length + 1));
    const found = names.filter(name => form.test(name) && record(name));
    return page.kind === "final" ? found.sort((a, b) => a.slice(6) - b.slice(6)) : found.sort().reverse();
  }
  const done = name => Boolean(record(name) && record(name).finished);
  const title = name => (name.startsWith("final-") ? say(words.attempt, { n: name.slice(6) }) : words[name]);
  const letter = form => say(words.form, { form: form.toUpperCase() });
  function next() {
    if (page.kind !== "final") return ["before", "after"].filter(name => !done(name));
    const last = runs().pop();
    return ["final-" + (last ? Number(last.slice(6)) + 1 : 1)];
  }
  /* Before the course a form by chance, afterwards the other one; the forms of a final test take turns. */
  function suggested(name, seed) {
    const last = record(name === "after" ? "before" : name.startsWith("final-") ? "final-" + (name.slice(6) - 1) : "none");
    return last ? other(last.form) : number(seed) % 2 ? "b" : "a";
  }

  /* ---------- before it begins ---------- */

  function clear(now) {
    view = now;
    clearInterval(ticking);
    items = [];
    list.replaceChildren();
    start.replaceChildren();
    end.replaceChildren();
    list.hidden = head.hidden = now === "setup";
  }
  const anySeed = () => String(1000 + (crypto.getRandomValues(new Uint16Array(1))[0] % 9000));

  function radios(name, legend, options, chosen, act) {
    const box = make("div", { role: "radiogroup", "aria-labelledby": "test-" + name, class: "q-row" });
    options.forEach(([value, label]) => {
      const input = pick({ id: "test" }, box.appendChild(make("span")), "radio", name, value, [label]);
      input.checked = value === chosen;
      input.addEventListener("change", () => act(value));
    });
    return make("div", { class: "t-choice" }, make("p", { id: "test-" + name, class: "q-title" }, legend), box);
  }

  function setup(focus) {
    clear("setup");
    const open = next(), panel = make("section", { class: "t-panel", "aria-labelledby": "test-head" });
    panel.append(make("h2", { id: "test-head", tabindex: "-1" }, open.length ? words.begin : words.all_done));
    if (open.length) panel.append(...choices(open));
    if (runs().some(done)) panel.append(make("h3", null, words.results), make("ul", { class: "t-runs" }, ...runs().filter(done).map(past)));
    start.append(panel);
    if (focus) $("h2", panel).focus();
  }

  function choices(open) {
    const chosen = { run: open[0], seed: asked.seed || anySeed(), form: asked.form };
    const seed = make("input", { type: "text", id: "test-seed", inputmode: "numeric", autocomplete: "off", maxlength: 6, "aria-describedby": "test-seed-how" });
    const fault = make("p", { role: "status", class: "q-fault" }), forms = make("div"), clock = make("input", { type: "checkbox", id: "test-clock" });
    seed.value = chosen.seed;
    fault.hidden = true;
    const form = () => chosen.form || suggested(chosen.run, seed.value);
    const draw = () => forms.replaceChildren(radios("form", words.which_form, ["a", "b"].map(one => [one, letter(one)]), form(), value => { chosen.form = value; }));
    seed.addEventListener("input", draw);
    draw();
    const begin = () => {
      fault.hidden = SEED.test(seed.value.trim());
      fault.textContent = fault.hidden ? "" : words.seed_fault;
      if (!fault.hidden) { seed.focus(); return; }
      const own = form(), text = seed.value.trim(), wanted = clock.checked;
      need([own], () => {
        discard(chosen.run);
        keep(chosen.run, { form: own, seed: text, started: new Date().toISOString(), finished: null, score: null, of: total(own), pass: null,
          draws: order(text, bank[own].map(node => node.dataset.key)) });
        state.set("pref", "test-clock", { answer: wanted ? path(chosen.run) : "" });
        take(chosen.run, true);
      });
    };
    const runsOf = open.length > 1 ? [radios("run", words.which_run, open.map(name => [name, title(name)]), chosen.run, value => { chosen.run = value; draw(); })] : [make("p", { class: "q-title" }, title(open[0]))];
    const time = page.minutes ? [make("div", { class: "q-pick" }, clock, make("label", { for: "test-clock" }, say(words.clock, { n: page.minutes })))] : [];
    return [...runsOf, forms, make("p", { class: "q-how" }, page.kind === "final" ? words.form_final : words.form_how),
      make("div", { class: "p-field" }, make("label", { for: "test-seed" }, words.seed), seed, make("p", { class: "q-how", id: "test-seed-how" }, words.seed_how), fault),
      ...time, make("div", { class: "q-tools" }, button("button q-check", words.start, begin))];
  }
  const total = form => bank[form].reduce((sum, node) => sum + known.get(node.dataset.key).data.points, 0);

  function past(name) {
    const { score: got, of, finished } = record(name);
    const tools = make("span", { class: "q-tools" }, button("button", words.show, () => result(name, true)), button("button button-quiet", words.discard, () => sure(name)));
    [...tools.children].forEach(one => one.setAttribute("aria-label", `${one.textContent}: ${title(name)}`));
    return make("li", null, `${title(name)}: ${score(got, of)}, ${day(finished)}`, tools);
  }
  const day = at => new Date(at).toLocaleDateString(lang, { dateStyle: "long", numberingSystem: "latn" });

  /* A question to the learner, at the end of a part of the page; the first of the buttons goes on. */
  function ask(where, what, inside, ways) {
    $$(".p-ask", doc).forEach(node => node.remove());
    const box = make("section", { class: "p-ask", "aria-labelledby": "test-ask" }, make("h3", { id: "test-ask", tabindex: "-1" }, what), ...inside);
    box.append(make("div", { class: "q-tools" }, ...ways.map(([label, act], n) => button(n ? "button button-quiet" : "button q-check", label, () => { box.remove(); act(); }))));
    where.append(box);
    $("h3", box).focus();
  }
  function sure(name) {
    ask(start, say(words.discard_ask, { what: title(name) }), [], [[words.discard, () => { discard(name); setup(true); }], [words.leave_it, () => $("h2, h3", start).focus()]]);
  }

  /* ---------- the questions of a run ---------- */

  /* The answers to choose from, in the order of the seed. Rows of a table stay as they are. */
  function mix(node, seed) {
    const own = `${seed}/${node.dataset.key}`;
    $$(".q-choices, .q-order, .q-cards, .q-right", node).forEach(place => {
      const entries = new Map([...place.children].map(entry => [entry.dataset.id, entry])), ids = [...entries.keys()];
      if (node.dataset.type === "true-false") return;
      const right = { "q-order": known.get(node.dataset.key).data.right, "q-right": $$(".q-left > li", node).map(left => left.dataset.id) }[place.className];
      place.append(...(right ? apart(own, ids, right) : order(own, ids)).map(id => entries.get(id)));
      if (place.className === "q-right") [...place.children].forEach((entry, n) => { entry.dataset.letter = String.fromCharCode(65 + n); });
    });
  }
  function fill(name) {
    const { draws, seed } = record(name);
    const keys = draws.filter(key => known.has(key));
    items = keys.map((key, n) => {
      const node = doc.importNode(known.get(key).node, true);
      $("h3", node).firstChild.textContent = say(words.question, { n: n + 1 }) + " ";
      mix(node, seed);
      list.append(node);
      return question(node, n + 1);
    });
  }
  function told(name) {
    const { form, seed } = record(name);
    return make("p", { class: "t-told" }, [title(name), letter(form), say(words.seed_is, { seed })].join(" · "));
  }

  function take(name, focus) {
    clear("take");
    run = name;
    need([record(name).form], () => taking(name, focus));
  }
  function taking(name, focus) {
    fill(name);
    const { form, seed } = record(name);
    history.replaceState(null, "", `#form=${form}&seed=${seed}`);
    const count = make("p", { class: "q-count" }), clock = make("p", { class: "t-clock" }), live = make("p", { role: "status", class: "t-live" });
    const counted = () => { count.textContent = say(words.answered, { n: items.filter(item => item.answered()).length, m: items.length }); };
    items.forEach(item => {
      const save = () => {
        const answer = item.read();
        if (answer === null) state.remove("test", path(name, item.key));
        else state.set("test", path(name, item.key), { answer, score: null, points: item.data.points, of: item.data.of });
      };
      item.changed = () => { save(); counted(); };
      item.load = () => { const kept = given(name, item.key); item.write(kept && kept.answer); };
      item.load();
    });
    counted();
    start.append(make("div", { class: "q-bar" }, told(name), count, clock, live, make("p", { class: "hint" }, words.kept), button("button button-quiet", words.give_up, () => sure(name))));
    end.append(make("div", { class: "q-tools" }, button("button q-check", words.hand_in, handIn)));
    tick(name, clock, live);
    if (focus) { head.tabIndex = -1; head.focus(); }
  }

  /* Time is only shown, and only if the learner wanted it: nothing ends by itself. */
  function tick(name, clock, live) {
    const wanted = state.get("pref", "test-clock");
    if (!page.minutes || !wanted || wanted.answer !== path(name)) return;
    const until = Date.parse(record(name).started) + page.minutes * 60000;
    const show = () => {
      const left = Math.ceil((until - Date.now()) / 60000), near = left <= 0 ? words.time_over : left <= 5 ? say(words.time_near, { n: left }) : "";
      clock.textContent = left > 5 ? say(words.time_left, { n: left }) : "";
      if (live.textContent !== near && (left <= 0 || !live.textContent)) live.textContent = near;
    };
    show();
    ticking = setInterval(show, 5000);
  }

  const link = item => make("a", { href: "#" + item.id, on: { click: event => { event.preventDefault(); item.go(); } } }, say(words.question, { n: item.n }));
  const listed = nodes => nodes.reduce((line, node) => (line.length ? [...line, ", ", node] : [node]), []);

  function handIn() {
    const open = items.filter(item => item.read() === null), unclear = items.filter(item => item.read() !== null && item.fault(item.read()));
    const lines = [make("p", null, open.length ? say(words.open, { n: open.length, m: items.length }) + " " : words.none_open, ...listed(open.map(link)))];
    if (unclear.length) lines.push(make("p", null, words.unclear + " ", ...listed(unclear.map(link))));
    ask(end, words.hand_in_ask, [...lines, make("p", null, words.final_word)], [[words.hand_in, finish], [words.go_on, () => $("button", end).focus()]]);
  }

  function finish() {
    let got = 0;
    items.forEach(item => {
      const answer = item.read(), points = answer === null ? 0 : item.points(answer);
      got += points;
      state.set("test", path(run, item.key), { answer, score: points / item.data.points, points: item.data.points, of: item.data.of });
    });
    const of = items.reduce((sum, item) => sum + item.data.points, 0), earned = Math.round(got * 1e4) / 1e4;
    keep(run, { finished: new Date().toISOString(), score: earned, of, pass: page.pass ? earned * 100 >= page.pass * of - 1e-6 : null });
    result(run, true);
  }

  /* ---------- the result ---------- */

  function result(name, focus) {
    clear("result");
    run = name;
    need(runs().filter(one => one === name || page.kind === "before-after").map(one => record(one).form), () => shown(name, focus));
  }
  function shown(name, focus) {
    fill(name);
    history.replaceState(null, "", location.pathname + location.search);
    items.forEach(item => judged(item, name));
    const panel = make("section", { class: "t-panel", "aria-labelledby": "test-head" }), { score: got, of, pass, finished } = record(name);
    const share = of ? Math.floor((got / of) * 100 + 1e-6) : 0;
    panel.append(make("h2", { id: "test-head", tabindex: "-1" }, say(words.result, { what: title(name) })),
      make("p", { class: "q-verdict" }, `${score(got, of)} (${share} %). `, pass === null ? "" : say(pass ? words.passed : words.failed, { n: page.pass })),
      told(name), make("p", { class: "hint" }, day(finished), " · ", words.proof));
    if (record(name).draws.length > items.length) panel.append(make("p", null, words.gone));
    const both = page.kind === "before-after" && done("before") && done("after");
    panel.append(table(both ? ["before", "after"] : [name]), make("h3", null, words.revise), revise());
    const tools = make("div", { class: "q-tools" }, button("button q-check", next().length ? words.onward : words.overview, () => setup(true)), button("button button-quiet", words.discard, () => sure(name)));
    panel.append(tools);
    start.append(panel);
    if (focus) $("h2", panel).focus();
  }

  function judged(item, name) {
    const kept = given(name, item.key);
    item.node.append(doc.importNode(answers.get(item.key), true));
    item.status.removeAttribute("role"); // there are as many as questions, and all at once
    $(".answer", item.node).before(item.status);
    item.write(kept && kept.answer);
    item.worth = kept && Number.isFinite(kept.score) ? kept.score * item.data.points : 0;
    if (kept && kept.answer !== null && !item.fault(kept.answer)) item.show(kept.answer, item.worth, null);
    else item.status.append(make("p", { class: "q-verdict" }, words.part_none + ". ", score(0, item.data.points) + "."));
    $$("input, select, button", item.body).forEach(control => { control.disabled = true; });
  }

  /* Points by outcome: [got, of] for a run. */
  function byOutcome(name) {
    const sums = {};
    record(name).draws.filter(key => known.has(key)).forEach(key => {
      const { data, outcome } = known.get(key), kept = given(name, key), sum = (sums[outcome] = sums[outcome] || [0, 0]);
      sum[0] += kept && Number.isFinite(kept.score) ? kept.score * data.points : 0;
      sum[1] += data.points;
    });
    return sums;
  }
  const signed = new Intl.NumberFormat(lang, { maximumFractionDigits: 1, signDisplay: "exceptZero", numberingSystem: "latn" });

  function table(names) {
    const sums = names.map(byOutcome), gain = names.length > 1;
    const heads = gain ? [words.before, words.after, words.gain] : [words.points];
    const row = (title, pairs) => {
      const cells = pairs.map(([got, of]) => (of ? score(got, of) : "–"));
      if (gain) cells.push(pairs.every(([, of]) => of) ? signed.format(pairs[1][0] - pairs[0][0]) : "–");
      return make("tr", null, make("th", { scope: "row" }, title), ...cells.map((cell, n) => make("td", { "data-label": heads[n] }, cell)));
    };
    const rows = Object.keys(page.outcomes).filter(id => sums.some(sum => sum[id])).map(id => row(page.outcomes[id], sums.map(sum => sum[id] || [0, 0])));
    const all = sums.map(sum => Object.values(sum).reduce((a, b) => [a[0] + b[0], a[1] + b[1]], [0, 0]));
    return make("div", { class: "table-box" }, make("table", { class: "t-outcomes" }, make("caption", null, gain ? words.gained : words.by_outcome),
      make("thead", null, make("tr", null, ...[words.outcome, ...heads].map(text => make("th", { scope: "col" }, text)))),
      make("tbody", null, ...rows), make("tfoot", null, row(words.together, all))));
  }

  function revise() {
    const again = new Map();
    items.filter(item => item.worth < item.data.points).forEach(item => {
      const back = $(".q-back a", item.node), to = back.getAttribute("href");
      if (!again.has(to)) again.set(to, { text: back.textContent, items: [] });
      again.get(to).items.push(item);
    });
    if (!again.size) return make("p", null, words.revise_none);
    return make("ul", null, ...[...again].map(([to, { text, items: own }]) => make("li", null, make("a", { href: to }, text), " (", ...listed(own.map(link)), ")")));
  }

  /* ---------- begin ---------- */

  doc.documentElement.classList.add("test-live");
  const left = runs().find(name => !done(name));
  if (left) take(left); else setup();
  state.subscribe(({ kind, id }) => {
    if (kind !== null && (kind !== "test" || !id.startsWith(page.id + "/"))) return;
    if (view !== "setup" && !record(run)) setup();
    else if (view === "take" && done(run)) result(run);
    else if (view === "take") items.filter(item => id === path(run, item.key) && !item.node.contains(doc.activeElement)).forEach(item => item.load());
    else if (view === "setup" && !start.contains(doc.activeElement)) setup();
  });
  if (kit.isPage(page.address)) state.set("pref", "last", { answer: page.address, title: doc.querySelector("h1").textContent.trim() });
})();
