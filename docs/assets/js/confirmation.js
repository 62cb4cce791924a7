/* Confirmation of participation and record of achievement for a learning path: what is missing, or a sheet to print.

   What the sheets ask for stands in the data of the page (thresholds), which comes from the content. Every sheet says that it
   is self-reported. Nothing is written here but the name and the chosen path. */
(function () {
  "use strict";
  const state = window.portalState, kit = window.portalKit, records = window.portalRecords;
  const doc = document, root = doc.getElementById("confirmation");
  if (!state || !kit || !records || !root || !records.page.paths.length) return;
  const { make, button, say } = kit, { page } = records, words = page.texts, { participation, achievement } = page.thresholds;
  const percent = value => Math.floor(value + 1e-9);
  const when = date => new Date(date).toLocaleDateString(doc.documentElement.lang, { dateStyle: "long", numberingSystem: "latn" });
  const span = n => (n < 60 ? say(words.min, { n }) : say(words.hours, { h: Math.round(n / 60) }));
  const sum = (list, value) => list.reduce((total, one) => total + value(one), 0);
  const name = () => records.learner().trim();
  const places = [];

  /* ---------- a sheet ---------- */

  const row = (term, ...told) => make("div", null, make("dt", null, term), make("dd", null, ...told));
  function sheet(title, says, one, rows) {
    const { portal } = page, who = make("p", { class: "c-name" });
    places.push(() => who.replaceChildren(name() || make("span", { class: "c-blank" }, words.name_line)));
    return make("div", { class: "c-sheet" },
      make("p", { class: "c-from" }, portal.name), make("p", { class: "c-title" }, title), who,
      make("p", null, says), make("p", { class: "c-path" }, one.path.title),
      make("dl", null, ...rows, row(words.printed, when(new Date())), row(words.edition, say(words.edition_of, portal))),
      make("p", { class: "c-self" }, make("b", null, words.self), " ", words.self_more));
  }
  function printed(paper) {
    return make("p", null, button("button", words.print, () => {
      paper.classList.add("c-chosen");
      addEventListener("afterprint", () => paper.classList.remove("c-chosen"), { once: true });
      window.print();
    }));
  }

  /* ---------- participation ---------- */

  /* Each section and question of a path once. */
  function work(one) {
    const steps = one.steps.filter(each => each.counted).map(each => each.step), keys = [...new Set(steps.flatMap(records.parts))], asked = [...new Set(steps.flatMap(records.asked))];
    return { n: keys.filter(records.read).length, m: keys.length, q: asked.filter(records.checked).length, r: asked.length };
  }
  function took(one) {
    const done = one.steps.filter(each => each.done), list = make("ol", null, ...done.map(({ step }) => make("li", null, step.title)));
    return sheet(words.participation, words.took_part, one, [
      row(words.work, say(words.work_of, { ...work(one), p: participation })), row(words.steps, say(words.steps_of, { n: one.done, m: one.counted })),
      row(words.time, say(words.time_of, { time: span(sum(done, ({ step }) => step.minutes)) })), done.length ? row(words.what, list) : ""]);
  }
  function left({ step }) {
    const n = records.parts(step).filter(key => !records.read(key)).length;
    return n ? make("li", null, make("a", { href: step.address }, step.title), ": ", say(words.step_sections, { n })) : "";
  }
  function confirmation(one) {
    const { n, m } = work(one), needed = Math.ceil(m * participation / 100 - 1e-9), open = one.steps.filter(each => each.counted);
    const told = make("p", null, say(words.has, { n, m, p: m ? percent(100 * n / m) : 0 }), " ", say(words.needs, { p: participation, n: needed }));
    if (m && n >= needed) return [told, ...ready(took(one))];
    return [told, make("p", null, needed - n === 1 ? words.missing_one : say(words.missing, { n: needed - n })), make("ul", { class: "c-missing" }, ...open.map(left))];
  }
  const ready = paper => [make("p", { class: "c-met" }, words.met), printed(paper), paper];

  /* ---------- achievement ---------- */

  const scored = run => `${kit.points(words, run.score, run.of)} (${percent(records.percent(run))} %)`;
  function passed(one, test, run) {
    return sheet(words.achievement, words.achieved, one, [
      row(words.test, test.title),
      row(words.result, say(words.result_of, { score: kit.points(words, run.score, run.of), p: percent(records.percent(run)), pass: achievement })),
      row(words.attempt, say(words.attempt_of, { n: run.n, date: when(run.finished) })),
      row(words.drawn, say(words.drawn_of, { form: String(run.form).toUpperCase(), seed: run.seed })),
      row(words.steps, say(words.steps_of, { n: one.done, m: one.counted })),
    ]);
  }
  function record(one) {
    const test = page.tests.find(each => each.kind === "final" && each.path === one.path.id);
    if (!test) return [make("p", null, words.no_final)];
    const found = records.results().find(each => each.test === test), best = found && [...found.finals].sort((a, b) => records.percent(b) - records.percent(a))[0];
    if (best && records.percent(best) + 1e-9 >= achievement) return ready(passed(one, test, best));
    return [make("p", null, say(words.final_needs, { p: achievement }), " ", best ? say(words.final_best, { score: scored(best) }) : words.final_none),
      make("p", null, make("a", { href: test.address }, say(words.to_final, { title: test.title })))];
  }

  /* ---------- the page ---------- */

  const field = make("input", { type: "text", id: "c-name", maxlength: 80, autocomplete: "off", "aria-describedby": "c-name-hint", on: {
    input() {
      if (field.value.trim()) state.set("pref", "learner", { name: field.value.trim() }); else state.remove("pref", "learner");
      places.forEach(show => show());
    } } });
  const choice = make("select", { id: "c-path", on: { change() { state.set("pref", "path", { answer: choice.value }); draw(); } } },
    ...page.paths.map(path => make("option", { value: path.id }, path.title)));
  const papers = make("div");
  const paper = (title, inside) => make("section", { class: "c-paper" }, make("h2", null, title), ...inside);
  function draw() {
    const one = records.chosen(records.paths());
    choice.value = one.path.id;
    places.length = 0;
    papers.replaceChildren(paper(words.participation, confirmation(one)), paper(words.achievement, record(one)));
    places.forEach(show => show());
  }

  field.value = name();
  root.append(make("div", { class: "c-fields" },
    make("p", { class: "p-field" }, make("label", { for: "c-path" }, words.path), choice),
    make("p", { class: "p-field" }, make("label", { for: "c-name" }, words.name), field, make("span", { id: "c-name-hint", class: "hint" }, words.name_hint))), papers);
  draw();
  state.subscribe(kit.soon(() => { if (doc.activeElement !== field) field.value = name(); draw(); }));
})();
