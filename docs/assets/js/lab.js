/* Exercises: fields that change the result at once, and code that runs in the reader's browser (lab-python.js).

   Without this script the page shows numbers, results, tasks, hints and solutions. A run starts afresh: the setup, inputs
   and demo cells, then the reader's cell, then its check. */
(function () {
  "use strict";
  const { make, say, $, $$, button: plainButton } = window.portalKit, state = window.portalState;
  const data = window.portalKit.data("lab-data"), words = data.texts, python = window.portalPython(data);
  const button = (label, act, more) => plainButton(`button ${more || ""}`, label, act);
  const source = id => $(`[data-source="${id}"]`);
  const note = (text, kind) => make("p", { class: `lab-note ${kind || ""}` }, text);
  const loading = () => (python.ready ? words.running : say(words.loading, { size: data.sizes[python.kind] }));
  const editors = {};

  const status = document.body.appendChild(make("p", { role: "status", class: "hidden" }));
  let spoken;
  function announce(text) { // a text that is the same as before is read only after a change
    clearTimeout(spoken);
    status.textContent = "";
    spoken = setTimeout(() => { status.textContent = text; }, 60);
  }

  /* ---------- numbers and fields ---------- */

  const marksOf = text => [...text].filter(sign => !/\d/.test(sign));
  /* A number as people write it, NaN when it is none, null when it can be read in two ways: the rules of clusterlab. */
  function numberIn(text, marks) {
    let times = 1;
    let body = text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g, digit => (digit.charCodeAt(0) + (/[\u0660-\u06f9]/.test(digit) ? 0 : -6)) % 16)
      .replace(/\p{Sc}/gu, "").replace(/\u2212/g, "-").replace(/\u066b/g, ".").replace(/\u066c/g, ",").replace(/[\s'\u2019]/g, " ").trim();
    body = body.replace(/\s*(lakh|crore)s?$/i, (all, word) => { times = /^l/i.test(word) ? 1e5 : 1e7; return ""; }).replace(/\s*%$/, "");
    const sign = body[0] === "-" ? -1 : 1;
    body = body.replace(/^[-+]\s*/, "");
    if (!/^[\d., ]*\d[\d., ]*$/.test(body)) return NaN;
    const signs = marksOf(body), last = signs[signs.length - 1], given = marksOf(marks || "").pop();
    const twoWays = /^[1-9]\d{0,2}[.,]\d{3}$/.test(body);
    if (twoWays && !given) return null;
    const decimal = last && last !== " " && signs.indexOf(last) === signs.length - 1 && (!twoWays || given === last);
    const at = decimal ? body.lastIndexOf(last) : body.length, whole = body.slice(0, at), rest = body.slice(at + 1);
    const grouped = /^\d{1,3}([., ])\d{3}(\1\d{3})*$/.test(whole) || /^\d{1,3}([., ])(\d\d\1)*\d{3}$/.test(whole);
    if (/\D/.test(rest) || (/\D/.test(whole) && !grouped)) return NaN;
    return sign * times * Number(`${whole.replace(/\D/g, "") || 0}.${rest || 0}`);
  }

  const fields = data.inputs.map(field);
  const typed = () => Object.fromEntries(fields.map(one => [one.name, one.input.value]));
  const marksField = fields.find(one => one.name === "marks");

  function field(given, index) {
    const id = `lab-field-${index}`, long = given.kind === "lines", first = String(given.value);
    const rows = long && Math.min(12, first.split("\n").length + 1);
    const input = make(long ? "textarea" : "input", { id, rows, autocomplete: "off", spellcheck: "false", inputmode: given.kind === "number" && "decimal" });
    const fault = make("p", { class: "lab-fault", id: `${id}-fault`, hidden: true });
    const node = make("div", { class: `lab-field lab-field-${given.kind}` }, make("label", { for: id }, given.label), input,
      make("span", { id: `${id}-unit`, class: "lab-unit" }, given.unit), fault, long ? make("p", { class: "hint" }, words.pairs) : "");
    input.value = first;
    const read = () => numberIn(input.value, marksField && marksField.input.value);
    return {
      ...given, input, node, first,
      check() {
        const value = given.kind === "number" ? read() : 0, wrong = value === null ? words.two_ways : Number.isNaN(value) ? words.field : "";
        fault.textContent = wrong;
        fault.hidden = !wrong;
        input.setAttribute("aria-invalid", String(!!wrong));
        input.setAttribute("aria-describedby", `${id}-unit ${id}-fault`);
        return !wrong;
      },
      line: () => `${given.name} = ${given.kind === "number" ? read() : long ? `"""${input.value.replace(/[\\"]/g, "\\$&")}"""` : JSON.stringify(input.value)}  # ${given.unit ? given.unit + " " : ""}| ${given.label}`,
    };
  }
  /* The inputs cell as the fields have it; null when one is wrong, which then gets the focus, unless the reader is typing. */
  function inputsCell(typing) {
    const wrong = fields.filter(one => !one.check());
    if (!wrong.length) return fields.map(one => one.line()).join("\n");
    if (!typing) wrong[0].input.focus();
    announce(words.fields);
    return null;
  }
  function firstCells(loud, typing) {
    const inputs = inputsCell(typing);
    return inputs && data.first.map(({ id, tag }) => ({
      id, quiet: !loud || tag !== "demo", code: tag === "inputs" ? inputs : editors[id] ? editors[id].value : source(id).textContent,
    }));
  }

  /* ---------- what a run shows ---------- */

  function table({ caption, head, rows, right }) {
    const cell = (text, n, scope) => make(scope ? "th" : "td", { scope, class: right[n] && "number" }, text);
    const body = rows.map(row => make("tr", {}, ...row.map((text, n) => cell(text, n, n ? null : "row"))));
    const heads = make("thead", {}, make("tr", {}, ...head.map((text, n) => cell(text, n, "col"))));
    const made = make("table", { class: "lab-table" }, caption ? make("caption", {}, caption) : "", head.length ? heads : "", make("tbody", {}, ...body));
    return make("div", { class: "scroll", tabindex: "0" }, made);
  }
  function put(into, message) {
    const last = into.lastElementChild;
    if (message.t === "text" && last && last.className === "lab-text") last.append(message.text);
    else if (message.t === "text") into.append(make("pre", { class: "lab-text" }, message.text));
    else if (message.t === "table") into.append(table(message));
    else if (message.t === "drawing") into.append(make("img", { class: "lab-drawing", alt: message.text, src: "data:image/svg+xml," + encodeURIComponent(message.svg) }));
    else if (message.t === "cut") into.append(note(words.cut));
  }

  /* The most frequent slips, in plain words. */
  function explain({ kind, text }, code, at) {
    const named = { IndentationError: "e_indent", TabError: "e_indent", ZeroDivisionError: "e_zero", IndexError: "e_index", AttributeError: "e_attribute",
      ImportError: "e_import", ModuleNotFoundError: "e_import", MemoryError: "e_memory", RecursionError: "e_depth" }[kind];
    if (named) return words[named];
    if (/^(NameError|UnboundLocalError)$/.test(kind)) return say(words.e_name, { name: (/'(\w+)'/.exec(text) || [text, text])[1] });
    if (kind === "SyntaxError") return explainSyntax(code, at, text);
    if (kind === "TypeError") return /None/.test(text) ? words.e_none : /str/.test(text) && /int|float/.test(text) ? words.e_mixed : words.e_type;
    if (kind === "KeyError") return say(words.e_key, { text });
    if (/recursion/.test(text)) return words.e_depth;
    return say(words.e_other, { text: /^(Value|Assertion)Error$/.test(kind) ? text : `${kind}: ${text}` });
  }
  function explainSyntax(code, at, text) {
    const rows = code.replace(/#.*$/gm, "").split("\n"), row = rows[at - 1] || "", line = row.trim(), above = rows.slice(0, at).join("\n");
    const count = (pattern, within) => (within.match(pattern) || []).length, indent = one => one.search(/\S|$/);
    const before = rows.slice(0, at - 1).filter(one => one.trim()).pop() || "";
    if (/indent/.test(text) || (/:\s*$/.test(before) && indent(row) <= indent(before))) return words.e_indent;
    if (count(/"/g, line) % 2 || count(/'/g, line) % 2) return words.e_quote;
    if (/^(if|elif|while)\b[^=!<>]*[^=!<>:]=[^=]/.test(line)) return words.e_equals;
    if (count(/[([{]/g, above) !== count(/[)\]}]/g, above)) return words.e_bracket;
    return /^(if|elif|else|for|while|def|try|except|class|with)\b/.test(line) && !line.endsWith(":") ? words.e_colon : words.e_syntax;
  }
  /* An error in the check, in the cells before, or in the reader's own cell: then at its line. */
  function failure(error, own, check) {
    if (error.id === check) {
      const name = error.kind === "NameError" && /'(\w+)'/.exec(error.text);
      const text = error.kind === "AssertionError" ? error.text : name ? say(words.lacks, { name: name[1] }) : `${error.kind}: ${error.text}`;
      return make("p", { class: "lab-note lab-fail" }, make("b", {}, words.not_yet), " " + text);
    }
    const mine = editors[own];
    if (!mine || !error.lines[own]) return note(say(words.broken, error), "lab-fail");
    const at = Math.min(error.lines[own], mine.value.split("\n").length), line = mine.mark(at);
    return make("div", { class: "lab-note lab-fail" },
      make("p", {}, make("b", {}, say(words.line, { n: at })), " " + explain(error, mine.value, at)),
      make("pre", { class: "lab-line", dir: "ltr" }, line), button(say(words.go, { n: at }), () => mine.go(at)),
      make("details", {}, make("summary", {}, words.own_words), make("pre", { dir: "ltr" }, `${error.kind}: ${error.text}`)));
  }

  /* ---------- editor ---------- */

  function editor(id, act) {
    const start = source(id).textContent;
    const gutter = make("div", { class: "lab-gutter", "aria-hidden": "true" });
    const area = make("textarea", { class: "lab-area", spellcheck: "false", autocapitalize: "off", autocomplete: "off", wrap: "off", "aria-label": words.code, "aria-describedby": "lab-keys" });
    const me = editors[id] = { id, area, start, wrong: 0, get value() { return area.value; } };
    const shifts = make("div", { class: "lab-tools lab-shift" }, button(words.outdent, () => shift(true)), button(words.indent, () => shift(false)));
    me.nodes = [shifts, make("div", { class: "lab-editor", dir: "ltr" }, gutter, area)];
    me.set = text => { area.value = text; me.mark(0); };
    me.mark = line => {
      const rows = area.value.split("\n");
      area.rows = rows.length + 1;
      gutter.replaceChildren(...rows.map((row, n) => make("span", { class: n + 1 === line && "lab-wrong" }, String(n + 1))));
      return rows[line - 1] || "";
    };
    me.go = line => {
      const rows = area.value.split("\n"), at = rows.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0);
      area.focus();
      area.setSelectionRange(at, at + rows[line - 1].length);
    };
    function type(text) { // as if typed, which keeps the browser's undo; set where it refuses
      area.focus();
      if (!document.execCommand("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input"));
    }
    function shift(back) {
      const text = area.value, { selectionStart: a, selectionEnd: z } = area;
      const from = text.lastIndexOf("\n", a - 1) + 1, next = text.indexOf("\n", Math.max(from, z - 1)), to = next < 0 ? text.length : next;
      const moved = text.slice(from, to).split("\n").map(row => (back ? row.replace(/^ {1,4}/, "") : row && "    " + row)).join("\n");
      area.focus();
      if (moved === text.slice(from, to)) return;
      area.setSelectionRange(from, to);
      type(moved);
      const caret = Math.max(from, a + moved.length - (to - from));
      area.setSelectionRange(a === z ? caret : from, a === z ? caret : from + moved.length);
    }
    area.addEventListener("keydown", event => {
      const control = event.ctrlKey || event.metaKey;
      if (event.key === "Enter" && control) act();
      else if (control && /^[\][]$/.test(event.key)) shift(event.key === "[");
      else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        const row = area.value.slice(0, area.selectionStart).split("\n").pop();
        type("\n" + /^ */.exec(row)[0] + (/:\s*$/.test(row) ? "    " : ""));
      } else return;
      event.preventDefault();
    });
    area.addEventListener("input", () => { me.mark(0); remember(id, area.value); });
    me.set(start);
    return me;
  }
  /* Gives the code of the start back; a second press brings the reader's own back. */
  function startOver(mine) {
    let kept = null;
    const back = button(words.again, () => {
      const own = mine.value;
      mine.set(kept === null ? mine.start : kept);
      kept = kept === null ? own : null;
      back.textContent = kept === null ? words.again : words.back;
      remember(mine.id, mine.value);
      announce(back.textContent);
    });
    mine.area.addEventListener("input", () => { kept = null; back.textContent = words.again; });
    return back;
  }
  /* A stop button that comes when a run lasts; its focus goes back to what started the run. */
  function stopper(origin, shown) {
    const stop = button(words.stop, () => python.stop(words.stopped), "lab-stop");
    let timer;
    stop.hidden = true;
    stop.during = async work => {
      shown().forEach(one => one.setAttribute("aria-busy", "true"));
      timer = setTimeout(() => { stop.hidden = false; }, 250);
      const result = await work;
      clearTimeout(timer);
      shown().forEach(one => one.setAttribute("aria-busy", "false"));
      if (document.activeElement === stop) origin.focus();
      stop.hidden = true;
      if (again) setTimeout(() => { if (again && !python.busy) runDemo(true); });
      return result;
    };
    return stop;
  }

  /* ---------- fields with their result ---------- */

  const demos = $$("[data-demo]").map(node => ({ id: node.dataset.demo, node, result: $(".lab-result", node) }));
  const headline = make("p", { class: "lab-headline" }), runs = button(words.run, () => start(), "lab-run"), stops = stopper(runs, () => demos.map(demo => demo.result)), box = $(".lab-fields");
  let live = false, again = false, changing;

  function start() { live = true; return runDemo(false); }
  async function runDemo(typing) {
    again = python.busy;
    const cells = !again && firstCells(true, typing);
    if (!cells) return;
    const parts = Object.fromEntries(demos.map(demo => [demo.id, make("div")]));
    let into = null;
    if (!python.ready) headline.textContent = loading();
    const { note: text, error } = await stops.during(python.run(cells, message => {
      if (message.t === "cell") into = parts[message.id] || into;
      else if (into) put(into, message);
    }));
    const changed = error && editors[error.id] && editors[error.id].value !== editors[error.id].start;
    const problem = text ? note(text, "lab-fail") : error ? failure(error, changed ? error.id : "") : null;
    for (const demo of demos) demo.result.replaceChildren(...parts[demo.id].childNodes);
    if (problem) demos[0].result.prepend(problem);
    window.portalPage.marks(); // tables to take along
    /* The first lines of the result stay in view below the fields, and are read aloud. */
    const first = problem || $(".lab-text", demos[0].result);
    headline.textContent = first ? first.textContent.split("\n").slice(0, 2).join(" ") : words.ran;
    headline.classList.toggle("lab-fail", !!problem);
    announce(headline.textContent);
  }
  function showInputs() {
    if (fields.every(one => one.check())) source(data.first.find(one => one.tag === "inputs").id).textContent = inputsCell(true);
  }
  box.replaceChildren(make("div", { class: "lab-list" }, ...fields.map(one => one.node)), make("div", { class: "lab-bar" }, runs, stops, headline));
  box.addEventListener("input", () => {
    clearTimeout(changing);
    changing = setTimeout(() => {
      showInputs();
      remember("inputs", typed());
      if (live) runDemo(true);
    }, 400);
  });
  box.addEventListener("focusin", event => { // Python comes while the first number is typed
    if (live || !/INPUT|TEXTAREA/.test(event.target.nodeName)) return;
    live = true;
    python.begin().catch(failed => { headline.textContent = failed.message; });
  });
  for (const demo of demos) {
    const mine = editor(demo.id, start), code = source(demo.id).parentNode;
    code.hidden = true;
    code.after(...mine.nodes, make("div", { class: "lab-tools" }, button(words.run, start), startOver(mine)));
  }

  /* ---------- exercises ---------- */
  const exercises = data.exercises.map(exercise);

  function exercise(given, index) {
    const node = $(`[data-exercise="${given.id}"]`), out = make("div", { class: "lab-out", role: "group", "aria-label": words.output, "aria-busy": "false" });
    const mine = editor(given.id, () => go(false)), old = source(given.id).parentNode;
    const check = button(words.check, () => go(true), "lab-check"), stop = stopper(check, () => [out]);
    const solution = $(".lab-solution", node), wait = make("p", { class: "hint" }, words.solution), hints = $$(".lab-hint", node);
    old.replaceWith(...mine.nodes, make("div", { class: "lab-tools" }, button(words.run, () => go(false)), check, stop, startOver(mine)), out);
    solution.hidden = true;
    solution.before(wait);
    hints.forEach((hint, n) => {
      hint.hidden = n > 0;
      hint.addEventListener("toggle", () => { if (hint.open && hints[n + 1]) hints[n + 1].hidden = false; });
    });

    async function go(checked, quietly) {
      const needs = given.full && python.kind !== "full", before = !needs && !python.busy && firstCells(false);
      if (needs) out.replaceChildren(note(say(words.needs, { text: given.full })), !data.full ? note(words.no_full) : button(say(words.full, { size: data.sizes.full }), useFull));
      if (!before) { if (needs || python.busy) announce(needs ? out.textContent : words.busy); return false; }
      const cells = [...before, { id: given.id, code: mine.value }], waiting = note(loading());
      if (checked) cells.push({ id: given.check, code: source(given.check).textContent, quiet: true });
      out.replaceChildren(waiting);
      mine.mark(0);
      const result = await stop.during(python.run(cells, message => { if (message.t !== "cell") { waiting.remove(); put(out, message); } }));
      waiting.remove();
      wait.remove();
      solution.hidden = false;
      finish(result, checked);
      if (!quietly) announce(out.lastElementChild.textContent.slice(-300));
      return result.ok;
    }
    function finish({ ok, error, note: text }, checked) {
      const next = data.exercises[index + 1];
      if (text) out.append(note(text, "lab-fail"));
      if (error) out.append(failure(error, given.id, given.check));
      if (ok && checked) out.append(make("p", { class: "lab-note lab-pass" }, make("b", {}, words.right), " ", next ? make("a", { href: "#" + next.id }, words.next) : ""));
      if (!out.lastElementChild) out.append(note(words.ran));
      if (checked) node.classList.toggle("lab-solved", ok);
    }
    const reset = () => { mine.set(mine.start); out.replaceChildren(); node.classList.remove("lab-solved"); };
    return { node, go, reset };
  }

  /* ---------- tools of the page ---------- */

  const said = make("p", { class: "lab-said" }), tell = text => { said.textContent = text; announce(text); };
  const meter = make("progress", { max: "1", value: "0", "aria-label": words.full_why }), share = make("span", { class: "lab-share" });
  let wanted = true;
  const cancel = button(words.cancel, () => { wanted = false; }), bar = make("div", { class: "lab-loading", hidden: true }, meter, share, cancel);
  const which = button("", useFull);
  const named = () => { which.textContent = python.kind === "full" ? words.quick : say(words.full, { size: data.sizes.full }); };
  async function all() {
    let n = 0;
    await start();
    for (const one of exercises) if (await one.go(true, true)) n += 1;
    tell(say(words.all_done, { n, m: exercises.length }));
  }
  async function useFull() {
    const kind = python.kind === "full" ? "quick" : "full";
    if (!bar.hidden) return;
    wanted = true;
    bar.hidden = false;
    announce(say(words.loading, { size: data.sizes[kind] }));
    try {
      await python.pack(kind, part => {
        meter.value = part;
        share.textContent = say(words.progress, { n: Math.round(100 * part), size: data.sizes[kind] });
        return wanted;
      });
      await python.use(kind);
      tell(kind === "full" ? words.full_now : words.quick_now);
    } catch (failed) { tell(failed.message); }
    named();
    if (document.activeElement === cancel) which.focus();
    bar.hidden = true;
  }
  function fresh() {
    python.stop(words.stopped);
    fields.forEach(one => { one.input.value = one.first; });
    Object.values(editors).forEach(one => one.set(one.start));
    exercises.forEach(one => one.reset());
    drafts().filter(entry => entry.id !== mark).forEach(entry => state.remove("draft", entry.id));
    showInputs();
    if (live) runDemo(true);
    tell(words.fresh);
  }

  /* ---------- drafts, kept only when the reader asks ---------- */

  const mark = data.id + "/keep", drafts = () => state.list("draft").filter(entry => entry.id.startsWith(data.id + "/"));
  const answer = id => (state.get("draft", `${data.id}/${id}`) || {}).answer;
  function remember(id, value) { if (answer("keep")) state.set("draft", `${data.id}/${id}`, { answer: value }); }
  function keep(on) {
    if (!on) drafts().forEach(entry => state.remove("draft", entry.id));
    else {
      state.set("draft", mark, { answer: true });
      remember("inputs", typed());
      Object.values(editors).filter(one => one.value !== one.start).forEach(one => remember(one.id, one.value));
    }
    tell(on ? words.kept : words.forgotten);
  }
  function restore() {
    const values = answer("inputs") || {};
    fields.forEach(one => { if (typeof values[one.name] === "string") one.input.value = values[one.name]; });
    Object.values(editors).forEach(one => { if (typeof answer(one.id) === "string") one.set(answer(one.id)); });
    tell(words.restored);
  }
  const tick = make("input", { type: "checkbox", id: "lab-keep", "aria-describedby": "lab-keep-why", on: { change: () => keep(tick.checked) } });
  tick.checked = !!answer("keep");
  const tools = make("div", { class: "lab-page-tools" },
    make("div", { class: "lab-tools" }, button(words.all, all), button(words.restart, () => { python.stop(words.stopped); tell(words.restarted); }), button(words.reset, fresh)),
    make("div", { class: "lab-tools" }, data.full ? which : "", make("span", { class: "hint" }, data.full ? words.full_why : words.no_full)), bar,
    make("p", { class: "lab-keep" }, tick, make("label", { for: "lab-keep" }, words.keep)), make("p", { class: "hint", id: "lab-keep-why" }, words.keep_why), said);

  named();
  exercises[0].node.previousElementSibling.before(tools);
  document.body.append(make("p", { id: "lab-keys", hidden: true }, words.keys));
  if (tick.checked) restore();
  showInputs();
  if (!python.able) headline.textContent = words.old;
  document.documentElement.classList.add("lab-live");
})();
