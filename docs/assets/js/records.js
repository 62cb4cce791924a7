/* What the reader has done, worked out from what state.js keeps and from what learner.js says there is: window.portalRecords.

     items, sections, tests    what there is, by key              shares(key)   the best share of the points, null when not answered
     paths() → [{path, steps: [{step, done, next}], done, counted, minutes, of, next}]   outcomes() → [{module, list: [{text, mean, n}]}]
     results() → [{test, before, after, gain, finals}]            begun()       whether anything is kept that was read or answered
     deck() → [{item, box, due, missed}] by due day; due()        answered(item, right) puts an item into its next box

   The deck: a question enters box 1 when its last score is below full. Each box has its days of waiting. Right: one box up; not
   fully right, here or on the page of questions: back to box 1. A question that was edited (another digest) starts anew. Only
   `answered` writes. */
(function () {
  "use strict";
  const state = window.portalState, kit = window.portalKit;
  if (!state || !kit || !window.portalLearner || !document.getElementById("progress-data")) return;
  const page = { ...window.portalLearner, ...kit.data("progress-data") }, WAIT = [1, 3, 7, 16, 35];
  const sum = (list, value) => list.reduce((total, entry) => total + value(entry), 0);

  /* ---------- what there is ---------- */

  const items = new Map(), sections = new Map(), tests = new Map(page.tests.map(test => [test.id, test]));
  const modules = new Map(page.modules.map(module => [module.id, module]));
  page.modules.forEach(module => {
    const take = (pool, list) => list.forEach(([id, points, of, type, section, outcome], n) => {
      const key = `${module.id}/${id}`;
      items.set(key, { key, id, n: n + 1, points, of, type, section, outcome, module, pool, self: type === "rubric" });
    });
    take(false, module.items);
    take(true, module.pool);
    module.sections.forEach(([id, minutes, title]) => sections.set(`${module.id}/${id}`, { minutes, title, module }));
  });

  /* ---------- what was done ---------- */

  const read = key => state.get("lesson", key) !== null;
  const quiz = item => { const record = state.get("quiz", item.key); return record && record.of === item.of ? record : null; };
  const checked = item => kit.best(quiz(item)) !== null;
  /* The name or code that the reader has given; "" without one. */
  const learner = () => { const kept = state.get("pref", "learner"); return kept && typeof kept.name === "string" ? kept.name : ""; };
  const begun = () => ["lesson", "quiz", "test", "deck"].some(kind => state.list(kind).length > 0);

  /* The best share of each question that was answered in a test, as it is worded now. */
  function drawn() {
    const best = new Map();
    state.list("test").forEach(({ id, record }) => {
      const key = id.split("/").slice(2).join("/"), item = items.get(key);
      if (!item || record.of !== item.of || !(record.score >= 0 && record.score <= 1)) return;
      best.set(key, Math.max(best.get(key) || 0, record.score));
    });
    return best;
  }
  function shares() {
    const tested = drawn();
    return key => {
      const item = items.get(key), points = kit.best(quiz(item)), found = [];
      if (points !== null) found.push(Math.min(1, points / item.points));
      if (tested.has(key)) found.push(tested.get(key));
      return found.length ? Math.max(...found) : null;
    };
  }

  function outcomes() {
    const share = shares(), all = [...items.values()].filter(item => !item.self);
    return page.modules.map(module => {
      const list = Object.keys(module.outcomes).map(id => {
        const own = all.filter(item => item.module === module && item.outcome === id).map(item => share(item.key)).filter(value => value !== null);
        return { text: module.outcomes[id], n: own.length, mean: own.length ? sum(own, value => value) / own.length : null };
      });
      return { module, list, any: list.some(entry => entry.n > 0) };
    }).filter(entry => entry.any);
  }

  /* ---------- paths ---------- */

  const parts = step => step.sections.map(id => `${step.module}/${id}`);
  const asked = step => (step.quiz ? modules.get(step.module).items.map(([id]) => items.get(`${step.module}/${id}`)).filter(item => step.sections.includes(item.section)) : []);

  function seen(step) {
    if (!step.module) return { step, counted: false, done: false, any: false, minutes: 0, of: 0, next: null };
    const own = parts(step), to = asked(step), open = own.find(key => !read(key));
    const answered = to.filter(checked), reading = sum(own, key => sections.get(key).minutes);
    const next = open ? { address: `${step.address}#${open.split("/")[1]}`, title: step.title, part: sections.get(open).title } : { address: step.quiz, title: step.title, part: "" };
    const done = !open && answered.length === to.length;
    return {
      step, done, counted: true, any: answered.length > 0 || own.some(read), next: done ? null : next, of: reading + step.quiz_minutes,
      minutes: sum(own.filter(read), key => sections.get(key).minutes) + (to.length ? Math.round(step.quiz_minutes * answered.length / to.length) : 0),
    };
  }
  function paths() {
    return page.paths.map(path => {
      const steps = path.steps.map(seen), counted = steps.filter(one => one.counted), next = counted.find(one => !one.done);
      return {
        path, steps, counted: counted.length, done: counted.filter(one => one.done).length, any: counted.filter(one => one.any).length,
        minutes: sum(counted, one => one.minutes), of: sum(counted, one => one.of), next: next ? next.next : null,
      };
    });
  }
  /* The path that the reader has chosen, else the one with most of it done. */
  function chosen(all) {
    const kept = state.get("pref", "path");
    return all.find(one => kept && one.path.id === kept.answer) || [...all].sort((a, b) => b.done - a.done || b.any - a.any)[0];
  }

  /* ---------- tests ---------- */

  const percent = run => 100 * run.score / run.of;
  const good = run => run && Number.isFinite(run.score) && run.of > 0 && run.score >= 0 && run.score <= run.of && typeof run.finished === "string";
  function results() {
    const runs = state.list("test").filter(({ id, record }) => id.split("/").length === 2 && good(record));
    const of = (test, name) => { const found = runs.find(({ id }) => id === `${test.id}/${name}`); return found ? found.record : null; };
    return page.tests.map(test => {
      const before = of(test, "before"), after = of(test, "after"), at = id => Number(id.split("-").pop());
      const finals = runs.filter(({ id }) => id.startsWith(`${test.id}/final-`)).sort((a, b) => at(a.id) - at(b.id)).map(({ id, record }) => ({ ...record, n: at(id) }));
      return { test, before, after, finals, gain: before && after ? percent(after) - percent(before) : null };
    }).filter(one => one.before || one.after || one.finals.length);
  }

  /* ---------- the deck ---------- */

  const day = (date, plus) => {
    const then = new Date(date.getFullYear(), date.getMonth(), date.getDate() + (plus || 0)), two = n => String(n).padStart(2, "0");
    return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`;
  };
  /* Whether the last score that was given is below full. */
  function missed(item, record) {
    const last = record && (Number.isFinite(record.score) ? record.score : kit.best(record));
    return Number.isFinite(last) && last < item.points;
  }
  const box = (item, record) => (record && record.of === item.of && WAIT[record.box - 1] && /^\d{4}-\d\d-\d\d$/.test(record.due) ? record : null);
  function card(item) {
    const kept = box(item, state.get("deck", item.key)), last = quiz(item);
    const again = missed(item, last) && (!kept || (Number.isFinite(last.score) && Date.parse(last.at) > Date.parse(kept.at)));
    if (again) return { item, box: 1, due: day(new Date(last.at), WAIT[0]) };
    return kept ? { item, box: kept.box, due: kept.due } : null;
  }
  const deck = () => [...items.values()].filter(item => !item.pool && !item.self).map(card).filter(Boolean)
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.box - b.box));
  const due = cards => cards.filter(one => one.due <= day(new Date()));
  function answered({ item, box: from }, right) {
    const to = right ? Math.min(WAIT.length, from + 1) : 1;
    return state.set("deck", item.key, { box: to, due: day(new Date(), WAIT[to - 1]), of: item.of });
  }

  window.portalRecords = {
    page, items, sections, tests, modules, WAIT, learner, begun, read, checked, quiz, parts, asked, paths, chosen, outcomes, results, percent, deck, due, answered, day,
  };
})();
