/* "My progress": where the reader was, what is done, a file to take along, and a clean device for the next learner.

   A file is {format: "portal-progress", v: 1, site, name, made, records: [{kind, id, at, answer, …}]} with the kinds quiz
   and lesson only. What is read from one is data that anybody may have written: it is checked part by part, shown only as
   text, and compared with what is here before anything changes.

   portalProgress: file, read, plan and merge, for tests. */
(function () {
  "use strict";
  const state = window.portalState, kit = window.portalKit;
  const doc = document, holder = doc.getElementById("progress-data");
  if (!state || !kit || !holder) return;
  const { $, $$, make, button, say } = kit;
  const page = kit.data("progress-data"), words = page.texts;
  const LIMIT = 256 * 1024, KINDS = ["quiz", "lesson"];
  const items = new Map(), sections = new Map(); // key → what the portal knows of it
  page.modules.forEach(module => {
    module.items.forEach(([key, points, of, type]) => items.set(key, { points, of, type, module }));
    module.sections.forEach(key => sections.set(key, { module }));
  });
  const name = () => { const kept = state.get("pref", "name"); return kept && typeof kept.answer === "string" ? kept.answer : ""; };
  const bytes = text => new Blob([text]).size;

  /* ---------- the file ---------- */

  /* The newest records that fit, as text. */
  function file() {
    const all = KINDS.flatMap(kind => state.list(kind).map(({ id, record }) => portable(kind, id, record))).filter(sound);
    all.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
    const head = { format: "portal-progress", v: 1, site: state.site, name: name(), made: new Date().toISOString() };
    let room = LIMIT - bytes(JSON.stringify({ ...head, records: [] }));
    const records = all.filter(record => (room -= bytes(JSON.stringify(record)) + 1) >= 0);
    return { text: JSON.stringify({ ...head, records }), n: records.length, left: all.length - records.length };
  }

  const FIELDS = ["answer", "score", "of", "best"];
  function portable(kind, id, record) {
    const found = { kind, id, at: record.at };
    FIELDS.filter(key => record[key] !== undefined).forEach(key => { found[key] = record[key]; });
    return found;
  }

  /* ---------- what a file may hold ---------- */

  const isMap = thing => thing !== null && typeof thing === "object" && !Array.isArray(thing);
  const only = (thing, keys) => isMap(thing) && Object.keys(thing).every(key => keys.includes(key));
  const text = (thing, limit) => typeof thing === "string" && thing.length <= limit && !/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/.test(thing);
  const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/, NEVER = ["constructor", "prototype"];
  const id = thing => text(thing, 80) && ID.test(thing) && !NEVER.includes(thing);
  const date = thing => text(thing, 30) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(thing) && !Number.isNaN(Date.parse(thing));
  const number = thing => thing === undefined || thing === null || (Number.isFinite(thing) && thing >= 0 && thing <= 1000);

  function answer(thing) {
    if (thing === undefined || thing === null) return true;
    if (Array.isArray(thing)) return thing.length <= 100 && thing.every(entry => text(entry, 80));
    if (isMap(thing)) return Object.keys(thing).length <= 100 && Object.keys(thing).every(key => id(key) && text(thing[key], 200));
    return text(thing, 200);
  }
  function sound(record) {
    if (!only(record, ["kind", "id", "at", ...FIELDS]) || !KINDS.includes(record.kind) || !date(record.at)) return false;
    const parts = typeof record.id === "string" ? record.id.split("/") : [], best = record.best;
    if (parts.length !== 2 || !parts.every(id) || !answer(record.answer) || !number(record.score)) return false;
    if (record.of !== undefined && !(text(record.of, 64) && /^[0-9a-f]*$/.test(record.of))) return false;
    return best === undefined || (only(best, ["answer", "score"]) && answer(best.answer) && Number.isFinite(best.score) && number(best.score));
  }

  const refuse = (key, values) => ({ error: say(words[key], values) });
  const damaged = (key, values) => refuse("damaged", { what: say(words[key], values) });

  /* Text to {records, name, made}, or {error} in plain words. */
  function read(source) {
    if (source.length > LIMIT || bytes(source) > LIMIT) return refuse("too_large", { n: LIMIT / 1024 });
    let found;
    try { found = JSON.parse(source); } catch (broken) { return refuse("not_json"); }
    if (!isMap(found) || found.format !== "portal-progress") return refuse("not_progress");
    if (found.v !== 1) return refuse("other_version", { n: ["number", "string"].includes(typeof found.v) ? String(found.v).slice(0, 20) : "?" });
    if (found.site !== state.site) return refuse("other_site");
    if (!only(found, ["format", "v", "site", "name", "made", "records"])) return damaged("extra");
    if (!text(found.name, 80) || !date(found.made)) return damaged("bad_head");
    if (!Array.isArray(found.records)) return damaged("bad_list");
    const seen = new Set();
    for (const [n, record] of found.records.entries()) {
      if (!sound(record)) return damaged("bad_record", { n: n + 1 });
      const key = `${record.kind}/${record.id}`;
      if (seen.has(key)) return damaged("twice", { n: n + 1 });
      seen.add(key);
    }
    return { records: found.records, name: found.name, made: found.made };
  }

  /* ---------- compare and merge ---------- */

  const known = record => (record.kind === "quiz" ? items : sections).get(record.id);
  const same = (one, other) => one.at === other.at && JSON.stringify(portable("", "", one)) === JSON.stringify(portable("", "", other));

  /* The newer answer with the better of the two scores, where both are about the same question. */
  function joined(here, there) {
    const newer = Date.parse(there.at) > Date.parse(here.at) ? there : here, other = newer === here ? there : here;
    const kept = { v: 1, at: newer.at };
    FIELDS.filter(key => newer[key] !== undefined).forEach(key => { kept[key] = newer[key]; });
    if (kit.best(other) === null || other.of !== newer.of || kit.best(other) <= (kit.best(newer) === null ? -1 : kit.best(newer))) return kept;
    const best = other.best && other.best.score === kit.best(other) ? other.best : { answer: other.answer, score: other.score };
    return { ...kept, best: { answer: best.answer === undefined ? null : best.answer, score: best.score } };
  }

  /* Each record of a file as new, newer, older, same or unknown, with what it would become here. */
  function plan(records) {
    return records.map(record => {
      const { kind, id, ...fields } = record, here = state.get(kind, id), entry = { kind, id, module: known(record) && known(record).module };
      if (!entry.module) return { ...entry, is: "unknown" };
      if (!here) return { ...entry, is: "new", becomes: { v: 1, ...fields } };
      if (same(here, fields)) return { ...entry, is: "same" };
      const becomes = joined(here, fields), changes = !same(here, becomes);
      return { ...entry, is: Date.parse(record.at) > Date.parse(here.at) ? "newer" : "older", ...(changes ? { becomes } : {}) };
    });
  }
  function merge(planned) {
    const changing = planned.filter(entry => entry.becomes);
    changing.forEach(entry => state.put(entry.kind, entry.id, entry.becomes));
    return changing.length;
  }

  window.portalProgress = { file, read, plan, merge };

  /* ---------- what is done ---------- */

  const graded = key => { const record = state.get("quiz", key); return record && record.of === items.get(key).of ? kit.best(record) : null; };

  function overview() {
    page.modules.forEach(module => {
      const box = $$(".p-module").find(node => node.dataset.module === module.id);
      const read = module.sections.filter(key => state.get("lesson", key));
      $(".p-fold", box).open = read.length > 0 && read.length < module.sections.length;
    $(".p-read", box).textContent = say(words.read, { n: read.length, m: module.sections.length });
      $$("[data-section]", box).forEach(line => { $(".p-state", line).textContent = read.includes(line.dataset.section) ? `✓ ${words.is_read}` : ""; });
      if ($(".p-quiz", box)) $(".p-quiz", box).textContent = quiz(module);
    });
    const last = state.get("pref", "last");
    where.replaceChildren(last && kit.isPage(last.answer)
      ? make("a", { href: last.answer }, typeof last.title === "string" && last.title ? last.title : last.answer) : words.last_none);
  }
  function quiz(module) {
    const tried = module.items.filter(([key]) => graded(key) !== null), counted = module.items.filter(entry => entry[3] !== "rubric");
    const sum = (list, value) => list.reduce((total, entry) => total + value(entry), 0);
    const of = sum(counted, entry => entry[1]), got = sum(counted, entry => graded(entry[0]) || 0);
    return say(words.quiz, { score: tried.length ? kit.points(words, got, of) : words.no_points, n: tried.length, m: module.items.length });
  }

  /* ---------- the page ---------- */

  const where = make("p", { class: "p-last" }), status = make("p", { role: "status", class: "p-status" });
  const field = make("input", { type: "text", id: "p-name", maxlength: 80, autocomplete: "off", "aria-describedby": "p-name-hint", on: {
    input() { if (field.value.trim()) state.set("pref", "name", { answer: field.value.trim() }); else state.remove("pref", "name"); } } });
  const part = (title, ...inside) => make("section", null, make("h2", { id: "p-" + title }, words[title]), ...inside);
  const tell = said => { status.textContent = ""; setTimeout(() => { status.textContent = said; }); };

  function save() {
    const made = file(), address = URL.createObjectURL(new Blob([made.text], { type: "application/json" }));
    const link = make("a", { href: address, download: `progress-${new Date().toISOString().slice(0, 10)}.json`, hidden: true });
    doc.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    tell(say(made.left ? words.exported_part : words.exported, { n: made.n, m: made.left }));
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

  function showPlan(found, planned) {
    const count = is => planned.filter(entry => entry.is === is).length, changing = planned.filter(entry => entry.becomes);
    const rows = ["new", "newer", "older", "same", "unknown"].map(is =>
      make("tr", null, make("th", { scope: "row" }, words["n_" + is]), make("td", null, String(count(is))), make("td", null, words["do_" + is])));
    const made = { date: new Date(found.made).toLocaleDateString(doc.documentElement.lang, { dateStyle: "long", numberingSystem: "latn" }), name: found.name };
    const modules = page.modules.map(module => [module, changing.filter(entry => entry.module === module)]).filter(([, list]) => list.length);
    const lines = modules.map(([module, list]) => make("li", null, say(words.change, {
      module: module.title, n: list.filter(entry => entry.kind === "quiz").length, m: list.filter(entry => entry.kind === "lesson").length })));
    const about = [
      make("p", null, say(found.name ? words.plan_of : words.plan_nobody, made)),
      make("table", null, make("thead", null, make("tr", null, make("td"), make("th", { scope: "col" }, words.records), make("th", { scope: "col" }, words.then))), make("tbody", null, ...rows)),
      ...(changing.length ? [make("p", null, say(words.changes, { n: changing.length })), make("ul", null, ...lines)] : [make("p", null, words.no_changes)]),
    ];
    const take = [words.merge, () => {
      const n = merge(plan(found.records)); // anew: another tab may have written in between
      if (found.name && !name()) { state.set("pref", "name", { answer: found.name }); field.value = found.name; }
      overview();
      tell(say(words.merged, { n }));
    }];
    ask(planSlot, chooser, words.plan, about, [...(changing.length ? [take] : []), [words.cancel, () => tell(words.cancelled)]]);
  }
  function open() {
    const chosen = chooser.files[0];
    planSlot.replaceChildren();
    if (!chosen) return;
    chooser.value = "";
    if (chosen.size > LIMIT) { tell(say(words.too_large, { n: LIMIT / 1024 })); return; }
    const reader = new FileReader();
    reader.onload = () => {
      const found = read(reader.result);
      if (found.error) tell(found.error); else showPlan(found, plan(found.records));
    };
    reader.onerror = () => tell(words.not_json);
    reader.readAsText(chosen);
  }

  function clear(opener, next) {
    const [q, l, d] = ["quiz", "lesson", "draft"].map(kind => state.list(kind).length);
    const erase = [words.erase_yes, () => {
      state.erase();
      field.value = "";
      overview();
      tell(next ? words.next_done : words.erased);
    }];
    const ways = [erase, [words.erase_no, () => tell(words.kept)]];
    ask(clearSlot, opener, next ? words.next_ask : words.erase_ask, [make("p", null, say(words.erase_what, { q, l, d }))], next ? [[words.save_first, save, true], ...ways] : ways);
  }

  const planSlot = make("div"), clearSlot = make("div"), out = make("textarea", { readonly: true, rows: 4, "aria-label": words.as_text });
  const chooser = make("input", { type: "file", id: "p-file", accept: ".json,application/json", "aria-describedby": "p-file-hint", on: { change: open } });
  const erase = button("button", words.erase, () => clear(erase, false)), next = button("button", words.next, () => clear(next, true));
  const copy = make("details", { on: { toggle() { if (copy.open) out.value = file().text; } } }, make("summary", null, words.as_text), out);

  field.value = name();
  $("#progress-start").append(part("last", where), status);
  $("#progress-end").append(
    part("save", make("p", null, words.save_about),
      make("p", { class: "p-field" }, make("label", { for: "p-name" }, words.name), field, make("span", { id: "p-name-hint", class: "hint" }, words.name_hint)),
      make("p", null, button("button", words.export, save)), copy,
      make("p", { class: "p-field" }, make("label", { for: "p-file" }, words.import), chooser, make("span", { id: "p-file-hint", class: "hint" }, words.import_hint)), planSlot),
    part("clear", make("p", null, words.clear_about), make("div", { class: "q-tools" }, erase, next), clearSlot),
  );
  overview();
  state.subscribe(overview);
})();
