/* The tables of the report in words, and what becomes of them when others may see them. No page: values in, tables out.

   table {id, title, about: [texts], head: [texts], rows: [[cell]], wide}; the first cell of a row names it
   cell  {text, hint} or {n, as} with as "percent", "points", "share" or "count", or null: hidden, since the group is too small

     make(known, learners, options, words) → tables;   options {test, run, shared, codes}
     csv(table, words)                     → text: UTF-8 with a mark at the beginning, no cell that a spreadsheet would run
     certified(rows)                       → the register as CSV */
(function () {
  "use strict";
  const { numbers } = window.portalReport, { say } = window.portalKit;
  const text = (words, hint) => ({ text: words, ...(hint ? { hint } : {}) });
  const as = kind => n => (n === null || n === undefined ? text("–") : { n, as: kind });
  const percent = as("percent"), points = as("points"), share = as("share"), count = as("count");
  const RUNS = ["before", "after", "final", "practice"];

  /* A row of cells with a number of people behind it; where that is too small and others look, all but the name is hidden. */
  const row = (name, n, cells) => ({ name, n, cells });
  function shut(rows, shared, options) {
    const counts = rows.map(one => one.n), found = shared ? numbers.hidden(counts, options) : { rows: new Set() };
    return rows.map((one, place) => [one.name, ...one.cells.map(cell => (found.rows.has(place) ? null : cell))]);
  }
  /* The same with a last row for all, hidden too where it would give a hidden row away. */
  function summed(rows, whole, shared, parts) {
    const found = shared ? numbers.hidden(rows.map(one => one.n), { total: true, parts }) : {};
    const small = shared && (found.total || whole.n < numbers.LEAST);
    return [...shut(rows, shared, { total: true, parts }), [whole.name, ...whole.cells.map(cell => (small ? null : cell))]];
  }

  /* ---------- the class ---------- */

  function classTable(known, learners, { test, shared }, words) {
    const final = test.kind === "final" ? test : known.list.find(other => other.kind === "final" && other.way === test.way);
    const all = row(text(words.all_learners), learners.length, [count(learners.length)]), tables = [];
    const line = (label, found) => row(text(label), found.length, [count(found.length)]);
    const need = numbers.help(known, learners, test).map(found => found.learner);
    if (final) {
      const at = learner => numbers.bestOf(learner, final.id);
      const groups = [[words.passed, n => n !== null && n >= final.pass], [words.not_passed, n => n !== null && n < final.pass], [words.not_sat, n => n === null]];
      const rows = groups.map(([label, is]) => line(label, learners.filter(learner => is(at(learner)))));
      tables.push({ id: "final", title: say(words.final_title, { what: final.title }), about: [say(words.final_about, { n: final.pass })], head: [words.group, words.learners], rows: summed(rows, all, shared, true) });
    }
    const rows = [line(words.need_help, need), line(words.need_none, learners.filter(learner => !need.includes(learner)))];
    if (shared) tables.push({ id: "helped", title: words.help_title, about: rule(known, test, words), head: [words.group, words.learners], rows: summed(rows, all, true, true) });
    return tables;
  }

  /* ---------- learners ---------- */

  const named = (learner, codes) => (codes ? text(learner.code) : text(learner.name, learner.code));
  const ordered = (learners, codes) => (codes ? [...learners].sort((a, b) => Number(a.code.slice(1)) - Number(b.code.slice(1))) : learners);

  function learnerTables(known, learners, { test, codes }, words) {
    const modules = known.modules.filter(module => learners.some(learner => numbers.inModule(learner, module).begun));
    const runs = test ? [runTable(known, learners, { test, codes }, words)] : [];
    if (!modules.length) return runs;
    const cell = found => (found.begun ? { n: found.done, as: "percent", and: found.score } : text("–"));
    const modular = { id: "modules", title: words.modules_title, about: [words.modules_about], wide: modules.length > 6, head: [words.learner, ...modules.map(module => module.short)], full: modules.map(module => module.title),
      rows: ordered(learners.filter(learner => learner.exported), codes).map(learner => [named(learner, codes), ...modules.map(module => cell(numbers.inModule(learner, module)))]) };
    return [...runs, modular];
  }

  function runTable(known, learners, { test, codes }, words) {
    const final = known.list.find(other => other.kind === "final" && (other === test || other.way === test.way));
    const rows = ordered(learners, codes).map(learner => {
      const [before, after] = ["before", "after"].map(name => learner.runs.get(`${test.id}/${name}`)).map(run => (run ? numbers.score(run) : null));
      const how = numbers.attempts(learner, test.id).map(run => say(words[run.paper ? "by_paper" : "by_file"], { run: words[run.run.startsWith("final") ? "run_final" : `run_${run.run}`], form: run.form.toUpperCase() }));
      const best = final ? numbers.bestOf(learner, final.id) : null, tries = final ? numbers.attempts(learner, final.id).length : 0;
      const both = before !== null && after !== null;
      return [named(learner, codes), percent(before), percent(after), points(both ? after - before : null),
        ...(final ? [percent(best), count(tries), text(best === null ? "–" : best >= final.pass ? words.yes : words.no)] : []), text(how.join("; ") || "–")];
    });
    return { id: "runs", title: say(words.runs_title, { what: test.title }), about: [words.runs_about],
      head: [words.learner, words.before, words.after, words.difference, ...(final ? [words.best_final, words.tries, words.pass] : []), words.how], rows };
  }

  function moduleTable(known, learners, words) {
    const rows = known.modules.map(module => ({ module, ...numbers.moduleMeans(learners, module) })).filter(found => found.n);
    const small = n => n < numbers.LEAST;
    return { id: "modules", title: words.modules_title, about: [words.modules_shared], head: [words.module, words.n, words.done, words.n_scored, words.score],
      rows: rows.map(found => [text(found.module.title), ...[count(found.n), percent(found.done)].map(cell => (small(found.n) ? null : cell)), ...[count(found.scored), percent(found.score)].map(cell => (small(found.scored) ? null : cell))]) };
  }

  /* ---------- gain ---------- */

  function gainTable(known, learners, { test, shared }, words) {
    const { rows, whole } = numbers.gains(known, learners, test.id);
    const cells = found => [count(found.n), percent(found.before), percent(found.after), points(found.difference), ...(known.hake ? [share(found.normalised)] : [])];
    const lines = rows.map(found => row(text(found.outcome.text, found.outcome.module.short), found.n, cells(found)));
    return { id: "gain", title: say(words.gain_title, { what: test.title }), about: [words.gain_about],
      head: [words.outcome, words.n, words.before, words.after, words.difference, ...(known.hake ? [words.normalised] : [])],
      rows: lines.length ? summed(lines, row(text(words.whole_test), whole.n, cells(whole)), shared, false) : [] };
  }

  /* ---------- help ---------- */

  const rule = (known, test, words) => [say(words.help_about, { score: numbers.HELP.score, pass: test.pass || known.thresholds.achievement, read: numbers.HELP.read, outcome: numbers.HELP.outcome })];
  function helpTable(known, learners, { test, codes }, words, format) {
    const listed = new Map(numbers.help(known, learners, test).map(found => [found.learner, found]));
    const rows = ordered(learners.filter(learner => listed.has(learner)), codes).map(learner => {
      const { reasons, weak } = listed.get(learner), shown = reasons.map(({ why, n, m }) => say(words[`why_${why}`], { n: format(n), m: m === undefined ? "" : format(m) }));
      const more = weak.length > 3 ? [say(words.more, { n: weak.length - 3 })] : [];
      return [named(learner, codes), text(shown.join(" ")), text([...weak.slice(0, 3).map(outcome => `${outcome.text} (${outcome.module.short})`), ...more].join("; ") || "–")];
    });
    return { id: "help", title: words.help_title, about: rule(known, test, words), head: [words.learner, words.reason, words.weak], rows };
  }

  /* ---------- questions ---------- */

  function said(item, [part, choice], words) {
    const left = item.parts.find(([id]) => id === part), option = item.options.find(([id]) => id === choice);
    const what = item.type === "true-false" ? words[choice] : option ? option[1] : choice;
    return left ? say(words.part_as, { part: left[1], choice: what }) : what;
  }
  function questionTable(known, learners, { test, run, shared }, words) {
    const found = numbers.questions(known, learners, test ? test.id : "", run), index = found.some(one => one.index !== null);
    const most = one => {
      if (!one.most) return text("–");
      if (shared && one.most.n < numbers.LEAST) return null;
      return text(say(words.chosen_by, { what: one.most.answers.slice(0, 2).map(pair => `“${said(one.item, pair, words)}”`).join(", "), n: one.most.n }));
    };
    const rows = [...found].sort((a, b) => a.full - b.full).map(one => row(text(one.item.ask, one.item.key), one.n, [count(one.n), percent(one.full), most(one), ...(index ? [share(one.index)] : [])]));
    return { id: "questions", title: say(words.questions_title, { what: run === "practice" ? words.run_practice : `${test.title}: ${words[`run_${run}`]}` }),
      about: [words.questions_about, say(index ? words.index_about : words.no_index, { n: numbers.MANY })],
      head: [words.question, words.n, words.full, words.most, ...(index ? [words.index] : [])], rows: shut(rows, shared, {}) };
  }

  function make(known, learners, options, words, format) {
    const { shared, test } = options, given = shared ? [moduleTable(known, learners, words)] : learnerTables(known, learners, options, words);
    const questions = questionTable(known, learners, options, words);
    if (!test) return [questions, ...given];
    return [...classTable(known, learners, options, words), ...(test.kind === "final" ? [] : [gainTable(known, learners, options, words)]),
      ...(shared ? [] : [helpTable(known, learners, options, words, format)]), questions, ...given];
  }

  /* ---------- CSV ---------- */

  /* A text that a spreadsheet would take for a formula gets an apostrophe in front; every text stands in quotes. */
  function safe(found) {
    const harmless = /^[\s\u0000-\u0020]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(found) ? `'${found}` : found;
    return `"${harmless.replace(/"/g, '""')}"`;
  }
  const plain = n => String(Math.round(n * 1000) / 1000);
  const lines = rows => "\ufeff" + rows.map(one => one.join(",") + "\r\n").join("");
  function csv(table, words) {
    const twofold = table.rows.some(cells => cells.some(cell => cell && "and" in cell));
    const head = twofold ? table.head.flatMap((label, n) => (n ? [say(words.csv_done, { what: label }), say(words.csv_score, { what: label })] : [label])) : table.head;
    const value = cell => (cell === null ? safe(words.hidden) : "n" in cell ? plain(cell.n) : cell.text === "–" ? '""' : safe(cell.text));
    const rows = table.rows.map(cells => cells.flatMap((cell, n) => {
      if (!twofold || !n) return [value(cell)];
      return cell !== null && "and" in cell ? [plain(cell.n), cell.and === null ? '""' : plain(cell.and)] : [value(cell), '""'];
    }));
    return lines([head.map(safe), ...rows]);
  }
  const COLUMNS = ["register", "learner", "path", "title", "hours", "date", "score"];
  const certified = rows => lines([COLUMNS.map(safe), ...rows.map(found => COLUMNS.map(name => (typeof found[name] === "number" ? plain(found[name]) : safe(found[name]))))]);

  window.portalReport = { ...window.portalReport, tables: { RUNS, make, csv, certified } };
})();
