/* A module inside a learning system (SCORM 1.2 and 2004): what the reader does is kept there and nowhere else.

   Comes before state.js and gives it a store, window.portalStore, that looks like localStorage. Behind it are the system's
   fields: answers in suspend_data, the score, completion, the part that was open, the time spent. Where there is no
   learning system the store is memory only, and the page says so.

   suspend_data is JSON: {q: [[question, digest, answer, score, best answer, best score], …], l: [sections read], p: setting}.
   Questions and sections are numbers; a text from data.words is "@" and its place in base 36, without quotation marks. */
(function () {
  "use strict";
  const doc = document, html = doc.documentElement;
  const data = JSON.parse(doc.getElementById("package-data").textContent);
  const root = "portal/1/" + html.dataset.site + "/", setting = root + "pref/quiz-check";
  const started = Date.now();
  html.classList.add("js");

  /* ---------- the learning system ---------- */

  const old = data.version === "1.2";
  const call = old
    ? { api: "API", start: "LMSInitialize", get: "LMSGetValue", set: "LMSSetValue", commit: "LMSCommit", end: "LMSFinish" }
    : { api: "API_1484_11", start: "Initialize", get: "GetValue", set: "SetValue", commit: "Commit", end: "Terminate" };
  const names = old
    ? { status: "cmi.core.lesson_status", place: "cmi.core.lesson_location", score: "cmi.core.score.", exit: "cmi.core.exit", time: "cmi.core.session_time" }
    : { status: "cmi.completion_status", place: "cmi.location", score: "cmi.score.", exit: "cmi.exit", time: "cmi.session_time" };
  const ROOM = old ? 4096 : 64000, KEPT = "cmi.suspend_data";

  /* The system's API stands in a frame around this page, or around the page that opened it. */
  function find(start) {
    try {
      for (let at = start, n = 0; at && n < 500; at = at.parent, n += 1) {
        if (at[call.api]) return at[call.api];
        if (at.parent === at) return null;
      }
    } catch (foreign) { /* a page of another origin: there is no way through */ }
    return null;
  }
  const api = find(window) || (window.opener && find(window.opener));
  const yes = value => String(value) === "true";
  const ask = name => String(api[call.get](name));
  let live = Boolean(api) && yes(api[call.start]("")), failed = false, timer;

  /* Some systems know not every field; only those that matter are worth a warning. */
  function set(name, value, matters) {
    const taken = yes(api[call.set](name, String(value)));
    if (!taken && matters) { failed = true; tell(); }
    return taken;
  }
  function commit() {
    clearTimeout(timer);
    if (live && !yes(api[call.commit](""))) { failed = true; tell(); }
  }
  function commitSoon() {
    clearTimeout(timer);
    timer = setTimeout(commit, 500);
  }
  function spent() {
    const all = Math.floor((Date.now() - started) / 1000), parts = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
    if (!old) return `PT${parts[0]}H${parts[1]}M${parts[2]}S`;
    return [String(parts[0]).padStart(4, "0"), ...parts.slice(1).map(part => String(part).padStart(2, "0"))].join(":");
  }
  /* Always "suspend": also who has completed the module finds the answers again. */
  function end() {
    if (!live) return;
    set(names.time, spent());
    set(names.exit, "suspend");
    commit();
    api[call.end]("");
    live = false;
  }
  function tell() {
    const line = doc.getElementById("package-state");
    line.textContent = failed ? line.dataset.failed : live ? line.dataset.kept : line.dataset.alone;
  }

  /* ---------- short texts ---------- */

  const TEXT = /"(?:[^"\\]|\\.)*"/g, SIGN = /"(?:[^"\\]|\\.)*"|@([0-9a-z]+)/g;
  const place = new Map(data.words.map((word, n) => [JSON.stringify(word), "@" + n.toString(36)]));
  const short = value => JSON.stringify(value).replace(TEXT, text => place.get(text) || text);
  const long = text => JSON.parse(text.replace(SIGN, (all, n) => (n ? JSON.stringify(data.words[parseInt(n, 36)]) : all)));

  /* ---------- the store ---------- */

  const kept = new Map();
  const record = name => (kept.has(root + name) ? JSON.parse(kept.get(root + name)) : null);
  const put = (name, fields) => kept.set(root + name, JSON.stringify({ ...fields, v: 1, at: new Date(started).toISOString() }));

  function packed() {
    const q = [];
    data.items.forEach(([key, , digest], n) => {
      const one = record("quiz/" + key);
      if (one) q.push([n, digest, one.answer, one.score, ...(one.best ? [one.best.answer, one.best.score] : [])]);
    });
    const l = data.sections.map((key, n) => (record("lesson/" + key) ? n : -1)).filter(n => n >= 0);
    const mode = kept.has(setting) ? JSON.parse(kept.get(setting)).answer : 0;
    return short({ q, l, p: mode });
  }
  /* What was kept for a question that has changed since is left out; what cannot be read is no answer. */
  function unpack(text) {
    let found;
    try { found = long(text); } catch (broken) { return; }
    if (!found || !Array.isArray(found.q) || !Array.isArray(found.l)) return;
    found.q.filter(Array.isArray).forEach(([n, digest, answer, score, bestAnswer, bestScore]) => {
      const item = data.items[n];
      if (!item || item[2] !== digest) return;
      const best = Number.isFinite(bestScore) ? { best: { answer: bestAnswer, score: bestScore } } : {};
      put("quiz/" + item[0], { answer, score, of: item[3], ...best });
    });
    found.l.filter(n => data.sections[n]).forEach(n => put("lesson/" + data.sections[n], { answer: "seen" }));
    if (found.p) put("pref/quiz-check", { answer: found.p });
  }

  /* ---------- score and completion ---------- */

  function best(key) {
    const one = record("quiz/" + key);
    const scores = one ? [one.score, one.best && one.best.score].filter(Number.isFinite) : [];
    return scores.length ? Math.max(...scores) : null;
  }
  function report() {
    const found = data.items.map(([key, points, , , graded]) => ({ got: best(key), points: graded ? points : 0, graded }));
    const most = found.reduce((sum, item) => sum + item.points, 0), tried = found.filter(item => item.got !== null);
    if (most && tried.length) {
      const got = tried.reduce((sum, item) => sum + (item.graded ? item.got : 0), 0), percent = Math.round(10000 * got / most) / 100;
      set(names.score + "min", 0);
      set(names.score + "max", 100);
      set(names.score + "raw", percent, true);
      if (!old) set(names.score + "scaled", Math.round(100 * percent) / 10000);
    }
    const parts = found.length ? [tried.length, found.length] : [data.sections.filter(key => record("lesson/" + key)).length, data.sections.length];
    if (!old) set("cmi.progress_measure", Math.round(10000 * parts[0] / parts[1]) / 10000);
    if (parts[0] === parts[1]) set(names.status, "completed", true);
  }

  /* What a change means for the system. Where it has no room, the store is full, and state.js says so. */
  function keep() {
    const text = packed();
    if (text.length > ROOM) throw new Error("no room");
    if (!set(KEPT, text, true)) throw new Error("not taken");
    report();
    commitSoon();
  }
  function change(name, text) {
    const before = kept.get(name);
    if (text === null) kept.delete(name); else kept.set(name, text);
    if (!live || (name.startsWith(root + "pref/") && name !== setting)) return;
    try { keep(); } catch (full) {
      if (before === undefined) kept.delete(name); else kept.set(name, before);
      throw full;
    }
  }
  window.portalStore = {
    get length() { return kept.size; },
    key: n => [...kept.keys()][n],
    getItem: name => (kept.has(name) ? kept.get(name) : null),
    setItem: change,
    removeItem: name => change(name, null),
  };

  /* ---------- the parts of the page ---------- */

  const parts = [...doc.querySelectorAll(".package-part")], links = [...doc.querySelectorAll(".package-bar a")];
  function show(id) {
    const target = doc.getElementById(id), part = target && target.closest(".package-part");
    if (!part) return null;
    parts.forEach(one => { one.hidden = one !== part; });
    links.forEach(link => { if (link.hash.slice(1) === part.id) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current"); });
    return target;
  }
  function go(id) {
    const target = show(id);
    if (!target) return;
    if (parts.includes(target)) scrollTo(0, 0); else target.scrollIntoView();
    if (live) { set(names.place, target.closest(".package-part").id); commitSoon(); }
  }
  addEventListener("hashchange", () => go(decodeURIComponent(location.hash.slice(1))));
  /* A link to the part that the address names already changes no address. */
  doc.addEventListener("click", event => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link) return;
    if (link.hash && link.getAttribute("href")[0] === "#" && link.hash === location.hash) go(decodeURIComponent(link.hash.slice(1)));
    else if (/^https?:/.test(link.getAttribute("href"))) { link.target = "_blank"; link.rel = "noopener noreferrer"; }
  }, true);

  /* ---------- begin and end ---------- */

  if (live) {
    unpack(ask(KEPT));
    if (/^(?:not attempted|unknown|)$/.test(ask(names.status))) { set(names.status, "incomplete"); commitSoon(); }
  }
  show(parts[0].id);
  if (live) show(ask(names.place));
  if (location.hash) show(decodeURIComponent(location.hash.slice(1)));
  tell();
  addEventListener("pagehide", end);
  addEventListener("pageshow", event => { if (event.persisted) location.reload(); }); // the session has ended
  doc.addEventListener("visibilitychange", () => { if (doc.hidden) commit(); });
})();
