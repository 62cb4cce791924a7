/* What a class has learnt, in numbers. Pure functions: no page, no store, no clock, no words.

   model   of the data made at build: {modules, items, assessments, ways, thresholds}, items, assessments and outcomes as maps;
           before the questions are loaded there are no items and no outcomes
   learner {name, code, files, exported, lessons: Set of <module>/<section>, quiz: Map of <module>/<item> → {share, points, answer},
            runs: Map of <assessment>/<run> → {assessment, run, form, finished, paper, items: Map of <module>/<item> → the same}}
           share is 0 to 1 of the points; a question that was drawn and not answered is there with share 0

   Scores are percent of points. A mean over learners is the mean of their scores: each learner counts once. */
(function () {
  "use strict";
  const LEAST = 5; // a group smaller than this is not shown to others
  const MANY = 30; // from this number of learners on an index of discrimination is computed
  const HELP = { score: 60, read: 50, outcome: 50 }; // percent
  const sum = (list, value = thing => thing) => list.reduce((all, thing) => all + value(thing), 0);
  const mean = list => (list.length ? sum(list) / list.length : null);
  const percent = (got, of) => (of > 0 ? 100 * got / of : null);
  const known = value => value !== null && value !== undefined;

  /* The data of the page with maps in place of objects, so that no name can be mistaken for something else. */
  function model(data) {
    const items = new Map((data.items || []).map(item => [item.key, { options: [], parts: [], ...item }]));
    const outcomes = data.modules.flatMap(module => (module.outcomes || []).map(([id, text]) => ({ key: `${module.id}/${id}`, module, id, text })));
    const assessments = new Map(data.assessments.map(test => [test.id, test])), ways = new Map(data.ways.map(way => [way.id, way]));
    return { ...data, items, outcomes, assessments, ways, list: data.assessments };
  }
  const outcomeOf = (known, key) => {
    const item = known.items.get(key);
    return item ? `${key.slice(0, key.indexOf("/"))}/${item.outcome}` : null;
  };

  /* ---------- scores ---------- */

  /* Percent of the points of those questions of a run whose key is wanted; null where there are none. */
  function score(run, wanted = () => true) {
    const found = [...run.items].filter(([key]) => wanted(key)).map(([, item]) => item);
    return percent(sum(found, item => item.share * item.points), sum(found, item => item.points));
  }
  const finished = (learner, id, name) => {
    const run = learner.runs.get(`${id}/${name}`);
    return run && run.finished ? run : null;
  };
  /* The attempts of a learner at a test, in their order: before, after, or final-1, final-2, … */
  function attempts(learner, id) {
    const place = run => ({ before: 0, after: 1 }[run.run] ?? 1 + Number(run.run.slice(6)));
    return [...learner.runs.values()].filter(run => run.assessment === id && run.finished).sort((a, b) => place(a) - place(b));
  }
  /* The best attempt at a final test: percent, or null. */
  const best = (learner, id) => attempts(learner, id).map(run => score(run)).filter(known).reduce((a, b) => Math.max(a, b), -1);
  const bestOf = (learner, id) => { const found = best(learner, id); return found < 0 ? null : found; };

  /* ---------- modules ---------- */

  /* How much of a module a learner has read and answered: counts, and percent of the points of what was answered. */
  function inModule(learner, module) {
    const read = module.sections.filter(key => learner.lessons.has(key)).length;
    const answered = module.items.filter(key => learner.quiz.has(key)).map(key => learner.quiz.get(key));
    const of = module.sections.length + module.items.length, done = percent(read + answered.length, of);
    const got = percent(sum(answered, item => item.share * item.points), sum(answered, item => item.points));
    return { read, answered: answered.length, of, done, score: got, begun: read + answered.length > 0 };
  }
  /* A module over a class: who has begun it, the mean share done of those, and their mean score. */
  function moduleMeans(learners, module) {
    const begun = learners.map(learner => inModule(learner, module)).filter(found => found.begun);
    const scored = begun.map(found => found.score).filter(known);
    return { n: begun.length, done: mean(begun.map(found => found.done)), scored: scored.length, score: mean(scored) };
  }
  /* The share of a path's sections that a learner has read, in percent. */
  function participation(way, learner) {
    const parts = [...new Set(way.steps.flatMap(step => step.parts))];
    return percent(parts.filter(key => learner.lessons.has(key)).length, parts.length);
  }

  /* ---------- before and after ---------- */

  /* (after − before) / (100 − before), of the means of a class: the share of the possible gain that was made. */
  const normalised = (before, after) => (before >= 100 ? null : (after - before) / (100 - before));

  function gained(pairs) {
    const before = mean(pairs.map(pair => pair[0])), after = mean(pairs.map(pair => pair[1]));
    if (!pairs.length) return { n: 0, before: null, after: null, difference: null, normalised: null };
    return { n: pairs.length, before, after, difference: after - before, normalised: normalised(before, after) };
  }
  /* For each outcome, and for the whole test: only learners who have both tests, and questions on the outcome in both. */
  function gains(known_, learners, id) {
    const both = learners.map(learner => ["before", "after"].map(run => finished(learner, id, run))).filter(pair => pair.every(Boolean));
    const pairs = wanted => both.map(pair => pair.map(run => score(run, wanted))).filter(pair => pair.every(known));
    const rows = known_.outcomes.map(outcome => ({ outcome, ...gained(pairs(key => outcomeOf(known_, key) === outcome.key)) }));
    return { rows: rows.filter(row => row.n), whole: gained(pairs()) };
  }

  /* ---------- who needs help ---------- */

  /* A learner is named when the last test is under HELP.score, or the test after shows no gain and is under the pass mark, or
     less than HELP.read of the sections is read (asked only of those whose progress file is here). With the weak outcomes. */
  function help(known_, learners, test) {
    const way = known_.ways.get(test.way), final = known_.list.find(other => other.kind === "final" && other.way === test.way);
    const pass = test.pass || known_.thresholds.achievement;
    return learners.map(learner => {
      const runs = [...attempts(learner, test.id), ...(final && final !== test ? attempts(learner, final.id) : [])];
      const last = runs[runs.length - 1], reasons = [], at = last ? score(last) : null;
      const [before, after] = ["before", "after"].map(name => { const run = finished(learner, test.id, name); return run ? score(run) : null; });
      if (known(at) && at < HELP.score) reasons.push({ why: "score", n: at });
      if (known(before) && known(after) && after <= before && after < pass) reasons.push({ why: "gain", n: before, m: after });
      const read = way && learner.exported ? participation(way, learner) : null;
      if (known(read) && read < HELP.read) reasons.push({ why: "read", n: read });
      return { learner, reasons, weak: last ? weak(known_, last) : [] };
    }).filter(found => found.reasons.length);
  }
  const weak = (known_, run) => known_.outcomes.filter(outcome => {
    const at = score(run, key => outcomeOf(known_, key) === outcome.key);
    return known(at) && at < HELP.outcome;
  });

  /* ---------- questions ---------- */

  /* The wrong answers in an answer, each as [part, choice]; part is "" where the question has one part. */
  function wrong(item, answer) {
    const isMap = answer !== null && typeof answer === "object" && !Array.isArray(answer);
    const has = id => item.options.some(([name]) => name === id);
    if (["single", "true-false"].includes(item.type)) return has(answer) && answer !== item.right ? [["", answer]] : [];
    if (item.type === "multiple") return Array.isArray(answer) ? [...new Set(answer)].filter(id => has(id) && !item.right.includes(id)).map(id => ["", id]) : [];
    if (item.type === "numeric") return typeof answer === "string" && answer.trim() ? [["", answer.trim().slice(0, 30)]] : [];
    if (!isMap || !["match", "categorise", "matrix"].includes(item.type)) return [];
    return item.parts.map(([part, , right]) => [part, answer[part], right]).filter(([, said, right]) => has(said) && said !== right).map(([part, said]) => [part, said]);
  }

  /* The first attempt of each learner at a run ("before", "after", "final" or "practice"), as maps of questions. */
  function sat(learners, id, name) {
    if (name === "practice") return learners.map(learner => learner.quiz).filter(items => items.size);
    if (name !== "final") return learners.map(learner => finished(learner, id, name)).filter(Boolean).map(run => run.items);
    return learners.map(learner => attempts(learner, id)[0]).filter(Boolean).map(run => run.items);
  }
  const isFull = item => item.share >= 1 - 1e-9;

  /* How hard each question was: n, percent of learners with all points, the wrong answer chosen most often, and, where MANY
     or more have it, how well it tells the strong from the weak. */
  function questions(known_, learners, id, name) {
    const papers = sat(learners, id, name), keys = [...new Set(papers.flatMap(items => [...items.keys()]))].filter(key => known_.items.has(key));
    return keys.sort().map(key => {
      const item = known_.items.get(key), having = papers.filter(items => items.has(key)), found = having.map(items => items.get(key));
      const index = found.length >= MANY ? discrimination(having, key) : null;
      return { item, n: found.length, full: percent(found.filter(isFull).length, found.length), most: most(item, found), index };
    });
  }
  function most(item, found) {
    const counts = new Map();
    for (const { answer, share } of found.filter(one => !isFull(one))) {
      wrong(item, answer).map(pair => JSON.stringify(pair)).forEach(pair => counts.set(pair, (counts.get(pair) || 0) + 1));
    }
    const top = Math.max(0, ...counts.values());
    return top ? { n: top, answers: [...counts].filter(([, n]) => n === top).map(([pair]) => JSON.parse(pair)) } : null;
  }
  /* Point-biserial correlation: all points for this question (1 or 0) against the percent reached in the rest of the test. */
  function discrimination(papers, key) {
    const pairs = papers.map(items => [isFull(items.get(key)) ? 1 : 0, score({ items }, other => other !== key)]).filter(pair => known(pair[1]));
    const [x, y] = [0, 1].map(side => mean(pairs.map(pair => pair[side])));
    const product = (a, b) => sum(pairs, pair => (pair[a] - [x, y][a]) * (pair[b] - [x, y][b]));
    const spread = Math.sqrt(product(0, 0) * product(1, 1));
    return spread > 1e-9 ? product(0, 1) / spread : null;
  }

  /* ---------- groups that are too small to show ---------- */

  /* Which rows to hide when others see a table: those with n < LEAST; and where a total of the rows is shown, further ones, the
     smallest first, until what is hidden cannot be reckoned from the total. parts: the rows share the people out among them.
     → {rows: set of places, total: whether the total has to be hidden too} */
  function hidden(counts, { total = false, parts = false } = {}) {
    const places = new Set(counts.map((n, place) => (n < LEAST ? place : -1)).filter(place => place >= 0));
    const open = () => counts.map((n, place) => [n, place]).filter(([, place]) => !places.has(place)).sort((a, b) => a[0] - b[0]);
    const together = () => sum([...places].map(place => counts[place]));
    while (total && places.size && open().length && (places.size === 1 || (parts && together() < LEAST))) places.add(open()[0][1]);
    return { rows: places, total: total && places.size > 0 && (places.size === 1 || (parts && together() < LEAST)) };
  }

  /* ---------- the order on paper ---------- */

  /* Names in the order of a seed, as scripts/portal/corpus/seeds.py and test.js give it; see there. */
  function order(seed, names) {
    const rank = new Map(names.map(name => {
      let hash = 2166136261;
      for (const letter of `${seed}/${name}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
      hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
      return [name, (hash ^ (hash >>> 16)) >>> 0];
    }));
    return [...names].sort((a, b) => rank.get(a) - rank.get(b) || (a < b ? -1 : 1));
  }

  window.portalReport = { ...window.portalReport, numbers: {
    order, LEAST, MANY, HELP, model, score, finished, attempts, bestOf, inModule, moduleMeans, participation, gains, help, wrong, questions, hidden, mean, percent,
  } };
})();
