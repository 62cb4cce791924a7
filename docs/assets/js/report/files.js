/* What is read from files and from what a trainer types: progress files of learners (JSON), paper scores (CSV).

   Anybody may have written a file. It is checked part by part; what is not in order is named with a reason and set aside. No
   page, no store: text in, values out. A fault is {error: key of a text, values}.

     exported(text, known, site)   → {kind: "export", name, made, records}
     paper(text, known)            → {kind: "paper", assessment, run, form, items, rows: [{name, points: [number or null]}]}
     grid(paper)                   → CSV
     gather(files, answers, known) → {learners, twice, asked, notes}; files [{id, file, found}], answers: Map of question → choice */
(function () {
  "use strict";
  const LIMIT = 256 * 1024, FORMAT = "portal-progress";
  const isMap = thing => thing !== null && typeof thing === "object" && !Array.isArray(thing);
  const only = (thing, keys) => isMap(thing) && Object.keys(thing).every(key => keys.includes(key));
  const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;
  const text = (thing, limit) => typeof thing === "string" && thing.length <= limit && !UNSEEN.test(thing);
  const NEVER = ["constructor", "prototype"], ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
  const id = thing => text(thing, 80) && ID.test(thing) && !NEVER.includes(thing);
  const date = thing => text(thing, 30) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(thing) && !Number.isNaN(Date.parse(thing));
  const number = (thing, most = 1000) => Number.isFinite(thing) && thing >= 0 && thing <= most;
  const maybe = (thing, check) => thing === undefined || thing === null || check(thing);
  const key = thing => typeof thing === "string" && thing.split("/").length === 2 && thing.split("/").every(id);
  const fault = (error, values) => ({ error, values: values || {} });
  const RUN = /^(?:before|after|final-[1-9]\d{0,3})$/;

  /* ---------- a progress file ---------- */

  function answer(thing) {
    if (Array.isArray(thing)) return thing.length <= 100 && thing.every(entry => text(entry, 80));
    if (isMap(thing)) return Object.keys(thing).length <= 100 && Object.keys(thing).every(name => id(name) && text(thing[name], 200));
    return text(thing, 200);
  }
  const digest = thing => text(thing, 64) && /^[0-9a-f]*$/.test(thing);
  const marked = thing => only(thing, ["answer", "score"]) && maybe(thing.answer, answer) && number(thing.score);
  const HEAD = ["kind", "id", "at"];

  /* Whether a record of each kind is in order; parts are those of its id. */
  const KINDS = {
    lesson: (record, parts) => parts.length === 2 && only(record, [...HEAD, "answer", "of", "score", "best"]),
    quiz: (record, parts) => parts.length === 2 && only(record, [...HEAD, "answer", "score", "of", "best"]) && maybe(record.answer, answer) &&
      maybe(record.score, number) && maybe(record.of, digest) && maybe(record.best, marked),
    deck: (record, parts) => parts.length === 2 && only(record, [...HEAD, "box", "due", "of"]),
    test: (record, parts) => (parts.length === 2 ? attempt(record) : parts.length === 4 && given(record)) && RUN.test(parts[1]),
  };
  function attempt(record) {
    return only(record, [...HEAD, "form", "seed", "started", "finished", "score", "of", "pass", "draws"]) && ["a", "b"].includes(record.form) &&
      maybe(record.seed, thing => text(String(thing), 40)) && maybe(record.started, date) && maybe(record.finished, date) && maybe(record.score, number) &&
      maybe(record.of, number) && maybe(record.pass, thing => typeof thing === "boolean") &&
      Array.isArray(record.draws) && record.draws.length <= 200 && record.draws.every(key) && new Set(record.draws).size === record.draws.length;
  }
  const given = record => only(record, [...HEAD, "answer", "score", "points", "of"]) && maybe(record.answer, answer) &&
    maybe(record.score, thing => number(thing, 1)) && maybe(record.points, number) && maybe(record.of, digest);

  function sound(record) {
    const parts = isMap(record) && text(record.id, 330) ? record.id.split("/") : [];
    return parts.every(id) && Object.prototype.hasOwnProperty.call(KINDS, record && record.kind) && date(record.at) && KINDS[record.kind](record, parts);
  }
  /* The name of the learner; files of the first edition have it as "name". null is not in order. */
  function named(found) {
    if (found.learner === undefined) return found.name === undefined ? "" : found.name;
    return only(found.learner, ["name"]) && maybe(found.learner.name, thing => text(thing, 80)) ? found.learner.name || "" : null;
  }

  function exported(source, known, site) {
    if (new Blob([source]).size > LIMIT) return fault("too_large", { n: LIMIT / 1024 });
    let found;
    try { found = JSON.parse(source); } catch (broken) { return fault("not_json"); }
    if (!isMap(found) || found.format !== FORMAT) return fault("not_progress");
    if (found.v !== 1) return fault("other_version", { n: ["number", "string"].includes(typeof found.v) ? String(found.v).slice(0, 20) : "?" });
    if (found.site !== site) return fault("other_site");
    if (!only(found, ["format", "v", "site", found.learner === undefined ? "name" : "learner", "made", "records"])) return fault("extra");
    const name = named(found);
    if (!text(name, 80) || !date(found.made)) return fault("bad_head");
    if (!Array.isArray(found.records)) return fault("bad_list");
    const seen = new Set();
    for (const [n, record] of found.records.entries()) {
      if (!sound(record)) return fault("bad_record", { n: n + 1 });
      if (seen.has(`${record.kind}/${record.id}`)) return fault("record_twice", { n: n + 1 });
      seen.add(`${record.kind}/${record.id}`);
    }
    return { kind: "export", name: tidy(name), made: found.made, records: found.records };
  }
  const tidy = name => name.normalize("NFC").replace(/[\u200b\u200e\u200f\ufeff]/g, "").replace(/\s+/g, " ").trim();

  /* ---------- paper scores ---------- */

  /* A CSV as rows of cells: comma, semicolon or tab between them, cells in quotes where needed. */
  function cells(source) {
    const first = source.split(/\r?\n|\r/, 1)[0], mark = [";", "\t", ","].find(one => first.includes(one)) || ",";
    const rows = [[]];
    let cell = "", quoted = false;
    for (let n = 0; n < source.length; n += 1) {
      const at = source[n];
      if (quoted && at === '"' && source[n + 1] === '"') { cell += at; n += 1; }
      else if (at === '"' && (quoted || cell === "")) quoted = !quoted;
      else if (quoted) cell += at;
      else if (at === mark) { rows[rows.length - 1].push(cell); cell = ""; }
      else if (at === "\n" || at === "\r") {
        if (at === "\r" && source[n + 1] === "\n") n += 1;
        rows[rows.length - 1].push(cell);
        cell = "";
        rows.push([]);
      } else cell += at;
    }
    rows[rows.length - 1].push(cell);
    return rows.map(row => row.map(one => one.trim())).filter(row => row.some(Boolean));
  }

  /* Points as they are typed: "1", "0.5" or "0,5"; "" is no answer; undefined is no such number of points. */
  function points(typed, most) {
    if (typed === "") return null;
    const found = /^\d{1,4}(?:[.,]\d{1,4})?$/.test(typed) ? Number(typed.replace(",", ".")) : NaN;
    return found <= most ? found : undefined;
  }

  function paper(source, known) {
    if (new Blob([source]).size > LIMIT) return fault("too_large", { n: LIMIT / 1024 });
    if (UNSEEN.test(source.replace(/^\ufeff/, "").replace(/\r/g, ""))) return fault("not_csv");
    const [head, about, names, ...rows] = cells(source.replace(/^\ufeff/, ""));
    if (!head || head.slice(0, 3).join() !== "assessment,run,form" || !names || names[0] !== "learner") return fault("not_grid");
    const [assessment, run, form] = about, items = names.slice(1).filter(Boolean), test = known.assessments.get(assessment);
    if (!test) return fault("no_assessment", { what: String(assessment).slice(0, 60) });
    if (!RUN.test(run) || (test.kind === "final") !== run.startsWith("final")) return fault("no_run", { what: String(run).slice(0, 40) });
    if (!["a", "b"].includes(form)) return fault("no_form", { what: String(form).slice(0, 40) });
    if (!items.length || items.length > 200 || rows.length > 500) return fault("not_grid");
    const strange = items.find((item, n) => !key(item) || !known.items.has(item) || !test.forms[form].includes(item) || items.indexOf(item) !== n);
    if (strange !== undefined) return fault("no_item", { what: strange.slice(0, 60) });
    const read = [];
    for (const [n, row] of rows.entries()) {
      const found = row.slice(1, items.length + 1).map((typed, place) => points(typed, known.items.get(items[place]).points));
      if (!row[0] || !text(row[0], 80)) return fault("no_learner", { n: n + 4 });
      if (found.includes(undefined) || row.slice(items.length + 1).some(Boolean)) return fault("bad_points", { n: n + 4, who: row[0] });
      while (found.length < items.length) found.push(null);
      read.push({ name: tidy(row[0]), points: found });
    }
    return { kind: "paper", assessment, run, form, items, rows: read };
  }

  const quote = cell => (/[",\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);
  function grid({ assessment, run, form, items, rows }) {
    const lines = [["assessment", "run", "form"], [assessment, run, form], ["learner", ...items],
      ...rows.map(row => [row.name, ...row.points.map(found => (found === null ? "" : String(found)))])];
    return lines.map(line => line.map(quote).join(",")).join("\r\n") + "\r\n";
  }

  /* ---------- one learner from several files ---------- */

  const canonical = thing => JSON.stringify(thing, (name, value) => (isMap(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value));

  /* Files in pieces, one a learner: what it is about (slot) and what it says. */
  function pieces(files) {
    return files.filter(({ found }) => !found.error).flatMap(({ id, file, found }) => {
      if (found.kind === "export") {
        const records = [...found.records].sort((a, b) => (`${a.kind}/${a.id}` < `${b.kind}/${b.id}` ? -1 : 1));
        return [{ id, file, found, name: found.name, slot: "export", content: canonical(records) }];
      }
      const sat = found.rows.filter(row => row.points.some(one => one !== null));
      return sat.map(row => ({ id, file, found, row, name: row.name, slot: `paper/${found.assessment}/${found.run}`, content: canonical([found.form, found.items, row.points]) }));
    });
  }

  /* The pieces that count; the same twice is left out, and where one name has two contents, the trainer is asked. */
  function settled(all, answers) {
    const groups = new Map(), twice = [], asked = [], kept = [];
    for (const piece of all) {
      const name = piece.name || `\n${piece.content}`, group = `${name.toLowerCase()}\n${piece.slot}`;
      const there = groups.get(group) || groups.set(group, []).get(group), same = there.find(other => other.content === piece.content);
      if (same) twice.push({ piece, of: same }); else there.push(piece);
    }
    for (const [group, found] of groups) {
      const choice = found.length > 1 ? answers.get(group) : undefined;
      if (found.length > 1) asked.push({ group, name: found[0].name, slot: found[0].slot, files: found.map(({ id, file, found: { made } }) => ({ id, file, made })), choice });
      if (choice === "all") found.forEach((piece, n) => kept.push(n ? { ...piece, name: `${piece.name} (${n + 1})` } : piece));
      else kept.push(found.find(piece => piece.id === choice) || found[0]);
    }
    return { kept, twice, asked };
  }

  function gather(files, answers, known) {
    const { kept, twice, asked } = settled(pieces(files), answers), learners = new Map(), notes = [];
    for (const piece of [...kept.filter(one => one.row), ...kept.filter(one => !one.row)]) { // what was supervised comes first
      const name = piece.name || piece.file.replace(/\.json$/i, ""), who = (piece.name || `\n${piece.file}`).toLowerCase();
      const learner = learners.get(who) || learners.set(who, { name, files: [], exported: false, lessons: new Set(), quiz: new Map(), runs: new Map() }).get(who);
      learner.files.push(piece.file);
      if (piece.row) fromPaper(learner, piece, known); else fromExport(learner, piece, known, notes);
    }
    return { learners: [...learners.values()].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })), twice, asked, notes };
  }

  function fromPaper(learner, { found, row }, known) {
    const { assessment, run, form, items } = found;
    const worth = items.map(item => [item, known.items.get(item).points]);
    const scored = new Map(worth.map(([item, of], n) => [item, { share: (row.points[n] || 0) / of, points: of }]));
    learner.runs.set(`${assessment}/${run}`, { assessment, run, form, finished: true, paper: true, items: scored });
  }

  function fromExport(learner, { file, found }, known, notes) {
    const say = (note, values) => notes.push({ file, note, values: { who: learner.name, ...values } });
    const answers = new Map(found.records.filter(record => record.kind === "test" && record.id.split("/").length === 4).map(record => [record.id, record]));
    let old = 0;
    learner.exported = true;
    for (const record of found.records) {
      const item = known.items.get(record.id);
      if (record.kind === "lesson") learner.lessons.add(record.id);
      if (record.kind === "quiz" && item) {
        const at = best(record);
        if (record.of !== item.of) old += 1;
        else if (at !== null) learner.quiz.set(record.id, { share: Math.min(1, at / item.points), points: item.points, answer: record.answer });
      }
      if (record.kind === "test" && record.id.split("/").length === 2) old += taken(learner, record, answers, known, say);
    }
    if (old) say("note_old", { n: old });
  }
  function best(record) {
    const scores = [record.score, record.best && record.best.score].filter(Number.isFinite);
    return scores.length ? Math.max(...scores) : null;
  }

  /* A test of a progress file, among the runs of the learner; the number of its questions that are not those of today. */
  function taken(learner, record, answers, known, say) {
    const [assessment, run] = record.id.split("/"), test = known.assessments.get(assessment), what = { what: test ? test.title : assessment, run };
    if (!test) { say("note_unknown", what); return 0; }
    if (!record.finished) { say("note_open", what); return 0; }
    if (learner.runs.has(record.id)) { say("note_paper", what); return 0; }
    const items = new Map(), here = record.draws.filter(item => known.items.has(item));
    let old = record.draws.length - here.length;
    for (const item of here) {
      const { points: of, of: edition } = known.items.get(item), given_ = answers.get(`${record.id}/${item}`);
      if (given_ && given_.of !== undefined && given_.of !== edition) old += 1;
      else items.set(item, { share: (given_ && given_.score) || 0, points: of, answer: given_ ? given_.answer : undefined });
    }
    learner.runs.set(record.id, { assessment, run, form: record.form, finished: true, paper: false, items });
    return old;
  }

  window.portalReport = { ...window.portalReport, files: { LIMIT, exported, paper, points, cells, grid, gather } };
})();
