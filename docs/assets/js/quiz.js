/* Questions for practice: each is checked when the learner asks, scored with score.js and kept with state.js. The questions
   themselves are those of questions.js. */
(function () {
  "use strict";
  const state = window.portalState, kit = window.portalKit, doc = document;
  if (!state || !kit || !window.portalQuestions || !doc.getElementById("quiz-data")) return;
  const { $, $$, make, button, say } = kit;
  const page = kit.data("quiz-data"), words = page.texts;
  const { question, pick } = window.portalQuestions(words);
  const score = (n, of) => kit.points(words, n, of);

  /* ---------- one question ---------- */

  function Item(node, n) {
    const answer = $(".answer", node), item = question(node, n);
    const check = button("button q-check", words.check, () => item.check());
    const again = button("button q-again", words.again, () => { item.clear(); item.first().focus(); });
    $(".q-hint, .answer", node).before(make("div", { class: "q-tools" }, check, again), item.status);

    item.record = () => {
      const record = state.get("quiz", item.key);
      return record && record.of === item.data.of ? record : null;
    };
    item.best = () => kit.best(item.record());
    item.tried = () => item.best() !== null;
    item.full = () => item.best() === item.data.points;

    function keep(given, points) {
      const before = item.record(), tried = before ? [before.best, { answer: before.answer, score: before.score }] : [];
      const best = tried.filter(one => one && Number.isFinite(one.score)).sort((a, b) => b.score - a.score)[0];
      const fields = { answer: given, score: points, of: item.data.of };
      if (best && (points === null || best.score > points)) fields.best = { answer: best.answer, score: best.score };
      if (given !== null || fields.best) state.set("quiz", item.key, fields); else state.remove("quiz", item.key);
    }

    function unmark() {
      item.unmark();
      check.textContent = words.check;
    }
    function show(given, points) {
      item.show(given, points, item.best());
      check.textContent = words.check_again;
    }
    function buttons() {
      const story = item.data.type === "scenario", record = item.record();
      answer.hidden = !item.tried();
      again.hidden = !item.answered() || story;
      check.hidden = mode() === "end" || (story && (item.fault(item.read()) !== "" || Number.isFinite(record && record.score)));
    }

    item.check = () => {
      item.settle();
      return item.judge(true);
    };
    /* Scores the answer as it stands; without one it says so when asked to. */
    item.judge = asked => {
      const given = item.read(), fault = item.fault(given);
      if (fault) {
        if (asked || given !== null) { unmark(); item.status.append(make("p", { class: "q-fault" }, fault)); }
        return false;
      }
      const points = item.points(given);
      keep(given, points);
      show(given, points);
      buttons();
      results();
      return true;
    };
    item.changed = () => {
      keep(item.read(), null);
      unmark();
      buttons();
      results();
    };
    item.ended = () => { if (mode() === "each") item.check(); };
    item.clear = () => { item.write(null); item.changed(); };
    /* Shows what was kept, here or by another tab. */
    item.load = () => {
      const record = item.record();
      item.write(record && record.answer);
      unmark();
      if (record && record.answer !== null && Number.isFinite(record.score)) show(record.answer, record.score);
      buttons();
    };
    item.modes = buttons;

    node.addEventListener("keydown", event => {
      if (event.key === "Enter" && event.target.matches("input[type=text]") && mode() === "each") item.check();
    });
    const hints = $$(".q-hint", node);
    hints.forEach((hint, place) => {
      hint.hidden = place > 0;
      hint.addEventListener("toggle", () => { if (hint.open && hints[place + 1]) hints[place + 1].hidden = false; });
    });
    return item;
  }

  /* ---------- the whole page ---------- */

  const start = $("#quiz-start"), end = $("#quiz-end"), count = make("p", { class: "q-count" });
  const setting = state.get("pref", "quiz-check");
  let when = setting && setting.answer === "end" ? "end" : "each";
  function mode() { return when; }

  const checkAll = button("button q-check-all", words.check_all, () => {
    items.forEach(item => item.judge(false));
    results(true);
    const head = $("h2", panel);
    if (head) head.focus();
  });
  const panel = make("section", { id: "quiz-result", "aria-labelledby": "quiz-result--head" });
  const filter = make("p", { role: "status", class: "q-filter" });

  function switcher() {
    const box = make("div", { role: "radiogroup", "aria-labelledby": "quiz-mode", class: "q-row" });
    [["each", words.mode_each], ["end", words.mode_end]].forEach(([value, label]) => {
      const input = pick({ id: "quiz" }, box.appendChild(make("span")), "radio", "mode", value, [label]);
      input.checked = value === when;
      input.addEventListener("change", () => {
        when = value;
        state.set("pref", "quiz-check", { answer: value });
        items.forEach(item => item.modes());
        results();
      });
    });
    return make("div", { class: "q-bar" }, make("p", { id: "quiz-mode", class: "q-title" }, words.mode), box, count, filter);
  }

  /* Only the questions that fit; headings without any go too. */
  function only(fits) {
    let head = null, any = 0;
    for (const node of start.parentNode.children) {
      if (node.matches("h2[id^=part-]")) { if (head) head.hidden = !any; head = node; any = 0; }
      const item = items.find(one => one.node === node);
      if (item) { node.hidden = !fits(item); any += fits(item) ? 1 : 0; }
    }
    if (head) head.hidden = !any;
    filter.textContent = "";
  }
  function showAll() {
    only(() => true);
    results();
    items[0].go();
  }
  function goTo(item) {
    if (item.node.hidden) only(() => true);
    setTimeout(item.go); // after the browser has followed the link
  }
  function retry() {
    const wrong = items.filter(item => item.tried() && !item.full());
    only(item => wrong.includes(item));
    wrong.forEach(item => item.clear());
    filter.append(words.retrying, " ", button("button", words.show_all, showAll));
    results();
    wrong[0].go();
  }

  function table(caption, head, names, field) {
    const rows = Object.keys(names).map(id => {
      const own = items.filter(item => item.data[field] === id && !item.self), of = own.reduce((sum, item) => sum + item.data.points, 0);
      const got = own.reduce((sum, item) => sum + (item.best() || 0), 0);
      return own.length ? make("tr", null, make("th", { scope: "row" }, names[id]), make("td", null, score(got, of))) : "";
    });
    return make("table", null, make("caption", null, caption), make("thead", null, make("tr", null, make("th", { scope: "col" }, head), make("th", { scope: "col" }, words.points))), make("tbody", null, ...rows));
  }
  function link(item) { return make("a", { href: "#" + item.id, on: { click: () => goTo(item) } }, say(words.question, { n: item.n })); }
  const listed = nodes => nodes.reduce((line, node) => (line.length ? [...line, ", ", node] : [node]), []);

  function revise() {
    const again = Object.keys(page.sections).map(id => items.filter(item => item.data.section === id && !item.self && item.tried() && !item.full())).filter(own => own.length);
    if (!again.length) return make("p", null, words.revise_none);
    return make("ul", null, ...again.map(own => {
      const back = $(".q-back a", own[0].node);
      return make("li", null, make("a", { href: back.getAttribute("href") }, page.sections[own[0].data.section]), " (", ...listed(own.map(link)), ")");
    }));
  }

  /* The panel at the end; it appears with the first answer that was checked. */
  function results(asked) {
    const checked = items.filter(item => item.tried()), graded = items.filter(item => !item.self);
    count.textContent = say(words.answered, { n: items.filter(item => item.answered()).length, m: items.length });
    checkAll.hidden = mode() === "each";
    panel.hidden = !checked.length && !asked;
    if (panel.hidden) return;
    const inside = panel.contains(doc.activeElement), sum = (list, value) => list.reduce((total, item) => total + value(item), 0);
    const total = score(sum(graded, item => item.best() || 0), sum(graded, item => item.data.points));
    const open = items.filter(item => !item.answered() && !item.tried()), wrong = checked.filter(item => !item.full());
    const tools = make("div", { class: "q-tools" });
    if (wrong.length) tools.append(button("button", words.retry, retry));
    if (items.some(item => item.node.hidden)) tools.append(button("button", words.show_all, showAll));
    panel.replaceChildren(
      make("h2", { id: "quiz-result--head", tabindex: "-1" }, words.result),
      make("p", { class: "q-verdict" }, say(words.total, { score: total, n: checked.length, m: items.length })),
      open.length ? make("p", null, words.open, " ", ...listed(open.map(link))) : "",
      table(words.by_outcome, words.outcome, page.outcomes, "outcome"),
      table(words.by_section, words.section, page.sections, "section"),
      make("h3", null, words.revise), revise(), tools,
    );
    if (inside) $("h2", panel).focus();
  }

  const items = [];
  $$(".item").forEach((node, n) => {
    try { items.push(Item(node, n + 1)); } catch (broken) { setTimeout(() => { throw broken; }); } // the others go on; this one stays as printed
  });
  start.append(switcher());
  end.append(checkAll, panel);
  items.forEach(item => item.load());
  results();
  state.subscribe(({ kind, id }) => {
    if (kind !== null && kind !== "quiz") return;
    items.filter(item => (kind === null || item.key === id) && !item.node.contains(doc.activeElement)).forEach(item => item.load());
    results();
  });
  if (kit.isPage(page.address)) state.set("pref", "last", { answer: page.address, title: doc.querySelector("h1").textContent.trim() });
})();
