/* The class report: files come in, tables come out. Everything is in the memory of this page; nothing is stored or sent. The
   questions, most of what the page has to know, are loaded when the first file is opened or points are to be typed.

   portalReport.state: a copy of what the page holds, for tests. portalReport.learn(): a promise that the questions are there. */
(function () {
  "use strict";
  const report = window.portalReport, kit = window.portalKit, doc = document, root = doc.getElementById("report-files");
  if (!report || !kit || !root || !window.portalReportData) return;
  const { make, button, say, $, $$ } = kit, { numbers, files, tables } = report, words = kit.data("report-words");
  const data = window.portalReportData, known = numbers.model(data), html = doc.documentElement, site = html.dataset.site || "local";
  const number = (most, least) => {
    const made = new Intl.NumberFormat(html.lang || "en", { maximumFractionDigits: most, minimumFractionDigits: least, numberingSystem: "latn" });
    return n => made.format(Math.round(n * 10 ** most) / 10 ** most || 0).replace(/^-/, "−");
  };
  const format = number(1, 0), hundredths = number(2, 2);
  const date = made => new Date(made).toLocaleDateString(html.lang, { dateStyle: "long", numberingSystem: "latn" });
  const answers = new Map(), codes = new Map();
  const options = { test: known.list[0] || null, run: "practice", shared: false, codes: false };
  let held = [], next = 1, gathered = { learners: [], twice: [], asked: [], notes: [] };

  /* ---------- what has to be known of questions ---------- */

  let learnt = null;
  function learn() {
    learnt = learnt || kit.bring($("[data-items]").dataset.items).then(() => { Object.assign(known, numbers.model({ ...data, ...window.portalReportItems })); });
    learnt.catch(() => { learnt = null; });
    return learnt;
  }

  /* ---------- files ---------- */

  async function text(file) {
    if (!/\.(?:json|csv)$/i.test(file.name)) return { error: "other_kind", values: {} };
    if (file.size > files.LIMIT) return { error: "too_large", values: { n: files.LIMIT / 1024 } };
    try {
      return { text: new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()) };
    } catch (binary) { return { error: "unreadable", values: {} }; }
  }
  async function read(file) {
    const found = await text(file);
    if (found.error) return found;
    return /\.csv$/i.test(file.name) ? files.paper(found.text, known) : files.exported(found.text, known, site);
  }
  async function take(list) {
    const chosen = [...list];
    try { await learn(); } catch (failed) { tell(words.not_loaded); return; }
    for (const [n, file] of chosen.entries()) {
      if (n % 20 === 19) tell(say(words.reading, { n: n + 1, m: chosen.length }));
      held.push({ id: next++, file: file.name.slice(0, 120), found: await read(file) });
    }
    update();
    tell(counted(words.read));
  }
  const faulty = () => held.filter(({ found }) => found.error);
  const counted = pattern => say(pattern, { n: pattern === words.summary ? gathered.learners.length : held.length, m: pattern === words.summary ? held.length : faulty().length, k: pattern === words.summary ? faulty().length : gathered.learners.length });

  const status = make("p", { role: "status", class: "rep-said" });
  const tell = said => { status.textContent = ""; setTimeout(() => { status.textContent = said; }); };
  const chooser = make("input", { type: "file", id: "rep-file", multiple: true, accept: ".json,.csv,application/json,text/csv", "aria-describedby": "rep-file-hint", on: {
    change() { const chosen = [...chooser.files]; chooser.value = ""; take(chosen); } } });
  const drop = make("div", { class: "rep-drop", on: {
    dragover(event) { event.preventDefault(); drop.classList.add("rep-over"); },
    dragleave() { drop.classList.remove("rep-over"); },
    drop(event) { event.preventDefault(); drop.classList.remove("rep-over"); take(event.dataTransfer.files); } } },
  make("label", { for: "rep-file" }, words.open), chooser, make("span", { class: "hint", id: "rep-file-hint" }, words.open_hint));
  ["dragover", "drop"].forEach(type => doc.addEventListener(type, event => { // a file that misses the box must not replace the page
    if (event.dataTransfer && [...event.dataTransfer.types].includes("Files")) event.preventDefault();
  }));

  const runName = run => (run.startsWith("final-") ? say(words.choose_try, { n: run.slice(6) }) : words[`run_${run}`]);
  function holds({ found }) {
    if (found.error) return say(words[found.error], found.values);
    if (found.kind === "export") return say(words.is_export, { who: found.name || words.no_name, date: date(found.made) });
    return say(words.is_paper, { what: known.assessments.get(found.assessment).title, run: runName(found.run), form: found.form.toUpperCase(), n: found.rows.length });
  }
  function remove(entry) {
    held = held.filter(other => other !== entry);
    update();
    chooser.focus();
    tell(say(words.removed, { what: entry.file }));
  }
  function clear() {
    held = [];
    [answers, codes].forEach(map => map.clear());
    update();
    chooser.focus();
    tell(words.cleared);
  }

  /* What is set aside, with its reason: whole files, learners that are there twice, tests that do not count. */
  function aside() {
    const nameOf = note => say(words[note.note], { ...note.values, what: note.values.what ? `${note.values.what}, ${runName(note.values.run)}` : "" });
    const lines = [...faulty().map(entry => [entry.file, holds(entry)]),
      ...gathered.twice.map(({ piece, of }) => [piece.file, say(words.twice, { of: of.file, who: piece.name || words.no_name })]),
      ...gathered.notes.map(note => [note.file, nameOf(note)])];
    if (!lines.length) return [];
    return [make("h3", { id: "aside" }, `${words.aside}: ${lines.length}`), make("p", { class: "hint" }, words.aside_about),
      make("ul", { class: "rep-aside" }, ...lines.map(([file, why]) => make("li", null, make("b", null, file), ": ", why)))];
  }
  function question(asked) {
    const paper = asked.slot !== "export", head = make("h3", { tabindex: "-1" }, say(words.ask, { who: asked.name }));
    const label = one => (one.made ? say(words.only_made, { file: one.file, date: date(one.made) }) : say(words.only, { file: one.file }));
    const ways = [...asked.files.map(one => [one.id, label(one)]), ["all", words.all]];
    const act = (choice, said) => {
      answers.set(asked.group, choice);
      update();
      const again = $$(".p-ask").find(box => box.dataset.group === asked.group);
      if (again) $("h3", again).focus();
      tell(say(words.chosen, { what: said }));
    };
    const buttons = ways.map(([choice, said]) => {
      const node = button("button", said, () => act(choice, said));
      node.setAttribute("aria-pressed", String(asked.choice === choice));
      return node;
    });
    return make("div", { class: "p-ask", role: "group", "aria-label": head.textContent, "data-group": asked.group }, head, make("p", null, say(words[paper ? "ask_paper" : "ask_export"], { who: asked.name })), make("div", { class: "q-tools" }, ...buttons));
  }
  const slots = { asked: make("div"), aside: make("div"), list: make("div") };
  function showFiles() {
    const wasOpen = Boolean($("details[open]", slots.list));
    slots.asked.replaceChildren(...gathered.asked.map(question));
    slots.aside.replaceChildren(...aside());
    const rows = held.map(entry => {
      const off = button("button", words.remove, () => remove(entry));
      off.setAttribute("aria-label", say(words.remove_what, { what: entry.file }));
      return make("tr", null, make("th", { scope: "row" }, entry.file), make("td", null, holds(entry)), make("td", null, off));
    });
    const table = make("table", null, make("thead", null, make("tr", null, make("th", { scope: "col" }, words.file), make("th", { scope: "col" }, words.holds), make("td"))), make("tbody", null, ...rows));
    const fold = make("details", null, make("summary", null, say(words.files_n, { n: held.length })), make("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": words.file }, table), make("p", null, button("button", words.clear, clear)));
    fold.open = wasOpen;
    slots.list.replaceChildren(...(held.length ? [fold] : []));
  }

  /* ---------- the report ---------- */

  const which = make("select", { id: "rep-test", on: { change() { options.test = known.assessments.get(which.value); setRuns(); show(); } } }, ...known.list.map(test => make("option", { value: test.id }, test.title)));
  const part = make("select", { id: "rep-run", on: { change() { options.run = part.value; show(); } } });
  function setRuns() {
    const offered = options.test.kind === "final" ? ["final", "practice"] : ["after", "before", "practice"];
    part.replaceChildren(...offered.map(run => make("option", { value: run }, run === "practice" ? words.run_practice : words[`choose_${run}`])));
    options.run = offered[0];
  }
  const check = (key, label) => {
    const node = make("input", { type: "checkbox", id: `rep-${key}`, on: { change() { options[key] = node.checked; show(); } } });
    return make("div", { class: "q-pick" }, node, make("label", { for: `rep-${key}` }, label));
  };
  const shown = make("div"), about = make("p", { class: "rep-summary", "aria-live": "polite" }), veil = make("p", { class: "rep-veil", role: "status" });

  function cell(found, n) {
    if (found === null) return make("td", { class: "rep-hidden" }, words.hidden);
    if (!("n" in found)) {
      const inside = [found.text, ...(found.hint ? [" ", make("span", { class: "hint" }, found.hint)] : [])];
      return n ? make("td", null, ...inside) : make("th", { scope: "row" }, ...inside);
    }
    const one = say(words.percent, { n: format(found.n) });
    if ("and" in found) return make("td", null, found.and === null ? say(words.done_only, { n: one }) : say(words.done_score, { n: one, m: say(words.percent, { n: format(found.and) }) }));
    const signed = found.as === "points" && found.n > 0.05 ? "+" : "";
    return make("td", { class: "rep-n" }, found.as === "percent" ? one : found.as === "share" ? hundredths(found.n) : signed + format(found.n));
  }
  function tableOf(table) {
    const id = `rep-t-${table.id}`, head = table.head.map((label, n) => make("th", { scope: "col", title: n && table.full ? table.full[n - 1] : null }, label));
    const save = button("button rep-csv", words.csv, () => download(`${table.id}.csv`, tables.csv(table, words), tell));
    save.setAttribute("aria-label", say(words.csv_of, { what: table.title }));
    const rows = table.rows.map(cells => make("tr", null, ...cells.map(cell)));
    return make("section", { class: table.wide ? "rep-table rep-wide" : "rep-table", "data-table": table.id, "aria-labelledby": id },
      make("h3", { id }, table.title), ...table.about.map(line => make("p", { class: "hint" }, line)),
      ...(rows.length ? [make("div", { class: "scroll", role: "region", tabindex: 0, "aria-labelledby": id }, make("table", { class: `rep-${table.id}` }, make("thead", null, make("tr", null, ...head)), make("tbody", null, ...rows))), make("p", { class: "tools" }, save)]
        : [make("p", { class: "empty" }, words.none)]));
  }
  function show() {
    const veiled = options.shared || options.codes, any = gathered.learners.length > 0;
    html.classList.toggle("rep-veiled", veiled);
    veil.textContent = options.shared ? words.shared_now : options.codes ? words.codes_now : "";
    about.textContent = any ? (options.shared ? "" : `${counted(words.summary)} `) + say(words.made, { date: date(Date.now()) }) : words.nothing;
    const made = any ? tables.make(known, gathered.learners, { ...options, codes: veiled }, words, format) : [];
    shown.replaceChildren(...made.map(tableOf));
  }

  /* ---------- out ---------- */

  function download(name, content, say_) {
    const address = URL.createObjectURL(new Blob([content], { type: "text/csv" })), link = make("a", { href: address, download: name, hidden: true });
    doc.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    say_(say(words.saved, { file: name }));
  }
  function print(what) {
    html.dataset.print = what;
    window.print();
  }
  addEventListener("afterprint", () => { delete html.dataset.print; });

  /* ---------- start ---------- */

  /* Codes in no order that a list of names would give away. */
  function code(learners) {
    const fresh = learners.filter(learner => !codes.has(learner.name)).map(learner => [Math.random(), learner]).sort((a, b) => a[0] - b[0]);
    fresh.forEach(([, learner]) => codes.set(learner.name, `L${codes.size + 1}`));
    learners.forEach(learner => { learner.code = codes.get(learner.name); });
  }
  function update() {
    gathered = files.gather(held, answers, known);
    code(gathered.learners);
    showFiles();
    show();
    papers.update(gathered.learners);
  }
  const desk = {
    words, known, learn, format, runName, download, print,
    typed(name, found) {
      held = held.filter(entry => entry.name !== name);
      held.push({ id: next++, name, file: `${name} (${words.typed})`, found });
      update();
    },
  };
  const papers = report.papers.make(desk), typing = make("details", { class: "rep-typing" }, make("summary", null, words.type), report.typing.make(desk));
  root.append(drop, status, slots.asked, slots.aside, slots.list, typing);
  const controls = known.list.length ? [make("p", { class: "rep-field" }, make("label", { for: "rep-test" }, words.which), which), make("p", { class: "rep-field" }, make("label", { for: "rep-run" }, words.which_run), part)] : [];
  doc.getElementById("report-tables").append(about, make("div", { class: "rep-controls" }, make("div", { class: "rep-fields" }, ...controls), check("codes", words.codes), check("shared", words.shared),
    make("div", { class: "q-tools" }, button("button", words.print, () => print("report")))), veil, shown);
  doc.getElementById("report-papers").append(papers.node);
  if (options.test) setRuns();
  update();
  window.portalReport.learn = learn;
  Object.defineProperty(window.portalReport, "state", { get: () => ({ files: held.length, learners: gathered.learners.map(({ name, code: own }) => [name, own]) }) });
})();
