/* What the reader has done, kept in this browser only: window.portalState.

   One key an item, portal/1/<site>/<kind>/<id>, so that two tabs never overwrite each other's work. A record is
   {v: 1, at: <date and time>, answer, …}; quiz records also have score, of (digest of the question) and best.
   Kinds and ids:
     quiz     <module>/<question>
     lesson   <module>/<section>: a section that was read
     test     <test>/<run>, and <test>/<run>/<module>/<question> for each answer of that run
     deck     <module>/<question>: the box and the day on which it comes back
     pref     learner (a name or code), path, last (page), quiz-check, test-clock, offline: settings
     draft    of exercises and the planner, if the reader asked for it; never in an export
     aside    records that could not be read
   One key more, portal/1/theme, holds the choice of light or dark. There is nothing else in the store. What a reader saves for
   use without a network stands in caches (worker.js), not here.

     get(kind, id)            the record, or null; one that cannot be read is set aside under …/aside/…, never deleted
     set(kind, id, fields)    keeps the fields with v and the time of now, and gives the record back
     put(kind, id, record)    keeps a record as it is
     remove(kind, id)   list(kind) → [{kind, id, record}]   erase() everything of this portal
     kept()                   [{kind, id, name, bytes}] of everything, also of what cannot be read
     subscribe(fn)            fn({kind, id}) when another tab has changed a record
     persistent               false while something could only be kept in memory

   Where the store is denied or full the page goes on in memory and says so once.

   portalKit: the few helpers that the scripts of the learner's pages share. */
