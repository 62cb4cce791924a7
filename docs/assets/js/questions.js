/* Questions come alive. The page already holds every text, answer and remark as HTML (see _items.j2); this script turns
   the printed answers into controls and shows what score.js says. quiz.js makes them questions for practice, test.js a test.

   portalQuestions(texts) gives {question, pick}. question(node, n) is
     node, n, id, key, data     the element, its number, its id, the key its answer is kept under, what it is scored by
     self                       it counts as done, not as right or wrong
     status                     where the result is shown; it stands nowhere yet
     read()  write(answer)      the answer, null when there is none; shows an answer, null clears
     first()                    the control to go to
     settle()                   the answer as it stands is meant
     fault(answer)              why an answer cannot be scored, "" when it can
     points(answer)             what it is worth
     show(answer, points, best) marks and remarks;  unmark() takes them away
     changed()  ended()         to be replaced: the answer has changed; the story has come to its end

   Each kind builds its controls in `item.body` and gives read, write, first, at(part), which is where the mark of a part stands,
   and, where needed, settle and fault. */
(function () {
  "use strict";
  const scoring = window.portalScore, kit = window.portalKit;
  if (!scoring || !kit) return;
  const { $, $$, make, button, say } = kit;
  const doc = document;
  let words = {};
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
      if (ended) item.ended();
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

  function question(node, n) {
    const item = { node, n, id: node.id, key: node.dataset.key, body: $(".q-body", node), data: JSON.parse($(".item-data", node).textContent) };
    item.asked = { "aria-labelledby": `${item.id}--ask`, "aria-describedby": `${item.id}--how` };
    item.said = name => $$("[data-said]", node).find(place => place.dataset.said === name);
    item.self = item.data.type === "rubric";
    item.status = make("div", { role: "status", class: "q-result" });
    item.changed = item.ended = () => {};
    const kind = kinds[item.data.type](item);
    Object.assign(item, { read: kind.read, write: kind.write, first: kind.first, settle: kind.settle || (() => {}) });
    item.answered = () => kind.read() !== null;
    item.fault = given => (given === null ? words.answer_first : kind.fault ? kind.fault(given) : "");
    item.points = given => Math.round(scoring.score(item.data, given).share * item.data.points * 1e4) / 1e4;

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
    item.unmark = () => {
      $$(".q-mark", node).forEach(mark => mark.remove());
      item.status.replaceChildren();
    };
    item.show = (given, points, best) => {
      const result = scoring.score(item.data, given), status = item.status;
      const alone = result.parts.filter(part => part.right !== undefined).length < 2;
      item.unmark();
      status.append(make("p", { class: "q-verdict" }, ...verdict(result, points)));
      if (result.read !== undefined) status.append(make("p", null, say(words.read_as, { n: result.read.toLocaleString(doc.documentElement.lang, { maximumFractionDigits: 12, numberingSystem: "latn" }) })));
      if (best > points) status.append(make("p", null, say(words.best, { score: score(best, item.data.points) })));
      const remarks = result.parts.map(part => remark(part, alone && part.right !== undefined)).filter(Boolean);
      if (remarks.length) status.append(make("ul", null, ...remarks));
      result.parts.filter(part => part.right !== undefined).forEach(part => { const place = kind.at(part.id); if (place) place.append(" ", mark(part)); });
    };
    $("h3", node).tabIndex = -1;
    item.go = () => $("h3", node).focus();
    node.addEventListener("input", () => item.changed());
    node.classList.add("q-live");
    return item;
  }

  window.portalQuestions = texts => { words = texts; return { question, pick }; };
})();
