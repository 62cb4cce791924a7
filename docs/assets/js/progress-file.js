/* The file with saved progress: window.portalProgress {file, read, plan, merge}. docs/authors/records.md is its manual.

   A file is {format: "portal-progress", v: 1, site, learner?: {name}, made, records: [{kind, id, at, …}]} with the kinds quiz,
   lesson, test and deck. What is read from one is data that anybody may have written: it is checked part by part, shown only
   as text, and compared with what is here before anything changes. Drafts and settings have no shape here, so none gets in. */
(function () {
  "use strict";
  const state = window.portalState, kit = window.portalKit, records = window.portalRecords;
  if (!state || !kit || !records) return;
  const LIMIT = 256 * 1024, KINDS = ["test", "quiz", "lesson", "deck"];
  const { say } = kit, { items, sections, tests } = records, words = records.page.texts;
  const name = records.learner;
  const bytes = text => new Blob([text]).size;

  /* ---------- what a file may hold ---------- */

  const isMap = thing => thing !== null && typeof thing === "object" && !Array.isArray(thing);
  const only = (thing, keys) => isMap(thing) && Object.keys(thing).every(key => keys.includes(key));
  const text = (thing, limit) => typeof thing === "string" && thing.length <= limit && !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/.test(thing);
  const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/, NEVER = ["constructor", "prototype"];
  const id = thing => text(thing, 80) && ID.test(thing) && !NEVER.includes(thing);
  const key = thing => typeof thing === "string" && thing.split("/").length === 2 && thing.split("/").every(id);
  const date = thing => text(thing, 30) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(thing) && !Number.isNaN(Date.parse(thing));
  const day = thing => text(thing, 10) && /^\d{4}-\d\d-\d\d$/.test(thing) && !Number.isNaN(Date.parse(thing));
  const upTo = most => thing => Number.isFinite(thing) && thing >= 0 && thing <= most;
  const maybe = check => thing => thing === undefined || thing === null || check(thing);
  const digest = thing => text(thing, 64) && /^[0-9a-f]+$/.test(thing);

  function answer(thing) {
    if (thing === undefined || thing === null) return true;
    if (Array.isArray(thing)) return thing.length <= 100 && thing.every(entry => text(entry, 80));
    if (isMap(thing)) return Object.keys(thing).length <= 100 && Object.keys(thing).every(part => id(part) && text(thing[part], 200));
    return text(thing, 200);
  }
  const best = thing => thing === undefined || (only(thing, ["answer", "score"]) && answer(thing.answer) && upTo(1000)(thing.score));
  const draws = thing => Array.isArray(thing) && thing.length <= 200 && thing.every(key) && new Set(thing).size === thing.length;

  /* Each shape of a record: its fields with what they may be. */
  const SHAPES = {
    quiz: { answer, score: maybe(upTo(1000)), of: thing => thing === undefined || digest(thing), best },
    lesson: { answer },
    run: {
      form: thing => ["a", "b"].includes(thing), seed: thing => text(thing, 40) && /^[\w-]+$/.test(thing), started: date, finished: maybe(date),
      score: maybe(upTo(1000)), of: maybe(upTo(1000)), pass: thing => [undefined, null, true, false].includes(thing), draws,
    },
    drawn: { answer, score: maybe(upTo(1)), points: upTo(1000), of: digest },
    deck: { box: thing => [1, 2, 3, 4, 5].includes(thing), due: day, of: digest },
  };
  const RUN = /^(?:before|after|final-[1-9]\d{0,2})$/;

  /* The shape of a record by its kind and the parts of its id; none for what has no place in a file. */
  function shape(kind, name) {
    const parts = typeof name === "string" ? name.split("/") : [];
    if (!KINDS.includes(kind) || !parts.every(id)) return "";
    if (kind !== "test") return parts.length === 2 ? kind : "";
    return !RUN.test(parts[1]) ? "" : parts.length === 2 ? "run" : parts.length === 4 ? "drawn" : "";
  }
  const fields = (kind, name) => Object.keys(SHAPES[shape(kind, name)]);
  function sound(record) {
    const found = isMap(record) && SHAPES[shape(record.kind, record.id)];
    return Boolean(found) && only(record, ["kind", "id", "at", ...Object.keys(found)]) && date(record.at) && Object.keys(found).every(field => found[field](record[field]));
  }

  /* ---------- the file ---------- */

  function portable(kind, name, record) {
    const found = { kind, id: name, at: record.at };
    if (shape(kind, name)) fields(kind, name).filter(field => record[field] !== undefined).forEach(field => { found[field] = record[field]; });
    return found;
  }
  const runOf = name => name.split("/").slice(0, 2).join("/"), itemOf = name => name.split("/").slice(2).join("/");
  /* An answer in a test leaves with its run only. */
  function drawnBy(record) {
    if (shape(record.kind, record.id) !== "drawn") return true;
    const run = state.get("test", runOf(record.id));
    return run !== null && Array.isArray(run.draws) && run.draws.includes(itemOf(record.id));
  }

  /* The records that fit, as text: tests first, then the newest. */
  function file() {
    const all = KINDS.flatMap(kind => state.list(kind).map(({ id: own, record }) => portable(kind, own, record))).filter(sound).filter(drawnBy);
    all.sort((a, b) => (b.kind === "test") - (a.kind === "test") || (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
    const learner = name() ? { learner: { name: name() } } : {};
    const head = { format: "portal-progress", v: 1, site: state.site, ...learner, made: new Date().toISOString() };
    let room = LIMIT - bytes(JSON.stringify({ ...head, records: [] }));
    const kept = all.filter(record => (room -= bytes(JSON.stringify(record)) + 1) >= 0), whole = JSON.stringify({ ...head, records: kept });
    return { text: whole, n: kept.length, left: all.length - kept.length, name: name(), bytes: bytes(whole), counts: counts(kept), days: days(kept) };
  }
  function counts(list) {
    const found = { quiz: 0, lesson: 0, run: 0, drawn: 0, deck: 0 };
    list.forEach(record => { found[shape(record.kind, record.id)] += 1; });
    return found;
  }
  const days = list => { const at = list.map(record => record.at).sort(); return at.length ? [at[0], at[at.length - 1]] : null; };

  /* ---------- reading one ---------- */

  const refuse = (why, values) => ({ error: say(words[why], values) });
  const damaged = (what, values) => refuse("damaged", { what: say(words[what], values) });

  /* Text to {records, name, made}, or {error} in plain words. */
  function read(source) {
    if (source.length > LIMIT || bytes(source) > LIMIT) return refuse("too_large", { n: LIMIT / 1024 });
    let found;
    try { found = JSON.parse(source); } catch (broken) { return refuse("not_json"); }
    if (!isMap(found) || found.format !== "portal-progress") return refuse("not_progress");
    if (found.v !== 1) return refuse("other_version", { n: ["number", "string"].includes(typeof found.v) ? String(found.v).slice(0, 20) : "?" });
    if (found.site !== state.site) return refuse("other_site");
    if (!only(found, ["format", "v", "site", "learner", "made", "records"])) return damaged("extra");
    const learner = found.learner === undefined ? { name: "" } : found.learner;
    if (!only(learner, ["name"]) || !text(learner.name, 80) || !date(found.made)) return damaged("bad_head");
    if (!Array.isArray(found.records)) return damaged("bad_list");
    const seen = new Set();
    for (const [n, record] of found.records.entries()) {
      if (!sound(record)) return damaged("bad_record", { n: n + 1 });
      const own = `${record.kind}/${record.id}`;
      if (seen.has(own)) return damaged("twice", { n: n + 1 });
      seen.add(own);
    }
    return { records: found.records, name: learner.name, made: found.made };
  }

  /* ---------- compare and merge ---------- */

  /* What the portal knows of a record, {title}; null when it is about something that is not, or no longer, here. */
  function known(record) {
    const current = item => (item && record.of === item.of ? item.module : null);
    return {
      quiz: () => current(items.get(record.id)), deck: () => current(items.get(record.id)),
      lesson: () => (sections.get(record.id) || {}).module || null, run: () => tests.get(record.id.split("/")[0]) || null,
      drawn: () => (tests.has(record.id.split("/")[0]) ? current(items.get(itemOf(record.id))) && tests.get(record.id.split("/")[0]) : null),
    }[shape(record.kind, record.id)]();
  }
  const same = (kind, name, one, other) => JSON.stringify(portable(kind, name, one)) === JSON.stringify(portable(kind, name, other));
  const newer = (one, other) => Date.parse(one.at) > Date.parse(other.at);
  const kept = (kind, name, record) => { const { kind: k, id: i, ...rest } = portable(kind, name, record); return { v: 1, ...rest }; };

  /* Of questions: the newer answer with the better of the two scores, where both are about the same question. */
  function joined(name, here, there) {
    const last = newer(there, here) ? there : here, other = last === here ? there : here, found = kept("quiz", name, last);
    if (kit.best(other) === null || other.of !== last.of || kit.best(other) <= (kit.best(last) === null ? -1 : kit.best(last))) return found;
    const top = other.best && other.best.score === kit.best(other) ? other.best : { answer: other.answer, score: other.score };
    return { ...found, best: { answer: top.answer === undefined ? null : top.answer, score: top.score } };
  }
  function compared(record) {
    const { kind, id: name } = record, here = state.get(kind, name);
    if (!here) return { is: "new", becomes: kept(kind, name, record) };
    if (same(kind, name, here, record)) return { is: "same" };
    const becomes = kind === "quiz" ? joined(name, here, record) : kept(kind, name, newer(record, here) ? record : here);
    return { is: newer(record, here) ? "newer" : "older", ...(same(kind, name, here, becomes) ? {} : { becomes }) };
  }
  /* The answers of a run go the way of their run: two runs are never mixed. */
  function follows(record, run) {
    const here = state.get(record.kind, record.id), becomes = kept(record.kind, record.id, record);
    if (!run) return { is: "unknown" };
    if (here && same(record.kind, record.id, here, record)) return { is: "same" };
    if (run.is === "new" || run.is === "newer") return { is: here ? run.is : "new", becomes };
    return run.is === "same" && !here ? { is: "new", becomes } : { is: "older" };
  }
  /* Each record of a file as new, newer, older, same or unknown, with what it would become here. */
  function plan(list) {
    const runs = new Map();
    const one = record => {
      const { kind, id: name } = record, about = known(record), entry = { kind, id: name, shape: shape(kind, name), about };
      if (!about) return { ...entry, is: "unknown" };
      return { ...entry, ...(entry.shape === "drawn" ? follows(record, runs.get(runOf(name))) : compared(record)) };
    };
    list.filter(record => shape(record.kind, record.id) === "run").forEach(record => runs.set(record.id, one(record)));
    return list.map(one);
  }
  function merge(planned) {
    const changing = planned.filter(entry => entry.becomes);
    changing.forEach(entry => state.put(entry.kind, entry.id, entry.becomes));
    return changing.length;
  }

  window.portalProgress = { file, read, plan, merge, LIMIT };
})();
