/* What an answer is worth. Pure functions: no page, no store, no clock.

   score(data, answer) → {share, parts, read?, sum?, most?}
     data    what items.py gives of a question; answer  what quiz.js reads from the controls, or anything at all
     share   0 to 1 of the points
     parts   [{id, right, said}]: what was answered (right is true or false), was left out (null), or was rightly
             or wrongly not chosen (undefined); said names the remarks to show, in the page as data-said;
             early marks an entry that stands before the one it has to follow
     read    the number a text was read as;  sum, most  points of a rubric

   numbers(text)   every number a text may mean, [] when it is none
   fold(text)      a text without capitals, accents and spare spaces */
(function () {
  "use strict";
  const has = (thing, key) => Object.prototype.hasOwnProperty.call(thing, key);
  const isMap = thing => thing !== null && typeof thing === "object" && !Array.isArray(thing);
  const pick = (map, key) => (isMap(map) && has(map, key) && typeof map[key] === "string" ? map[key] : "");
  const mean = list => (list.length ? list.reduce((sum, value) => sum + value, 0) / list.length : 0);
  const whole = parts => mean(parts.map(part => (part.right ? 1 : 0)));

  /* ---------- choices ---------- */

  function left(data, chosen) {
    return data.options.filter(id => !chosen.includes(id)).map(id => ({ id, said: ["missed:" + id] }));
  }

  function single(data, answer) {
    const right = answer === data.right;
    if (!data.options.includes(answer)) return { share: 0, parts: [] };
    return { share: right ? 1 : 0, parts: [{ id: answer, right, said: [answer] }, ...left(data, [answer])] };
  }

  /* Right choices found minus wrong ones taken, never below nothing. */
  function multiple(data, answer) {
    const chosen = Array.isArray(answer) ? data.options.filter(id => answer.includes(id)) : [];
    if (!chosen.length) return { share: 0, parts: [] };
    const parts = chosen.map(id => ({ id, right: data.right.includes(id), said: [id] }));
    const found = parts.filter(part => part.right).length;
    const share = Math.max(0, 2 * found - parts.length) / data.right.length;
    return { share, parts: [...parts, ...left(data, chosen)] };
  }

  /* ---------- order ---------- */

  /* Of the pairs that are neighbours in the right order, the share that stands the right way round. */
  function order(data, answer) {
    const right = data.right;
    const complete = Array.isArray(answer) && answer.length === right.length && right.every(id => answer.includes(id));
    if (!complete) return { share: 0, parts: [] };
    const before = place => answer.indexOf(right[place - 1]) < answer.indexOf(right[place]);
    const early = right.filter((id, place) => place > 0 && !before(place));
    const shown = early.length ? answer.filter(id => early.includes(id)) : answer;
    const parts = shown.map(id => ({ id, right: !early.length, early: early.length > 0, said: [id] }));
    return { share: 1 - early.length / (right.length - 1), parts };
  }

  /* ---------- one answer for each part: match, categorise, matrix, gaps ---------- */

  function each(data, answer, said, fits) {
    const parts = Object.keys(data.right).map(id => {
      const value = pick(answer, id).trim();
      if (!value) return { id, right: null, said: [] };
      const right = fits(id, value);
      return { id, right, said: said(id, value, right) };
    });
    return { share: whole(parts), parts };
  }

  const sorted = (data, answer) => each(data, answer, id => [id], (id, value) => value === data.right[id]);

  function clozeSelect(data, answer) {
    const missed = (id, value) => data.options[id].filter(other => other !== value).map(other => `missed:${id}:${other}`);
    return each(data, answer, (id, value) => [`${id}:${value}`, ...missed(id, value)], (id, value) => value === data.right[id]);
  }

  function clozeType(data, answer) {
    const fits = (id, value) => data.right[id].some(word => fold(word) === fold(value));
    return each(data, answer, (id, value, right) => [id + (right ? ":right" : ":otherwise")], fits);
  }

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
      .replace(/[\p{Pd}\s]+/gu, " ").replace(/[‘’ʼ]/g, "'").trim();
  }

  /* ---------- numbers ---------- */

  const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10]; // Arabic, Persian, Devanagari, Bengali, full width
  const plainDigits = text => text.replace(/\p{Nd}/gu, digit => {
    const zero = ZEROS.find(start => digit.charCodeAt(0) >= start && digit.charCodeAt(0) < start + 10);
    return zero ? digit.charCodeAt(0) - zero : digit;
  });

  /* A whole number, plain or in groups of three (or of two before the last three, as lakhs are written). */
  function grouped(text) {
    if (/^\d+$/.test(text)) return text;
    const mark = /[^\d]/.exec(text);
    if (!mark || mark[0] === "٫") return null;
    const groups = text.split(mark[0]), last = groups.length - 1;
    if (!groups.every(group => /^\d{1,3}$/.test(group)) || groups[0][0] === "0" || groups[last].length !== 3) return null;
    const inner = groups.slice(1, last);
    const western = inner.every(group => group.length === 3);
    const indian = groups[0].length < 3 && inner.every(group => group.length === 2);
    return western || indian ? groups.join("") : null;
  }

  /* Every number that a text may mean: "1,234" is 1234 and 1.234, "1.234,5" and "12,34,567" are one number each.
     A unit or currency around it is passed over; two numbers, fractions and powers are none. */
  function numbers(text) {
    const tidy = plainDigits(String(text)).replace(/[\u200e\u200f\u061c\u2066-\u2069]/g, "").replace(/[−–]/g, "-").trim();
    const found = /^([^\d.,٫+-]*)([+-]?)[\p{Sc}\s]*([.,٫]?\d(?:[\d.,٬٫'’]|\s(?=\d))*)(\D*)$/u.exec(tidy);
    if (!found) return [];
    const core = found[3].replace(/[.,]+$/, "").replace(/\s/g, " ").replace(/’/g, "'");
    const readings = ["", ".", ",", "٫"].map(decimal => {
      const parts = decimal ? core.split(decimal) : [core];
      if (decimal && (parts.length !== 2 || !/^\d+$/.test(parts[1]))) return null;
      const start = decimal && parts[0] === "" ? "0" : grouped(parts[0]);
      return start === null ? null : Number(found[2].replace("+", "") + start + (decimal ? "." + parts[1] : ""));
    });
    return [...new Set(readings.filter(value => value !== null && Number.isFinite(value)))];
  }

  function judge(data, value) {
    const close = 1e-9 * Math.max(1, Math.abs(data.right));
    if (Math.abs(value - data.right) <= data.tolerance + close) return { share: 1, said: "right" };
    const place = data.ranges.findIndex(([low, high]) => value >= low - close && value <= high + close);
    if (place < 0) return { share: 0, said: "otherwise" };
    return { share: Math.min(1, Math.max(0, data.ranges[place][2])), said: "range:" + place };
  }

  /* Where a text can be read as two numbers, the reading that is worth more counts; of equals, one with a remark. */
  function numeric(data, answer) {
    const worth = found => found.share * 2 + (found.said === "otherwise" ? 0 : 1);
    const found = typeof answer === "string" ? numbers(answer).map(read => ({ read, ...judge(data, read) })) : [];
    if (!found.length) return { share: 0, parts: [] };
    const best = found.reduce((one, other) => (worth(other) > worth(one) ? other : one));
    return { share: best.share, read: best.read, parts: [{ id: "number", right: best.share === 1, said: [best.said] }] };
  }

  /* ---------- scenario and rubric ---------- */

  /* The way through the scenes: the decisions that fit, one after another, and where they lead. */
  function walk(data, answer) {
    let at = data.start;
    const steps = [];
    for (const id of Array.isArray(answer) ? answer : []) {
      if (at === null || !has(data.scenes, at) || !has(data.scenes[at], id)) break;
      const [to, credit] = data.scenes[at][id];
      steps.push({ scene: at, id, credit });
      at = to;
    }
    return { steps, at };
  }

  /* The mean credit of the decisions, once the story has come to an end. */
  function scenario(data, answer) {
    const { steps, at } = walk(data, answer);
    return { share: at === null ? mean(steps.map(step => step.credit)) : 0, parts: [] };
  }

  /* Done when every criterion is judged; the sum is the learner's own. */
  function rubric(data, answer) {
    const ids = Object.keys(data.criteria);
    const given = ids.map(id => data.criteria[id][Number(pick(answer, id) || -1)]).filter(points => points !== undefined);
    const most = ids.reduce((sum, id) => sum + Math.max(...data.criteria[id]), 0);
    return { share: ids.length && given.length === ids.length ? 1 : 0, parts: [], sum: given.reduce((a, b) => a + b, 0), most };
  }

  const kinds = {
    single, multiple, "true-false": single, order, match: sorted, categorise: sorted, matrix: sorted, numeric,
    "cloze-select": clozeSelect, "cloze-type": clozeType, scenario, rubric,
  };

  window.portalScore = { score: (data, answer) => kinds[data.type](data, answer), numbers, fold, walk };
})();
