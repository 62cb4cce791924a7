/* The deck of missed questions, one at a time. What is due and into which box a question goes stands in records.js, the
   questions themselves are made live by questions.js. Their HTML is in revise/<module>.js, a script that calls
   portalDeck(module, {question: HTML}): a page opened from a folder cannot fetch. All this is loaded when a question is shown. */
(function () {
  "use strict";
  const records = window.portalRecords, kit = window.portalKit, state = window.portalState;
  const doc = document, root = doc.getElementById("revise");
  if (!records || !kit || !root) return;
  const { make, button, say } = kit, words = records.page.texts, sources = new Map();
  const when = day => { const [y, m, d] = day.split("-"); return new Date(y, m - 1, d).toLocaleDateString(doc.documentElement.lang, { dateStyle: "full", numberingSystem: "latn" }); };
  const status = make("p", { role: "status", class: "p-status" }), place = make("div");
  const tell = said => { status.textContent = said; };
  let question = null, round = null; // {cards, at, right, asked} while questions are asked

  /* ---------- before and after ---------- */

  function boxes(cards) {
    const lines = records.WAIT.map((days, n) => [days, n + 1, cards.filter(card => card.box === n + 1).length]).filter(([, , many]) => many);
    return make("details", { class: "p-fold" }, make("summary", null, words.list), make("ul", null, ...lines.map(([days, box, n]) =>
      make("li", null, say(words.in_box, { box, n, days: days === 1 ? words.day : say(words.days, { n: days }) })))));
  }
  function overview(focus) {
    const cards = records.deck(), due = records.due(cards), head = make("p", { class: "r-due", tabindex: "-1" });
    round = null;
    if (!cards.length) place.replaceChildren(head, make("p", null, make("a", { href: "modules/index.html" }, words.to_modules)));
    else place.replaceChildren(head, due.length ? make("p", null, button("button q-check", words.begin, () => begin(due))) : "", boxes(cards));
    head.append(!cards.length ? words.empty : due.length ? say(words.due, { n: due.length, m: cards.length }) : say(words.nothing, { date: when(cards[0].due) }));
    if (focus) head.focus();
  }

  /* ---------- one question after another ---------- */

  function begin(cards) {
    round = { cards, at: -1, right: 0, asked: 0 };
    next();
  }
  function next() {
    tell("");
    round.at += 1;
    if (round.at < round.cards.length) bring(round.cards[round.at]);
    else finish();
  }
  function finish() {
    const { right, asked } = round;
    overview(true);
    if (asked) tell(say(words.over, { n: right, m: asked }));
  }

  /* Loads what makes questions live, and the questions of a module, each once. */
  async function load(id) {
    if (!window.portalScore) await kit.bring("assets/js/score.js");
    if (!window.portalQuestions) await kit.bring("assets/js/questions.js");
    question = question || window.portalQuestions(words).question;
    if (!sources.has(id)) await kit.bring(`revise/${id}.js`);
    return sources.get(id);
  }
  window.portalDeck = (id, found) => { sources.set(id, found); };

  function bring(card) {
    place.replaceChildren(make("p", { class: "hint" }, words.loading));
    load(card.item.module.id).catch(() => null).then(found => {
      const html = found && found[card.item.id];
      if (round && html) show(card, html);
      else { overview(true); tell(words.failed); }
    });
  }
  function show(card, html) {
    const holder = doc.createElement("template"), onwards = button("button", words.skip, next), end = button("button", words.finish, finish);
    holder.innerHTML = html; // our own, made with the pages
    const node = holder.content.querySelector(".item"), answer = node.querySelector(".answer");
    place.replaceChildren(make("h2", { class: "r-head" }, say(words.which, { n: round.at + 1, m: round.cards.length, module: card.item.module.title })), node, make("div", { class: "q-tools" }, onwards, end));
    const item = question(node, card.item.n), check = button("button q-check", words.check, judge);
    node.querySelector(".q-hint, .answer").before(make("div", { class: "q-tools" }, check), item.status);
    answer.hidden = true;
    check.hidden = item.data.type === "scenario"; // its story checks itself when it ends
    item.changed = () => { if (!check.disabled) item.unmark(); };
    item.ended = judge;
    item.status.tabIndex = -1;
    node.addEventListener("keydown", event => { if (event.key === "Enter" && event.target.matches("input[type=text]")) judge(); });
    item.go();

    /* The first answer that can be scored counts, and is kept as one from the page of questions would be. */
    function judge() {
      if (check.disabled) return;
      item.settle();
      const given = item.read(), fault = item.fault(given);
      item.unmark();
      if (fault) { item.status.append(make("p", { class: "q-fault" }, fault)); return; }
      const points = item.points(given), right = points >= item.data.points;
      kit.remember(item.key, item.data.of, given, points);
      const kept = records.answered(card, right);
      item.show(given, points, null);
      check.disabled = true;
      check.hidden = true;
      answer.hidden = false;
      round.asked += 1;
      round.right += right ? 1 : 0;
      tell(say(!right ? words.goes_down : kept.box > card.box ? words.goes_up : words.stays, { box: kept.box, date: when(kept.due) }));
      onwards.textContent = words.next;
      onwards.hidden = round.at + 1 >= round.cards.length;
      item.status.focus();
    }
  }

  root.append(place, status);
  overview();
  state.subscribe(kit.soon(() => { if (!round) overview(); }));
})();
