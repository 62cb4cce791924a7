/* Exercises: fields that change the result at once, and code that runs in the reader's browser.

   The page works without this script: it shows numbers, results, tasks, hints and solutions. With it, Python runs in a
   worker made from text (lab/quick.js, or lab/full-….js on request), so it runs from a folder too and asks nobody for
   anything. A run starts afresh: the cells before it, the reader's cell, its check. */
(function () {
  "use strict";
  const doc = document, holder = doc.getElementById("lab-data");
  if (!holder) return;
  const data = JSON.parse(holder.textContent), words = data.texts, state = window.portalState;
  const LIMIT = 10000;

  const $ = (selector, at) => (at || doc).querySelector(selector);
  const $$ = (selector, at) => [...(at || doc).querySelectorAll(selector)];
  const say = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (all, key) => (key in values ? values[key] : all));
  function make(name, given, ...inside) {
    const node = doc.createElement(name);
    for (const [key, value] of Object.entries(given || {})) if (value !== false) node.setAttribute(key, value === true ? "" : value);
    node.append(...inside);
    return node;
  }
  function button(label, act, more) {
    const node = make("button", { type: "button", class: "button", ...more }, label);
    node.addEventListener("click", act);
    return node;
  }
  const sourceOf = id => $(`[data-source="${id}"]`).textContent.replace(/\n$/, "");
  const status = doc.body.appendChild(make("p", { role: "status", class: "hidden" }));
  let spoken;
  function announce(text) { // a text that is the same as before is read only after a change
    clearTimeout(spoken);
    status.textContent = "";
    spoken = setTimeout(() => { status.textContent = text; }, 60);
  }

  /* ---------- Python ---------- */

  const able = "DecompressionStream" in window && "WebAssembly" in window && "Worker" in window;
  const arrived = {}, packs = {};
  const python = { kind: "quick", worker: null, starting: null, current: null };

  window.portalLab = (kind, number, count, letters) => {
    arrived[kind + number] = { count, bytes: Uint8Array.from(atob(letters), letter => letter.charCodeAt(0)) };
  };
  function piece(kind, number) {
    return new Promise((resolve, reject) => {
      const script = make("script", { src: data[kind].replace(/\.js$/, number ? `-${number}.js` : ".js") });
      const end = () => {
        const found = arrived[kind + number];
        delete arrived[kind + number];
        script.remove();
        if (found) resolve(found); else reject(new Error(words.missing));
      };
      script.addEventListener("load", end);
      script.addEventListener("error", end);
      doc.head.append(script);
    });
  }
  async function fetchPack(kind, progress) {
    const first = await piece(kind, 0), parts = [first.bytes];
    for (let n = 1; n < first.count; n += 3) {
      if (progress(parts.length / first.count) === false) throw new Error(words.stopped);
      const three = [n, n + 1, n + 2].filter(number => number < first.count);
      parts.push(...(await Promise.all(three.map(number => piece(kind, number)))).map(part => part.bytes));
    }
    progress(1);
    return unpack(new Uint8Array(await new Blob(parts).arrayBuffer()));
  }
  async function unpack(all) {
    const end = all.indexOf(10), files = {};
    let at = end + 1;
    for (const [name, size] of JSON.parse(new TextDecoder().decode(all.subarray(0, end)))) {
      const stream = new Blob([all.subarray(at, at += size)]).stream().pipeThrough(new DecompressionStream("gzip"));
      files[name] = new Uint8Array(await new Response(stream).arrayBuffer());
    }
    return files;
  }
  function pack(kind, progress) {
    if (!packs[kind]) {
      packs[kind] = fetchPack(kind, progress || (() => true));
      packs[kind].catch(() => { delete packs[kind]; });
    }
    return packs[kind];
  }
  /* The worker of the Python in use; made when there is none. */
  function begin() {
    if (!able) return Promise.reject(new Error(words.old));
    if (!python.starting) {
      const mine = python.starting = start(python.kind);
      mine.catch(() => { if (python.starting === mine) drop(); });
    }
    return python.starting;
  }
  async function start(kind) {
    const { "runtime.js": code, ...files } = await pack(kind);
    const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const worker = python.worker = new Worker(address);
    await new Promise((resolve, reject) => {
      worker.onmessage = event => (event.data.t === "ready" ? resolve() : reject(new Error(say(words.crashed, event.data))));
      worker.onerror = event => reject(new Error(say(words.crashed, { text: event.message || "worker" })));
      worker.postMessage({ kind, files });
    });
    URL.revokeObjectURL(address);
    worker.onmessage = event => python.current && python.current(event.data);
    worker.onerror = event => python.current && python.current({ t: "fatal", text: event.message || "" });
    return worker;
  }
  function drop() {
    if (python.worker) python.worker.terminate();
    python.worker = python.starting = null;
  }
  function stop(text) {
    const current = python.current;
    drop();
    if (current) current({ t: "stopped", text });
  }
  /* Runs cells and hands each message to ``show``; gives {ok, error, note}. */
  async function run(cells, show) {
    if (python.current) return { note: words.busy };
    const result = { ok: false };
    let end;
    const over = new Promise(resolve => { end = resolve; });
    python.current = message => {
      if (message.t === "done") result.ok = message.ok;
      else if (message.t === "error") result.error = message;
      else if (message.t === "stopped") result.note = message.text;
      else if (message.t === "fatal") { result.note = say(words.crashed, message); drop(); }
      else show(message);
      if (/done|stopped|fatal/.test(message.t)) end();
    };
    const mine = python.current;
    let timer;
    try {
      const worker = await Promise.race([begin(), over.then(() => null)]);
      if (worker) {
        timer = setTimeout(() => stop(words.limit), LIMIT);
        worker.postMessage({ cells });
        await over;
      }
    } catch (failed) { result.note = failed.message; }
    clearTimeout(timer);
    if (python.current === mine) python.current = null;
    return result;
  }

  /* ---------- numbers and fields ---------- */

  const signsOf = text => [...text].filter(sign => !/\d/.test(sign));
  /* A number as people write it, NaN when it is none, null when it can be read in two ways: the rules of clusterlab. */
  function numberIn(text, marks) {
    let body = text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g, digit => {
      const code = digit.codePointAt(0);
      return code - [0x660, 0x6f0, 0x966, 0x9e6].find(zero => code >= zero && code < zero + 10);
    }).replace(/\p{Sc}/gu, "").replace(/\u2212/g, "-").replace(/\u066b/g, ".").replace(/\u066c/g, ",").replace(/[\s'\u2019]/g, " ").trim();
    let times = 1;
    body = body.replace(/\s*(lakh|crore)s?$/i, (all, word) => { times = /l/i.test(word) ? 1e5 : 1e7; return ""; }).replace(/\s*%$/, "");
    const sign = /^-/.test(body) ? -1 : 1;
    body = body.replace(/^[-+]\s*/, "");
    if (!/^[\d., ]*\d[\d., ]*$/.test(body)) return NaN;
    const signs = signsOf(body), last = signs[signs.length - 1];
    let point = "";
    if (last && last !== " " && signs.filter(other => other === last).length === 1) {
      point = last;
      if (signs.length === 1 && /^[1-9]\d{0,2}[.,]\d{3}$/.test(body)) {
        const given = signsOf(marks || "");
        if (!given.length) return null;
        if (given[given.length - 1] !== last) point = "";
      }
    }
    const at = point ? body.lastIndexOf(point) : body.length, whole = body.slice(0, at), rest = body.slice(at + 1);
    const grouped = /^\d{1,3}([., ])\d{3}(\1\d{3})*$/.test(whole) || /^\d{1,3}([., ])(\d\d\1)*\d{3}$/.test(whole);
    if (/\D/.test(rest) || (/\D/.test(whole) && !grouped)) return NaN;
    return sign * times * Number(`${whole.replace(/\D/g, "") || 0}.${rest || 0}`);
  }

  const fields = data.inputs.map(field);
  const valueOf = name => (fields.find(one => one.name === name) || { input: {} }).input.value;

  function field(given, index) {
    const id = `lab-field-${index}`, long = given.kind === "lines";
    const input = make(long ? "textarea" : "input", {
      id, autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-more`,
      ...(given.kind === "number" ? { inputmode: "decimal" } : {}), ...(long ? { rows: Math.min(12, String(given.value).split("\n").length + 1) } : {}),
    });
    const more = make("span", { id: `${id}-more`, class: "lab-unit" }, given.unit);
    const fault = make("p", { class: "lab-fault", id: `${id}-fault`, hidden: true });
    const node = make("div", { class: `lab-field lab-field-${given.kind}` }, make("label", { for: id }, given.label), input, more, fault);
    if (long) node.append(make("p", { class: "hint" }, words.pairs));
    const one = { ...given, input, node, first: String(given.value) };
    input.value = one.first;
    one.check = () => {
      const read = given.kind === "number" ? numberIn(input.value, valueOf("marks")) : 0;
      const wrong = read === null ? words.two_ways : Number.isNaN(read) ? words.field : "";
      fault.textContent = wrong;
      fault.hidden = !wrong;
      if (wrong) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
      input.setAttribute("aria-describedby", wrong ? `${id}-fault ${id}-more` : `${id}-more`);
      return !wrong;
    };
    one.literal = () => (given.kind === "number" ? String(numberIn(input.value, valueOf("marks"))) : JSON.stringify(input.value));
    return one;
  }
  /* The inputs cell as the fields have it; null, with the focus on the first wrong field, when one is wrong. */
  function inputsCell(quietly) {
    const wrong = fields.filter(one => !one.check());
    if (wrong.length) {
      if (!quietly) wrong[0].input.focus();
      announce(words.fields);
      return null;
    }
    return fields.map(one => `${one.name} = ${one.literal()}  # ${one.unit ? one.unit + " " : ""}| ${one.label}`).join("\n");
  }
  const editors = {};
  function firstCells(loud, quietly) {
    const inputs = inputsCell(quietly);
    if (inputs === null) return null;
    return data.first.map(cell => ({
      id: cell.id, quiet: !loud || cell.tag !== "demo",
      code: cell.tag === "inputs" ? inputs : editors[cell.id] ? editors[cell.id].value : sourceOf(cell.id),
    }));
  }

  /* ---------- what a run shows ---------- */

  function table(given) {
    const cell = (name, text, right, scope) => make(name, { ...(right ? { class: "number" } : {}), ...(scope ? { scope } : {}) }, text);
    const row = texts => make("tr", {}, ...texts.map((text, n) => (n ? cell("td", text, given.right[n]) : cell("th", text, false, "row"))));
    const inside = [make("tbody", {}, ...given.rows.map(row))];
    if (given.head.length) inside.unshift(make("thead", {}, make("tr", {}, ...given.head.map((text, n) => cell("th", text, given.right[n], "col")))));
    if (given.caption) inside.unshift(make("caption", {}, given.caption));
    return make("div", { class: "scroll", tabindex: "0" }, make("table", { class: "lab-table" }, ...inside));
  }
  function put(into, message) {
    const last = into.lastElementChild;
    if (message.t === "text" && last && last.className === "lab-text") last.append(message.text);
    else if (message.t === "text") into.append(make("pre", { class: "lab-text" }, message.text));
    else if (message.t === "table") into.append(table(message));
    else if (message.t === "drawing") into.append(make("img", { class: "lab-drawing", alt: message.text, src: "data:image/svg+xml," + encodeURIComponent(message.svg) }));
    else if (message.t === "cut") into.append(make("p", { class: "lab-note" }, words.cut));
  }
  const note = (text, kind) => make("p", { class: `lab-note ${kind || ""}` }, text);

  /* The most frequent slips, in plain words. */
  function explain(error, source, at) {
    const { kind, text } = error, name = (/name '(\w+)'/.exec(text) || [])[1];
    const mixed = /str/.test(text) && /int|float/.test(text);
    if (/NameError/.test(kind) || (kind === "UnboundLocalError")) return say(words.e_name, { name: name || text });
    if (kind === "IndentationError" || kind === "TabError") return words.e_indent;
    if (kind === "SyntaxError") return explainLine(source, at, text);
    if (kind === "ZeroDivisionError") return words.e_zero;
    if (kind === "TypeError") return mixed ? words.e_mixed : /None/.test(text) ? words.e_none : words.e_type;
    if (kind === "IndexError") return words.e_index;
    if (kind === "KeyError") return say(words.e_key, { text });
    if (kind === "AttributeError") return words.e_attribute;
    if (/Import|ModuleNot/.test(kind)) return words.e_import;
    if (kind === "MemoryError") return words.e_memory;
    if (kind === "RecursionError" || /recursion/.test(text)) return words.e_depth;
    return say(words.e_other, { text: kind === "ValueError" || kind === "AssertionError" ? text : `${kind}: ${text}` });
  }
  function explainLine(source, at, text) {
    const rows = source.replace(/#.*$/gm, "").split("\n"), row = rows[at - 1] || "", code = row.trim(), above = rows.slice(0, at).join("\n");
    const count = (pattern, within) => (within.match(pattern) || []).length, indent = line => /^ */.exec(line)[0].length;
    const before = rows.slice(0, at - 1).filter(line => line.trim()).pop() || "";
    if (/indent/.test(text) || (/:\s*$/.test(before) && indent(row) <= indent(before))) return words.e_indent;
    if (count(/"/g, code) % 2 || count(/'/g, code) % 2) return words.e_quote;
    if (/^(if|elif|while)\b[^=!<>]*[^=!<>:]=[^=]/.test(code)) return words.e_equals;
    if (count(/[([{]/g, above) !== count(/[)\]}]/g, above)) return words.e_bracket;
    if (/^(if|elif|else|for|while|def|try|except|class|with)\b/.test(code) && !code.endsWith(":")) return words.e_colon;
    return words.e_syntax;
  }
  /* An error in the reader's own code, at its line; in the cells before it, or in the check. */
  function failure(error, own, editor) {
    if (error.id.endsWith("-check") && error.id !== own) {
      const name = error.kind === "NameError" && (/name '(\w+)'/.exec(error.text) || [])[1];
      const text = error.kind === "AssertionError" ? error.text : name ? say(words.lacks, { name }) : `${error.kind}: ${error.text}`;
      return make("div", { class: "lab-note lab-fail" }, make("b", {}, words.not_yet), " " + text);
    }
    if (!error.lines[own]) return note(say(words.broken, error), "lab-fail");
    const at = Math.min(error.lines[own], editor.value.split("\n").length), line = editor.mark(at);
    return make("div", { class: "lab-note lab-fail" },
      make("p", {}, make("b", {}, say(words.line, { n: at })), " " + explain(error, editor.value, at)),
      make("pre", { class: "lab-line", dir: "ltr" }, line), button(say(words.go, { n: at }), () => editor.go(at)),
      make("details", {}, make("summary", {}, words.own_words), make("pre", { dir: "ltr" }, `${error.kind}: ${error.text}`)));
  }

  /* ---------- editor ---------- */

  function editor(id, start, label, act) {
    const area = make("textarea", { class: "lab-area", spellcheck: "false", autocapitalize: "off", autocomplete: "off", dir: "ltr", wrap: "off", "aria-label": label, "aria-describedby": "lab-keys" });
    const gutter = make("div", { class: "lab-gutter", "aria-hidden": "true" });
    const node = make("div", { class: "lab-editor", dir: "ltr" }, gutter, area);
    const me = { id, node, area, start, wrong: 0, get value() { return area.value; } };
    me.set = text => { area.value = text; me.draw(); };
    me.draw = () => {
      const count = area.value.split("\n").length;
      area.rows = count + 1;
      gutter.replaceChildren(...Array.from({ length: count }, (_, n) => make("span", n + 1 === me.wrong ? { class: "lab-wrong" } : {}, String(n + 1))));
    };
    me.mark = line => { me.wrong = line; me.draw(); return area.value.split("\n")[line - 1] || ""; };
    me.go = line => {
      const lines = area.value.split("\n"), at = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
      area.focus();
      area.setSelectionRange(at, at + (lines[line - 1] || "").length);
    };
    /* Typing through the browser keeps its undo; where it refuses, the text is set. */
    const type = text => {
      area.focus();
      if (!(doc.execCommand && doc.execCommand("insertText", false, text))) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input"));
    };
    me.shift = back => {
      const text = area.value, from = text.lastIndexOf("\n", area.selectionStart - 1) + 1;
      const end = text.indexOf("\n", Math.max(from, area.selectionEnd - 1)), to = end < 0 ? text.length : end;
      const moved = text.slice(from, to).split("\n").map(row => (back ? row.replace(/^ {1,4}/, "") : row && "    " + row)).join("\n");
      const caret = area.selectionStart === area.selectionEnd ? Math.max(from, area.selectionStart + moved.length - (to - from)) : -1;
      if (moved === text.slice(from, to)) return area.focus();
      area.setSelectionRange(from, to);
      type(moved);
      if (caret < 0) area.setSelectionRange(from, from + moved.length); else area.setSelectionRange(caret, caret);
    };
    area.addEventListener("keydown", event => {
      const control = event.ctrlKey || event.metaKey;
      if (event.key === "Enter" && control) act();
      else if (control && (event.key === "]" || event.key === "[")) me.shift(event.key === "[");
      else if (event.key === "Enter" && !event.shiftKey && !event.altKey && !event.isComposing) {
        const row = area.value.slice(0, area.selectionStart).split("\n").pop();
        type("\n" + /^ */.exec(row)[0] + (/:\s*$/.test(row) ? "    " : ""));
      } else return;
      event.preventDefault();
    });
    area.addEventListener("input", () => { me.wrong = 0; me.draw(); remember(id, area.value); });
    me.tools = make("div", { class: "lab-tools lab-shift" }, button(words.outdent, () => me.shift(true)), button(words.indent, () => me.shift(false)));
    me.set(start);
    editors[id] = me;
    return me;
  }

  /* ---------- stop ---------- */

  /* A stop button beside what runs; a focus on it goes back to what started the run. */
  function stopper(back) {
    const node = button(words.stop, () => stop(words.stopped), { class: "button lab-stop", hidden: true });
    let timer;
    node.on = () => { clearTimeout(timer); timer = setTimeout(() => { node.hidden = false; }, 250); };
    node.off = () => {
      clearTimeout(timer);
      if (doc.activeElement === node) back.focus();
      node.hidden = true;
    };
    return node;
  }

  /* ---------- fields with their result ---------- */

  const demos = $$("[data-demo]").map(node => ({ id: node.dataset.demo, node, result: $(".lab-result", node) }));
  const bar = { text: make("p", { class: "lab-headline" }) };
  let used = false, again = false, changing;

  async function runDemo(quietly) {
    if (python.current) { again = true; return false; }
    const cells = firstCells(true, quietly);
    if (!cells) return false;
    const parts = new Map(demos.map(demo => [demo.id, make("div")]));
    let into = null;
    bar.stop.on();
    bar.text.textContent = python.worker ? bar.text.textContent || words.running : say(words.loading, { size: data.sizes[python.kind] });
    const result = await run(cells, message => {
      if (message.t === "cell") into = parts.get(message.id) || into;
      else if (into) put(into, message);
    });
    bar.stop.off();
    const problem = trouble(result);
    for (const demo of demos) demo.result.replaceChildren(...parts.get(demo.id).childNodes);
    if (problem) demos[0].result.prepend(problem);
    headline(problem);
    if (again) { again = false; return runDemo(true); }
    return result.ok;
  }
  /* What went wrong in a demo: at its line when the reader has changed the code, else as a matter of the fields. */
  function trouble({ note: text, error }) {
    if (text || !error) return text ? note(text, "lab-fail") : null;
    const mine = editors[error.id];
    return failure(error, mine && mine.value !== mine.start ? error.id : "", mine);
  }
  /* The first lines of the result stay in view below the fields, and are read aloud. */
  function headline(problem) {
    const text = problem ? problem.textContent : (($(".lab-text", demos[0].result) || {}).textContent || words.ran).split("\n").slice(0, 2).join(" ");
    bar.text.textContent = text;
    bar.text.classList.toggle("lab-fail", !!problem);
    announce(text);
  }
  function changed() {
    clearTimeout(changing);
    changing = setTimeout(() => {
      showInputs();
      remember("inputs", Object.fromEntries(fields.map(one => [one.name, one.input.value])));
      if (used) runDemo(true);
    }, 400);
  }
  function showInputs() {
    const cell = data.first.find(one => one.tag === "inputs"), wrong = fields.some(one => !one.check());
    if (!wrong) $(`[data-source="${cell.id}"]`).textContent = inputsCell(true);
  }
  const box = $(".lab-fields");
  if (box) {
    const runs = button(words.run, () => { used = true; runDemo(false); }, { class: "button lab-run" });
    bar.stop = stopper(runs);
    bar.node = make("div", { class: "lab-bar" }, runs, bar.stop, bar.text);
    box.replaceChildren(make("div", { class: "lab-list" }, ...fields.map(one => one.node)), bar.node);
    box.addEventListener("input", changed);
    box.addEventListener("focusin", event => {
      if (!/INPUT|TEXTAREA/.test(event.target.nodeName) || used || !able) return;
      used = true;
      begin().catch(failed => { bar.text.textContent = failed.message; });
    });
    if (!able) bar.text.textContent = words.old;
  }
  for (const demo of demos) {
    const code = $(`[data-source="${demo.id}"]`, demo.node), mine = editor(demo.id, sourceOf(demo.id), words.code, () => runDemo(false));
    const row = make("div", { class: "lab-tools" }, button(words.run, () => { used = true; runDemo(false); }), startOver(mine));
    code.parentNode.hidden = true;
    code.parentNode.after(mine.tools, mine.node, row);
  }
  doc.body.append(make("p", { id: "lab-keys", hidden: true }, words.keys));

  function startOver(mine) {
    let kept = null;
    const node = button(words.again, () => {
      const back = kept;
      kept = back === null ? mine.value : null;
      mine.set(back === null ? mine.start : back);
      node.textContent = back === null ? words.back : words.again;
      remember(mine.id, mine.value);
      announce(node.textContent);
    });
    mine.area.addEventListener("input", () => { kept = null; node.textContent = words.again; });
    return node;
  }

  /* ---------- exercises ---------- */

  const exercises = data.exercises.map((given, index) => exercise(given, index, $(`[data-exercise="${given.id}"]`)));

  function exercise(given, index, node) {
    const source = $(`[data-source="${given.id}"]`, node).parentNode, help = $(".lab-help", node);
    const out = make("div", { class: "lab-out", role: "group", "aria-label": words.output });
    const me = { ...given, node, solved: false };
    const mine = me.editor = editor(given.id, sourceOf(given.id), words.code, () => go(false));
    const check = button(words.check, () => go(true), { class: "button lab-check" });
    const runs = button(words.run, () => go(false)), stops = stopper(check);
    const solution = $(".lab-solution", help), wait = note(words.solution, "hint");
    source.replaceWith(mine.tools, mine.node, make("div", { class: "lab-tools" }, runs, check, stops, startOver(mine)), out);
    solution.hidden = true;
    solution.before(wait);
    const hints = $$(".lab-hint", help);
    hints.forEach((hint, n) => {
      hint.hidden = n > 0;
      hint.addEventListener("toggle", () => { if (hint.open && hints[n + 1]) hints[n + 1].hidden = false; });
    });
    me.reset = () => { mine.set(mine.start); out.replaceChildren(); mine.wrong = 0; me.solved = false; node.classList.remove("lab-solved"); };

    async function go(checked, quietly) {
      if (given.full && python.kind !== "full") {
        out.replaceChildren(note(say(words.needs, { text: given.full })), button(say(words.full, { size: data.sizes.full }), useFull));
        announce(out.textContent);
        return false;
      }
      if (python.current) { announce(words.busy); return false; }
      const before = firstCells(false);
      if (!before) return false;
      const cells = [...before, { id: given.id, code: mine.value }];
      if (checked) cells.push({ id: given.check, code: sourceOf(given.check), quiet: true });
      const waiting = note(python.worker ? words.running : say(words.loading, { size: data.sizes[python.kind] }));
      out.replaceChildren(waiting);
      mine.mark(0);
      stops.on();
      const result = await run(cells, message => { if (message.t !== "cell") { waiting.remove(); put(out, message); } });
      stops.off();
      waiting.remove();
      wait.remove();
      solution.hidden = false;
      finish(result, checked, quietly);
      return result.ok;
    }
    function finish(result, checked, quietly) {
      if (result.note) out.append(note(result.note, "lab-fail"));
      if (result.error) out.append(failure(result.error, given.id, mine));
      if (result.ok && checked) {
        const next = data.exercises[index + 1], link = next ? make("a", { href: "#" + next.id }, words.next) : "";
        out.append(make("p", { class: "lab-note lab-pass" }, make("b", {}, words.right), " ", link));
      } else if (result.ok && !out.childNodes.length) out.append(note(words.ran));
      if (checked) { me.solved = result.ok; node.classList.toggle("lab-solved", result.ok); }
      const last = out.lastElementChild;
      if (!quietly) announce(last.className === "lab-text" ? last.textContent.slice(-300) : (last.querySelector("p, b") ? last.firstChild.textContent + (last.childNodes[1] || {}).textContent : last.textContent));
    }
    me.go = go;
    return me;
  }

  /* ---------- tools of the page ---------- */

  const tools = make("div", { class: "lab-page-tools" });
  const said = make("p", { class: "lab-said" });
  const tell = text => { said.textContent = text; announce(text); };
  async function all() {
    if (python.current) return tell(words.busy);
    let done = 0;
    if (demos.length) { used = true; await runDemo(false); }
    for (const one of exercises) if (await one.go(true, true)) done += 1;
    tell(say(words.all_done, { n: done, m: exercises.length }));
  }
  const whole = button(say(words.full, { size: data.sizes.full }), useFull);
  const meter = make("progress", { max: "1", value: "0", "aria-label": words.full_why }), share = make("span", { class: "lab-share" });
  let wanted = true;
  const cancel = button(words.cancel, () => { wanted = false; });
  const loading = make("div", { class: "lab-loading", hidden: true }, meter, share, cancel);

  async function useFull() {
    if (!loading.hidden) return;
    if (python.kind === "full") {
      use("quick", words.quick_now);
      return;
    }
    wanted = true;
    loading.hidden = false;
    announce(say(words.loading, { size: data.sizes.full }));
    try {
      await pack("full", part => {
        meter.value = part;
        share.textContent = say(words.progress, { n: Math.round(100 * part), size: data.sizes.full });
        return wanted;
      });
      use("full", words.full_now);
    } catch (failed) { tell(failed.message); }
    if (doc.activeElement === cancel) whole.focus();
    loading.hidden = true;
  }
  function use(kind, text) {
    stop(words.stopped);
    python.kind = kind;
    whole.textContent = kind === "full" ? words.quick : say(words.full, { size: data.sizes.full });
    begin().then(() => tell(text), failed => tell(failed.message));
  }

  /* ---------- drafts, kept only when the reader asks ---------- */

  const mark = data.id + "/keep";
  const kept = () => !!(state && state.get("draft", mark));
  function remember(id, answer) { if (kept()) state.set("draft", `${data.id}/${id}`, { answer }); }
  const own = () => state.list("draft").filter(entry => entry.id.startsWith(data.id + "/"));
  function keep(on) {
    if (!on) own().forEach(entry => state.remove("draft", entry.id));
    else {
      state.set("draft", mark, { answer: true });
      remember("inputs", Object.fromEntries(fields.map(one => [one.name, one.input.value])));
      Object.values(editors).filter(one => one.value !== one.start).forEach(one => remember(one.id, one.value));
    }
    tell(on ? words.kept : words.forgotten);
  }
  function restore() {
    const inputs = (state.get("draft", data.id + "/inputs") || {}).answer || {};
    fields.forEach(one => { if (typeof inputs[one.name] === "string") one.input.value = inputs[one.name]; });
    Object.values(editors).forEach(one => {
      const answer = (state.get("draft", `${data.id}/${one.id}`) || {}).answer;
      if (typeof answer === "string") one.set(answer);
    });
    showInputs();
    tell(words.restored);
  }
  function fresh() {
    stop(words.stopped);
    fields.forEach(one => { one.input.value = one.first; one.check(); });
    Object.values(editors).forEach(one => one.set(one.start));
    exercises.forEach(one => one.reset());
    if (kept()) own().filter(entry => entry.id !== mark).forEach(entry => state.remove("draft", entry.id));
    showInputs();
    if (used) runDemo(true);
    tell(words.fresh);
  }
  tools.append(make("div", { class: "lab-tools" }, button(words.all, all), button(words.restart, () => { stop(words.stopped); tell(words.restarted); }), button(words.reset, fresh)));
  tools.append(make("div", { class: "lab-tools" }, whole, make("span", { class: "hint" }, words.full_why)), loading);
  if (state) {
    const tick = make("input", { type: "checkbox", id: "lab-keep", "aria-describedby": "lab-keep-why" });
    tick.checked = kept();
    tick.addEventListener("change", () => keep(tick.checked));
    tools.append(make("p", { class: "lab-keep" }, tick, make("label", { for: "lab-keep" }, words.keep)), make("p", { class: "hint", id: "lab-keep-why" }, words.keep_why));
  }
  tools.append(said);
  const anchor = exercises[0] && exercises[0].node;
  if (anchor) (anchor.previousElementSibling || anchor).before(tools);
  if (kept()) restore();
  doc.documentElement.classList.add("lab-live");
})();
