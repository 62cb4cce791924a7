/* A grid in which a trainer types the points of paper tests: learners × questions of one test, run and form.

   make(desk) → element. What is typed goes into the report when the trainer says so, as a file that was typed here would. */
(function () {
  "use strict";
  const { files, numbers } = window.portalReport, { make, button, say, $$ } = window.portalKit;
  const MOST = 200; // rows
  const runs = test => (test.kind === "final" ? ["final-1", "final-2", "final-3", "final-4", "final-5"] : ["before", "after"]);

  function grid(desk) {
    const { words, known } = desk, box = make("div", { class: "rep-grid" }), out = make("div"), status = make("p", { role: "status", class: "rep-said" });
    const choice = (id, label, options) => {
      const node = make("select", { id }, ...options.map(([value, text]) => make("option", { value }, text)));
      return [node, make("p", { class: "rep-field" }, make("label", { for: id }, label), node)];
    };
    const [test, testField] = choice("grid-test", words.test, known.list.map(one => [one.id, one.title]));
    const [run, runField] = choice("grid-run", words.run, []), [form, formField] = choice("grid-form", words.form, [["a", "A"], ["b", "B"]]);
    const seed = make("input", { type: "text", id: "grid-seed", inputmode: "numeric", autocomplete: "off", maxlength: 6, "aria-describedby": "grid-seed-hint" });
    const seedField = make("p", { class: "rep-field" }, make("label", { for: "grid-seed" }, words.seed), seed, make("span", { class: "hint", id: "grid-seed-hint" }, words.seed_hint));
    let table = null, items = [];

    const chosen = () => known.assessments.get(test.value);
    function setRuns() { run.replaceChildren(...runs(chosen()).map(name => make("option", { value: name }, desk.runName(name)))); }
    test.addEventListener("change", setRuns);

    /* ---------- the table ---------- */

    const most = item => known.items.get(item).points;
    function head() {
      const cells = items.map((item, n) => make("th", { scope: "col", title: known.items.get(item).ask }, String(n + 1), make("span", { class: "hint" }, say(words.most_points, { n: most(item) }))));
      return make("thead", null, make("tr", null, make("th", { scope: "col" }, words.learner), ...cells));
    }
    function line(n) {
      const cell = (label, extra) => make("input", { type: "text", autocomplete: "off", "aria-label": label, ...extra });
      const name = cell(say(words.learner_n, { n: n + 1 }), { class: "rep-name", maxlength: 80 });
      const marks = items.map((item, m) => make("td", null, cell(say(words.cell, { n: n + 1, m: m + 1, most: most(item) }), { inputmode: "decimal", maxlength: 9 })));
      return make("tr", null, make("th", { scope: "row" }, name), ...marks);
    }
    const body = () => table.tBodies[0];
    function begin() { desk.learn().then(show, () => tell(words.not_loaded)); }
    function add(count) {
      const there = body().rows.length;
      for (let n = there; n < Math.min(MOST, there + count); n += 1) body().append(line(n));
    }
    function show() {
      const drawn = chosen().forms[form.value].filter(item => known.items.has(item)), wanted = seed.value.trim();
      items = wanted ? numbers.order(wanted, drawn) : drawn;
      table = make("table", { on: { keydown, paste } }, head(), make("tbody"));
      add(10);
      const about = make("p", { class: "hint", id: "grid-about" }, words.type_about);
      const given = { test: test.value, run: run.value, form: form.value };
      out.replaceChildren(about, make("h4", { id: "grid-head" }, `${chosen().title}: ${desk.runName(run.value)}, ${words.form} ${form.value.toUpperCase()}`),
        make("div", { class: "scroll", role: "region", tabindex: 0, "aria-labelledby": "grid-head", "aria-describedby": "grid-about" }, table),
        make("div", { class: "q-tools" }, button("button", words.rows, () => { add(5); body().rows[body().rows.length - 5].querySelector("input").focus(); }),
          button("button q-check", words.take, () => take(given)), button("button", words.save_grid, () => save(given))));
      body().querySelector("input").focus();
    }

    /* ---------- keys and pasting ---------- */

    const cells = row => $$("input", row);
    function at(input) {
      const row = input.closest("tr");
      return [row.sectionRowIndex, cells(row).indexOf(input)];
    }
    function keydown(event) {
      const by = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
      if (!by || !event.target.matches("input") || event.isComposing) return;
      event.preventDefault();
      const [row, column] = at(event.target);
      if (event.key === "Enter" && row === body().rows.length - 1) add(1);
      const next = body().rows[row + by];
      if (next) { cells(next)[column].focus(); cells(next)[column].select(); }
    }
    function paste(event) {
      const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
      if (!/[\t\n]/.test(text) || !event.target.matches("input")) return;
      event.preventDefault();
      const [row, column] = at(event.target), rows = text.split("\n").slice(0, MOST - row).map(found => found.split("\t"));
      if (row + rows.length > body().rows.length) add(row + rows.length - body().rows.length);
      rows.forEach((found, n) => {
        const there = cells(body().rows[row + n]).slice(column);
        found.slice(0, there.length).forEach((typed, m) => { there[m].value = typed.trim().slice(0, 80); });
      });
    }

    /* ---------- what was typed ---------- */

    /* The grid as paper scores, or nothing after saying what is wrong, with the keyboard at the place. */
    function typed(given) {
      const rows = [], names = new Map(), wrong = (where, text, values) => { where.focus(); tell(say(text, values)); return null; };
      $$("input", table).forEach(input => input.removeAttribute("aria-invalid"));
      for (const [n, row] of [...body().rows].entries()) {
        const [name, ...marks] = cells(row), who = name.value.trim(), points = marks.map((mark, m) => files.points(mark.value.trim(), most(items[m])));
        const bad = points.indexOf(undefined), same = names.get(who.toLowerCase());
        if (bad >= 0) {
          marks[bad].setAttribute("aria-invalid", "true");
          return wrong(marks[bad], words.bad_cell, { n: n + 1, m: bad + 1, most: most(items[bad]) });
        }
        if (!who && points.some(found => found !== null)) return wrong(name, words.bad_row, { n: n + 1 });
        if (who && same !== undefined) return wrong(name, words.bad_twice, { n: same + 1, m: n + 1 });
        if (who) { names.set(who.toLowerCase(), n); rows.push({ name: who, points }); }
      }
      if (!rows.some(row => row.points.some(found => found !== null))) return wrong(cells(body().rows[0])[0], words.empty_grid);
      return files.paper(files.grid({ assessment: given.test, run: given.run, form: given.form, items, rows }), known);
    }
    function take(given) {
      const found = typed(given);
      if (!found) return;
      if (found.error) { tell(say(words[found.error], found.values)); return; }
      desk.typed(`${given.test}-${given.run}-${given.form}`, found);
      tell(say(words.took, { n: found.rows.length }));
    }
    function save(given) {
      const found = typed(given);
      if (found && !found.error) desk.download(`${given.test}-${given.run}-${given.form}.csv`, "\ufeff" + files.grid(found), tell);
    }
    const tell = said => { status.textContent = ""; setTimeout(() => { status.textContent = said; }); };

    if (!known.list.length) return make("p", { class: "empty" }, words.no_tests);
    setRuns();
    box.append(make("div", { class: "rep-fields" }, testField, runField, formField, seedField, make("p", { class: "rep-field" }, button("button", words.begin, begin))), out, status);
    return box;
  }

  window.portalReport = { ...window.portalReport, typing: { make: grid } };
})();
