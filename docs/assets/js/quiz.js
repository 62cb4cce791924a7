/* Questions come alive. The page already holds every text, answer and remark as HTML (see _items.j2); this script turns
   the printed answers into controls, scores them with score.js and keeps them with state.js.

   Each kind builds its controls in `item.body` and gives
     read()         the answer, null when there is none       write(answer)  shows an answer, null clears
     at(part)       where the mark of a part stands           first()        the control to go to
     and, where needed, settle() (the answer as it stands is meant), fault(answer), drawn() (the answer was replaced). */
(function () {
  "use strict";
  const state = window.portalState, scoring = window.portalScore, kit = window.portalKit;
  if (!state || !scoring || !kit || !document.getElementById("quiz-data")) return;
  const { $, $$, make, button, say } = kit;
  const doc = document, page = kit.data("quiz-data"), words = page.texts;
  const score = (n, of) => kit.points(words, n, of);
  const plain = node => node.textContent.replace(/\s+/g, " ").trim();
  const own = (map, key) => (map && typeof map === "object" && Object.prototype.hasOwnProperty.call(map, key) ? map[key] : "");
  const child = (list, id) => [...list.children].find(node => node.dataset.id === id);
  const copy = node => [...node.childNodes].map(part => part.cloneNode(true));

  /* ---------- the kinds ---------- */

  /* A radio button or checkbox with the words of its place as label. */
  function pick(item, place, type, name, value, inside) {
    const id = `${item.id}--${name}--${value}`;
    const input = make("input", { type, id, name: `${item.id}--${name}`, value }), label = make("label", { for: id });
    label.append(...(inside || place.childNodes));
    place.append(input, label);
    place.classList.add("q-pick");
    return input;
  }

  function group(role, given, list) {
    const box = make("div", { role, ...given });
    list.replaceWith(box);
    box.append(list);
  }

  /* single, multiple, true-false */
  function choices(item, type) {
    const list = $(".q-choices", item.body), many = type === "checkbox";
    const inputs = [...list.children].map(place => pick(item, place, type, "choice", place.dataset.id));
    group(many ? "group" : "radiogroup", item.asked, list);
    const chosen = () => inputs.filter(input => input.checked).map(input => input.value);
    return {
      read: () => (chosen().length ? (many ? chosen() : chosen()[0]) : null),
      write(answer) { inputs.forEach(input => { input.checked = [].concat(answer).includes(input.value); }); },
      at: part => child(list, part),
      first: () => inputs.find(input => input.checked) || inputs[0],
    };
  }

  /* One answer for each part, in fields {id, node, at, read, write}. */
  function fields(parts) {
    return {
      read() {
        const found = {};
        parts.forEach(part => { const value = part.read(); if (value) found[part.id] = value; });
        return Object.keys(found).length ? found : null;
      },
      write(answer) { parts.forEach(part => part.write(String(own(answer, part.id)))); },
      at: id => (parts.find(part => part.id === id) || {}).at,
      first: () => parts[0].node,
    };
  }

  const valued = (id, node, at) => ({ id, node, at, read: () => node.value.trim(), write(value) { node.value = value; } });

  function radios(id, inputs, at) {
    const checked = () => inputs.find(input => input.checked);
    return {
      id, at, node: inputs[0], read: () => (checked() ? checked().value : ""),
      write(value) { inputs.forEach(input => { input.checked = input.value === value; }); },
    };
  }

  const select = (given, options) => make("select", given, make("option", { value: "" }, words.choose), ...options);

  function match(item) {
    const options = $$(".q-right > li", item.body);
    return fields($$(".q-left > li", item.body).map(place => {
      const id = `${item.id}--${place.dataset.id}`, label = make("label", { for: id });
      label.append(...place.childNodes);
      const node = select({ id }, options.map(option => make("option", { value: option.dataset.id }, `${option.dataset.letter}. ${plain(option)}`)));
      place.append(label, node);
      return valued(place.dataset.id, node, place);
    }));
  }

  function categorise(item) {
    const groups = $$(".q-groups > li", item.body);
    $(".q-groups", item.body).hidden = true;
    return fields($$(".q-cards > li", item.body).map(card => {
      const name = card.dataset.id, title = make("div", { id: `${item.id}--${name}`, class: "q-title" });
      title.append(...card.childNodes);
      const box = make("div", { role: "radiogroup", "aria-labelledby": title.id, class: "q-row" });
      const inputs = groups.map(entry => pick(item, box.appendChild(make("span")), "radio", name, entry.dataset.id, copy(entry)));
      card.append(title, box);
      return radios(name, inputs, title);
    }));
  }

  function matrix(item) {
    const heads = $$("thead th", item.body);
    return fields($$("tbody tr", item.body).map(row => {
      const name = row.dataset.id, title = $("th", row);
      title.id = `${item.id}--${name}`;
      const inputs = $$("td", row).map((cell, n) => {
        cell.textContent = "";
        const input = pick(item, cell, "radio", name, cell.dataset.id, copy(heads[n]));
        input.nextSibling.id = input.id + "--label";
        input.setAttribute("aria-labelledby", `${title.id} ${input.nextSibling.id}`);
        return input;
      });
      return radios(name, inputs, title);
    }));
  }

  function text(given) {
    return make("input", { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: 200, ...given });
  }

  function numeric(item) {
    const place = $(".q-number", item.body), id = item.id + "--number", unit = $(".q-unit", place);
    if (unit) unit.id = id + "--unit";
    const node = text({ id, inputmode: "decimal", "aria-describedby": item.id + "--how" + (unit ? ` ${unit.id}` : "") });
    $(".q-blank", place).replaceWith(make("label", { for: id }, words.your_answer), " ", node);
    return {
      read: () => node.value.trim() || null, write(answer) { node.value = typeof answer === "string" ? answer : ""; }, at: () => place, first: () => node,
      fault: answer => (scoring.numbers(answer).length ? "" : words.one_number),
    };
  }

  function cloze(item, control) {
    return fields($$(".q-gap", item.body).map((gap, n) => {
      const node = control(gap.dataset.gap, say(words.gap, { n: n + 1 }));
      gap.replaceChildren(node);
      return valued(gap.dataset.gap, node, gap);
    }));
  }

  function clozeSelect(item) {
    const list = $(".q-options", item.body);
    list.hidden = true;
    return cloze(item, (gap, label) => {
      const choices = $$("[data-id]", [...list.children].find(place => place.dataset.gap === gap));
      return select({ "aria-label": label }, choices.map(choice => make("option", { value: choice.dataset.id }, plain(choice))));
    });
  }

  /* Order. The neighbour is moved past the entry, never the entry itself: what has the focus or the pointer stays in the page. */
  function order(item) {
    const list = $(".q-order", item.body), entries = [...list.children], start = entries.map(entry => entry.dataset.id);
    const live = make("p", { role: "status", class: "hidden" });
    const name = new Map(entries.map(entry => [entry, plain(entry)]));
    let touched = false, held = null;
    const at = entry => [...list.children].indexOf(entry);
    const here = entry => ({ what: name.get(entry), n: at(entry) + 1, m: entries.length });

    function bounds() {
      [...list.children].forEach((entry, n) => {
        const [up, down] = $$(".q-step", entry);
        up.setAttribute("aria-disabled", n === 0);
        down.setAttribute("aria-disabled", n === entries.length - 1);
      });
    }
    function step(entry, by) {
      const other = by < 0 ? entry.previousElementSibling : entry.nextElementSibling;
      if (!other) return false;
      if (by < 0) entry.after(other); else entry.before(other);
      touched = true;
      bounds();
      return true;
    }
    function move(entry, by) {
      if (step(entry, by)) item.changed();
      live.textContent = say(words.moved, here(entry));
    }
    function sort(ids) {
      ids.forEach(id => list.append(entries.find(entry => entry.dataset.id === id)));
      bounds();
    }
    function hold(entry, on, told) {
      held = on ? { entry, from: at(entry) } : null;
      $(".q-grip", entry).setAttribute("aria-pressed", on);
      entry.classList.toggle("q-held", on);
      live.textContent = told;
    }
    function keys(entry, event) {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key], grip = event.target.closest(".q-grip");
      if (by && (event.altKey || (grip && held))) move(entry, by);
      else if (event.key === "Escape" && held) {
        while (at(entry) !== held.from) step(entry, held.from - at(entry));
        item.changed();
        hold(entry, false, say(words.moved, here(entry)));
      } else return;
      event.preventDefault();
    }
    /* Dragging: an entry passes a neighbour when the pointer has passed the neighbour's middle. */
    function drag(entry, event) {
      if (event.button) return;
      let moved = false;
      const follow = now => {
        const over = other => { const box = other.getBoundingClientRect(); return box.top + box.height / 2; };
        for (const [by, near] of [[-1, "previousElementSibling"], [1, "nextElementSibling"]]) {
          while (entry[near] && (now.clientY - over(entry[near])) * by > 0) { step(entry, by); moved = true; }
        }
        entry.classList.add("q-held");
      };
      const end = () => {
        ["pointermove", "pointerup", "pointercancel"].forEach(type => doc.removeEventListener(type, type === "pointermove" ? follow : end));
        entry.classList.remove("q-held");
        if (!moved) return;
        entry.dataset.dragged = "yes"; // the click that follows does not take the entry up
        setTimeout(() => delete entry.dataset.dragged);
        item.changed();
        live.textContent = say(words.moved, here(entry));
      };
      doc.addEventListener("pointermove", follow);
      doc.addEventListener("pointerup", end);
      doc.addEventListener("pointercancel", end);
    }
    entries.forEach(entry => {
      const label = make("span", { class: "q-title" }), what = { what: name.get(entry) };
      label.append(...entry.childNodes);
      const grip = button("q-grip", "", () => {
        if (entry.dataset.dragged) return;
        const on = !(held && held.entry === entry);
        if (held) hold(held.entry, false, "");
        hold(entry, on, on ? words.taken : say(words.put, here(entry)));
      });
      grip.setAttribute("aria-label", say(words.grip, what));
      grip.setAttribute("aria-pressed", false);
      grip.addEventListener("pointerdown", event => drag(entry, event));
      grip.addEventListener("blur", () => { if (held && held.entry === entry) hold(entry, false, ""); });
      entry.append(grip, label, ...[[-1, words.up, "q-up"], [1, words.down, "q-down"]].map(([by, label, look]) => {
        const made = button("q-step " + look, "", () => move(entry, by));
        made.setAttribute("aria-label", say(label, what));
        return made;
      }));
      entry.addEventListener("keydown", event => keys(entry, event));
    });
    list.before(make("p", { class: "q-how" }, words.keys), live);
    bounds();
    return {
      read: () => (touched ? [...list.children].map(entry => entry.dataset.id) : null),
      settle() { touched = true; },
      write(answer) {
        touched = Array.isArray(answer) && answer.length === start.length && start.every(id => answer.includes(id));
        sort(touched ? answer : start);
      },
      at: id => $(".q-title", child(list, id)),
      first: () => $(".q-grip", list),
    };
  }

  /* Scenario: one scene after another; the way so far stays in sight. */
  function scenario(item) {
    const scenes = $(".q-scenes", item.body), path = make("ol", { class: "q-path" });
    let taken = [];
    scenes.hidden = true;
    scenes.after(path);

    function decisions(scene) {
      return make("ul", { class: "q-decide" }, ...$$(".q-decisions > li", scene).map(way =>
        make("li", null, button("button", plain($(".q-way", way)), () => { taken = [...taken, way.dataset.id]; go(); }))));
    }
    function place(scene, n, step) {
      const head = make("h4", null, say(words.scene, { n })), box = make("li", { tabindex: "-1" }, head, ...copy($(".q-scene", scene)));
      if (!step) { box.append(decisions(scene)); return box; }
      const way = child($(".q-decisions", scene), step.id);
      box.append(make("p", { class: "q-decided" }, make("b", null, words.decided), " ", plain($(".q-way", way))));
      box.append(make("div", { class: "q-follows", tabindex: "-1" }, ...copy(item.said(`${step.scene}:${step.id}`))));
      return box;
    }
    function draw() {
      const { steps, at } = scoring.walk(item.data, taken);
      taken = steps.map(step => step.id);
      path.replaceChildren(...steps.map((step, n) => place(child(scenes, step.scene), n + 1, step)));
      if (at !== null) path.append(place(child(scenes, at), steps.length + 1, null));
      else path.append(make("li", { class: "q-end" }, make("h4", null, words.debrief), ...copy($(".q-debrief", item.node))));
      if (steps.length) {
        path.lastChild.append(make("p", null, button("button", words.restart, () => { taken = []; go(); })));
      }
      return at === null;
    }
    function go() {
      const ended = draw(), follows = $$(".q-follows", path).pop();
      item.changed();
      if (ended && mode() === "each") item.check();
      (follows || path.firstChild).focus();
    }
    draw();
    return {
      read: () => (taken.length ? taken : null), at: () => null, first: () => path.lastChild,
      write(answer) { taken = Array.isArray(answer) ? answer : []; draw(); },
      fault: answer => (scoring.walk(item.data, answer).at === null ? "" : words.unfinished),
    };
  }

  function rubric(item) {
    const fault = answer => (scoring.score(item.data, answer).share < 1 ? words.judge_all : "");
    return Object.assign(fields($$(".q-criteria > li", item.body).map(place => {
      const name = place.dataset.id, title = $(".q-what", place), list = $(".q-levels", place);
      title.id = `${item.id}--${name}`;
      const inputs = [...list.children].map(level => pick(item, level, "radio", name, level.dataset.id));
      group("radiogroup", { "aria-labelledby": title.id }, list);
      return radios(name, inputs, title);
    })), { fault });
  }

  const kinds = {
    single: item => choices(item, "radio"), "true-false": item => choices(item, "radio"), multiple: item => choices(item, "checkbox"),
    order, match, categorise, numeric, "cloze-select": clozeSelect, matrix, scenario, rubric,
    "cloze-type": item => cloze(item, (gap, label) => text({ "aria-label": label })),
  };

  /* ---------- one question ---------- */

  function Item(node, n) {
    const head = $("h3", node), answer = $(".answer", node);
    const item = { node, n, id: node.id, key: node.dataset.key, body: $(".q-body", node), data: JSON.parse($(".item-data", node).textContent) };
    item.asked = { "aria-labelledby": `${item.id}--ask`, "aria-describedby": `${item.id}--how` };
    item.said = name => $$("[data-said]", node).find(place => place.dataset.said === name);
    item.self = item.data.type === "rubric"; // counts as done, not as right or wrong
    const kind = kinds[item.data.type](item);
    const check = button("button q-check", words.check, () => item.check());
    const again = button("button q-again", words.again, () => { item.clear(); kind.first().focus(); });
    const status = make("div", { role: "status", class: "q-result" });
    $(".q-hint, .answer", node).before(make("div", { class: "q-tools" }, check, again), status);
    head.tabIndex = -1;

    item.record = () => {
      const record = state.get("quiz", item.key);
      return record && record.of === item.data.of ? record : null;
    };
    item.best = () => kit.best(item.record());
    item.tried = () => item.best() !== null;
    item.full = () => item.best() === item.data.points;
    item.answered = () => kind.read() !== null;

    function keep(given, points) {
      const before = item.record(), tried = before ? [before.best, { answer: before.answer, score: before.score }] : [];
      const best = tried.filter(one => one && Number.isFinite(one.score)).sort((a, b) => b.score - a.score)[0];
      const fields = { answer: given, score: points, of: item.data.of };
      if (best && (points === null || best.score > points)) fields.best = { answer: best.answer, score: best.score };
      if (given !== null || fields.best) state.set("quiz", item.key, fields); else state.remove("quiz", item.key);
    }

    function unmark() {
      $$(".q-mark", node).forEach(mark => mark.remove());
      status.replaceChildren();
      check.textContent = words.check;
    }
    function buttons() {
      const story = item.data.type === "scenario", record = item.record();
      answer.hidden = !item.tried();
      again.hidden = !item.answered() || story;
      check.hidden = mode() === "end" || (story && (kind.fault(kind.read()) !== "" || Number.isFinite(record && record.score)));
    }

    function verdict(result, points) {
      if (item.self) return [words.done, " ", say(words.sum, { score: score(result.sum, result.most) })];
      const said = result.share === 1 ? words.right : result.share > 0 ? words.partly : words.wrong;
      return item.data.type === "scenario" ? [score(points, item.data.points) + "."] : [said, " ", score(points, item.data.points) + "."];
    }
    const outcome = part => (part.early ? words.part_early : part.right ? words.part_right : words.part_wrong);
    function mark(part) {
      const right = part.right, said = right === null ? words.part_none : outcome(part);
      return make("span", { class: "q-mark " + (right ? "q-yes" : "q-no") }, make("span", { "aria-hidden": "true" }, right ? "✓ " : right === null ? "– " : "✗ "), said);
    }
    function remark(part, alone) {
      const said = part.said.map(item.said).filter(Boolean), answered = typeof part.right === "boolean";
      if (!said.length && (alone || !answered)) return null;
      const label = $(`[data-part="${part.id}"] .q-what`, node), line = make("li");
      const verdict = answered ? outcome(part) : words.part_left;
      if (!alone && label) line.append(make("p", null, make("b", null, verdict + ": "), plain(label)));
      said.forEach(place => line.append(...copy(place)));
      return line;
    }
    function show(given, points, record) {
      const result = scoring.score(item.data, given), best = kit.best(record);
      const alone = result.parts.filter(part => part.right !== undefined).length < 2;
      unmark();
      status.append(make("p", { class: "q-verdict" }, ...verdict(result, points)));
      if (result.read !== undefined) status.append(make("p", null, say(words.read_as, { n: result.read.toLocaleString(doc.documentElement.lang, { maximumFractionDigits: 12, numberingSystem: "latn" }) })));
      if (best !== null && best > points) status.append(make("p", null, say(words.best, { score: score(best, item.data.points) })));
      const remarks = result.parts.map(part => remark(part, alone && part.right !== undefined)).filter(Boolean);
      if (remarks.length) status.append(make("ul", null, ...remarks));
      result.parts.filter(part => part.right !== undefined).forEach(part => { const place = kind.at(part.id); if (place) place.append(" ", mark(part)); });
      check.textContent = words.check_again;
    }

    item.check = () => {
      if (kind.settle) kind.settle();
      return item.judge(true);
    };
    /* Scores the answer as it stands; without one it says so when asked to. */
    item.judge = asked => {
      const given = kind.read(), fault = given === null ? words.answer_first : kind.fault ? kind.fault(given) : "";
      if (fault) {
        if (asked || given !== null) { unmark(); status.append(make("p", { class: "q-fault" }, fault)); }
        return false;
      }
      const points = Math.round(scoring.score(item.data, given).share * item.data.points * 1e4) / 1e4;
      keep(given, points);
      show(given, points, item.record());
      buttons();
      results();
      return true;
    };
    item.changed = () => {
      keep(kind.read(), null);
      unmark();
      buttons();
      results();
    };
    item.clear = () => { kind.write(null); item.changed(); };
    /* Shows what was kept, here or by another tab. */
    item.load = () => {
      const record = item.record();
      kind.write(record && record.answer);
      unmark();
      if (record && record.answer !== null && Number.isFinite(record.score)) show(record.answer, record.score, record);
      buttons();
    };
    item.modes = buttons;
    item.go = () => head.focus();

    node.addEventListener("input", item.changed);
    node.addEventListener("keydown", event => {
      if (event.key === "Enter" && event.target.matches("input[type=text]") && mode() === "each") item.check();
    });
    const hints = $$(".q-hint", node);
    hints.forEach((hint, place) => {
      hint.hidden = place > 0;
      hint.addEventListener("toggle", () => { if (hint.open && hints[place + 1]) hints[place + 1].hidden = false; });
    });
    node.classList.add("q-live");
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