(function () {
  "use strict";
  const doc = document, html = doc.documentElement;
  const root = "portal/1/" + (html.dataset.site || "local") + "/";
  const memory = new Map(); // what the store did not take
  let told = false;

  const store = (function () {
    try {
      const found = window.portalStore || window.localStorage; // package.js keeps records in a learning system
      found.getItem(root);
      return found;
    } catch (denied) { return null; }
  })();

  function tell() {
    const main = doc.querySelector("main");
    if (told || !main) return;
    told = true;
    const words = doc.querySelector("[data-not-stored]");
    const note = main.insertBefore(doc.createElement("p"), main.firstChild);
    note.className = "state-note";
    note.setAttribute("role", "status");
    setTimeout(() => { // a status is announced when it changes, not when it appears
      note.textContent = words ? words.dataset.notStored : "This browser keeps nothing: what you do here will be forgotten.";
    }, 100);
  }

  function valid(record) {
    return record !== null && typeof record === "object" && !Array.isArray(record) && record.v === 1 &&
      typeof record.at === "string" && !Number.isNaN(Date.parse(record.at));
  }

  function parsed(text) {
    try {
      const record = JSON.parse(text);
      return valid(record) ? record : null;
    } catch (broken) { return null; }
  }

  /* Moves what cannot be read out of the way; where even that fails it stays where it is. */
  function setAside(name, text) {
    let to = root + "aside/" + name;
    for (let n = 2; store.getItem(to) !== null && store.getItem(to) !== text; n += 1) to = `${root}aside/${name}~${n}`;
    try {
      store.removeItem(root + name);
      store.setItem(to, text);
      return true;
    } catch (full) {
      try { store.setItem(root + name, text); } catch (lost) { memory.set("aside/" + name, text); }
      return false;
    }
  }

  function read(name) {
    if (memory.has(name)) return parsed(memory.get(name));
    const text = store && store.getItem(root + name);
    if (typeof text !== "string") return null;
    const record = parsed(text);
    if (!record) setAside(name, text);
    return record;
  }

  function write(name, record) {
    const text = JSON.stringify(record);
    try {
      const old = store.getItem(root + name);
      if (old !== null && !parsed(old) && !setAside(name, old)) throw new Error("set aside first");
      store.setItem(root + name, text);
      memory.delete(name);
    } catch (deniedOrFull) {
      memory.set(name, text);
      tell();
    }
    return record;
  }

  function names() {
    const kept = [];
    for (let n = 0; store && n < store.length; n += 1) {
      const key = store.key(n);
      if (key.startsWith(root)) kept.push(key.slice(root.length));
    }
    return [...new Set([...kept, ...memory.keys()])].sort();
  }

  function remove(name) {
    memory.delete(name);
    try { store.removeItem(root + name); } catch (denied) { /* there is nothing to remove */ }
  }

  const split = name => ({ kind: name.slice(0, name.indexOf("/")), id: name.slice(name.indexOf("/") + 1) });

  window.portalState = {
    get: (kind, id) => read(`${kind}/${id}`),
    set: (kind, id, fields) => write(`${kind}/${id}`, { ...fields, v: 1, at: new Date().toISOString() }),
    put: (kind, id, record) => write(`${kind}/${id}`, record),
    remove: (kind, id) => remove(`${kind}/${id}`),
    list: kind => names().filter(name => name.startsWith(kind + "/"))
      .map(name => ({ ...split(name), record: read(name) })).filter(entry => entry.record),
    kept: () => names().map(name => ({ ...split(name), name: root + name,
      bytes: (root + name).length + (memory.has(name) ? memory.get(name) : store.getItem(root + name) || "").length })),
    erase: () => names().forEach(remove),
    subscribe(fn) {
      addEventListener("storage", event => {
        if (event.storageArea !== store || (event.key !== null && !event.key.startsWith(root))) return;
        fn(event.key === null ? { kind: null, id: null } : split(event.key.slice(root.length)));
      });
    },
    site: html.dataset.site || "local",
    get persistent() { return store !== null && memory.size === 0; },
  };

  /* ---------- helpers ---------- */

  /* An element with attributes ("on" holds listeners; null and false leave one out) and what is in it. */
  function make(name, given, ...inside) {
    const node = doc.createElement(name);
    for (const [key, value] of Object.entries(given || {})) {
      if (key === "on") Object.keys(value).forEach(type => node.addEventListener(type, value[type]));
      else if (value !== null && value !== false) node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...inside);
    return node;
  }

  const format = new Intl.NumberFormat(html.lang || "en", { maximumFractionDigits: 1, numberingSystem: "latn" });
  const say = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (all, key) => (values && key in values ? values[key] : all));
  /* Points as they are shown: nearly all is not all. */
  const points = (words, n, of) => {
    const shown = format.format(n >= of ? of : Math.floor(n * 10 + 1e-6) / 10);
    return say(of === 1 ? words.score_one : words.score, { n: shown, m: format.format(of) });
  };
  const best = record => {
    const scores = record ? [record.score, record.best && record.best.score].filter(Number.isFinite) : [];
    return scores.length ? Math.max(...scores) : null;
  };

  /* Keeps the answer to a question with its score, null where it was not checked, and with the best one so far. */
  function remember(key, of, answer, score) {
    const name = `quiz/${key}`, there = read(name), before = there && there.of === of ? there : null;
    const tried = before ? [before.best, { answer: before.answer, score: before.score }] : [];
    const top = tried.filter(one => one && Number.isFinite(one.score)).sort((a, b) => b.score - a.score)[0];
    const fields = { answer, score, of };
    if (top && (score === null || top.score > score)) fields.best = { answer: top.answer, score: top.score };
    if (answer !== null || fields.best) window.portalState.set("quiz", key, fields); else remove(name);
  }

  window.portalKit = {
    make, say, points, best, remember,
    $: (selector, at) => (at || doc).querySelector(selector),
    $$: (selector, at) => [...(at || doc).querySelectorAll(selector)],
    button: (className, words, act) => make("button", { type: "button", class: className, on: { click: act } }, words),
    data: id => JSON.parse(doc.getElementById(id).textContent),
    /* Loads a script of ours when it is needed: a promise of nothing. What failed can be asked for again. */
    bring: src => new Promise((done, failed) => {
      const script = make("script", { src, on: { load: done, error() { script.remove(); failed(new Error(src)); } } });
      doc.head.append(script);
    }),
    /* What is done once for many changes in a row, such as those of another tab. */
    soon(act) { let waiting = 0; return () => { waiting = waiting || setTimeout(() => { waiting = 0; act(); }, 200); }; },
    /* Takes what another tab or an older page put there for what it may be: only a page of this portal is a link. */
    isPage: address => typeof address === "string" && /^(?:[\w-]+\/)*[\w-]+\.html(?:\?[\w=&-]*)?(?:#[\w-]*)?$/.test(address),
  };

  if (!store) addEventListener("DOMContentLoaded", tell);
})();
