/* The offline worker of a portal: answers from what a reader has saved, and never mixes two builds.

   In front of this stand SITE (the key of the portal), BUILD (the build this worker came with) and LOST (a few words, by
   folder of the language). offline/list.json names every file of a build with its size and digest, and the parts a reader can save.
   What is saved of a build is the cache portal/1/<site>/<build>; portal/1/<site>/current tells which build is in use. That one
   changes only when the reader says so. A worker that comes with another build serves the build in use until then.

   A page that is saved comes from its cache, and so does what it loads. What is missing there comes from the network only if
   it has the digest of the same build. Every other page comes from the network with all it loads. */
"use strict";
const HEAD = `portal/1/${SITE}/`, POINTER = HEAD + "current", LIST = "offline/list.json", AT_ONCE = 4;
const scope = self.registration.scope, at = name => new URL(name, scope).href;
const lists = new Map(), born = new Map(); // lists by build; the build of each open page by client, "" for the network
let stopper = new AbortController();

const cacheOf = build => HEAD + build;
const nameOf = href => href.split(/[?#]/)[0].slice(scope.length);
const fault = word => Object.assign(new Error(word), { word });

/* ---------- what is saved ---------- */

async function listOf(build) {
  if (!lists.has(build)) {
    const kept = await caches.match(at(LIST), { cacheName: cacheOf(build) });
    try { lists.set(build, await kept.json()); } catch (missingOrBroken) { return null; }
  }
  return lists.get(build);
}

/* The build in use; null when there is none, or when its list is gone: then nothing of it can be trusted. */
async function current() {
  const pointer = await caches.match(at("sw.js"), { cacheName: POINTER });
  const build = pointer ? await pointer.text() : "";
  return build && await caches.has(cacheOf(build)) && await listOf(build) ? build : null;
}

async function names(build) {
  if (!build || !await caches.has(cacheOf(build))) return new Set();
  const keys = await (await caches.open(cacheOf(build))).keys();
  return new Set(keys.map(request => nameOf(request.url)));
}

async function genuine(bytes, entry) {
  if (bytes.byteLength !== entry[0]) return false;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.slice(0, entry[1].length / 2), byte => byte.toString(16).padStart(2, "0")).join("") === entry[1];
}

const answerOf = (bytes, response) =>
  new Response(bytes, { headers: { "Content-Type": response.headers.get("Content-Type") || "application/octet-stream" } });

/* A file of a build from its cache; null when it is not there. One that was damaged is taken out. */
async function kept(build, name) {
  const list = await listOf(build), entry = list && list.files[name];
  const hit = entry && await caches.match(at(name), { cacheName: cacheOf(build) });
  if (!hit) return null;
  const bytes = await hit.arrayBuffer();
  if (await genuine(bytes, entry)) return answerOf(bytes, hit);
  await (await caches.open(cacheOf(build))).delete(at(name));
  return null;
}

/* A file of a build from the network. The server may hold another build by now: then it is refused. */
async function brought(list, name, signal) {
  for (const cache of ["no-cache", "reload"]) { // a server may say "not changed" of a file that was put back
    const response = await fetch(at(name), { cache, signal }), bytes = await response.arrayBuffer();
    if (response.ok && await genuine(bytes, list.files[name])) return answerOf(bytes, response);
  }
  throw fault("changed");
}

/* ---------- answers ---------- */

/* What may be meant by an address: /dir, /dir/, /page and /page.html. */
const meant = name => (name === "" || name.endsWith("/") ? [name + "index.html"] : [name, name + ".html", name + "/index.html"]);

async function page(event, name) {
  const build = await current();
  for (const file of build ? meant(name) : []) {
    const hit = await kept(build, file);
    if (hit && file === name + "/index.html") return Response.redirect(at(name + "/") + new URL(event.request.url).search, 302);
    if (hit) {
      born.set(event.resultingClientId, build);
      event.waitUntil(sweep(build));
      return hit;
    }
  }
  born.set(event.resultingClientId, "");
  try { return await fetch(event.request); } catch (away) { return lost(build, name); }
}

async function lost(build, name) {
  const folder = Object.keys(LOST).sort((a, b) => b.length - a.length).find(start => name.startsWith(start));
  if (build && await kept(build, folder + "offline.html")) {
    return Response.redirect(at(`${folder}offline.html?away=${encodeURIComponent(name)}`), 302);
  }
  return new Response(LOST[folder], { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/* The build of the page that asks. A worker that was ended meanwhile has forgotten it: the page's address tells then. */
async function buildOf(id) {
  if (born.has(id)) return born.get(id);
  const client = await self.clients.get(id), build = client && await current();
  if (!build) return "";
  const there = await names(build);
  return meant(nameOf(client.url)).some(file => there.has(file)) ? build : "";
}

async function part(event, name) {
  const build = await buildOf(event.clientId), list = build && await listOf(build);
  if (!list || !list.files[name]) return fetch(event.request);
  try { return await kept(build, name) || await brought(list, name); } catch (otherBuildOrAway) { return Response.error(); }
}

self.addEventListener("fetch", event => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  const name = nameOf(request.url);
  const answer = request.mode === "navigate" ? page(event, name) : part(event, name);
  event.respondWith(answer.catch(() => fetch(request))); // a store that cannot be read is no reason to show nothing
});

/* Caches of builds that no open page comes from any more. While another worker waits, it may be filling one. */
async function sweep(build) {
  if (self.registration.waiting || self.registration.installing) return;
  const open = await self.clients.matchAll({ type: "window" });
  const needed = new Set([build, BUILD, ...open.map(client => born.get(client.id))].map(cacheOf));
  const old = (await caches.keys()).filter(name => name.startsWith(HEAD) && name !== POINTER && !needed.has(name));
  await Promise.all(old.map(name => caches.delete(name)));
}

/* ---------- saving ---------- */

/* The list of the build on the server, which has to be that of this worker; it is kept first. */
async function fresh(signal) {
  const response = await fetch(at(LIST), { cache: "no-cache", signal }), text = await response.text();
  if (!response.ok || JSON.parse(text).build !== BUILD) throw fault("changed");
  await (await caches.open(cacheOf(BUILD))).put(at(LIST), new Response(text, { headers: { "Content-Type": "application/json" } }));
  lists.set(BUILD, JSON.parse(text));
  return lists.get(BUILD);
}

const filesOf = (list, parts) => [...new Set(parts.flatMap(name => list.parts[name]))].map(number => list.names[number]);
const sum = (list, files) => files.reduce((bytes, name) => bytes + list.files[name][0], 0);

/* Puts files into the cache of a build, pages last, so that a saved page has what it needs. What an older build has is copied. */
async function fill(list, files, older, tell, signal) {
  const cache = await caches.open(cacheOf(list.build)), there = await names(list.build), before = older && await listOf(older);
  const wanted = files.filter(name => !there.has(name)).sort((a, b) => a.endsWith(".html") - b.endsWith(".html"));
  const total = sum(list, wanted);
  let done = 0;
  const one = async name => {
    const same = before && before.files[name] && before.files[name][1] === list.files[name][1];
    await cache.put(at(name), same && await kept(older, name) || await brought(list, name, signal));
    tell({ done: done += list.files[name][0], total });
  };
  const row = [...wanted];
  const line = async () => { while (row.length) await one(row.shift()); };
  tell({ done, total });
  await Promise.all(Array.from({ length: AT_ONCE }, () => line().catch(error => { row.length = 0; throw error; })));
}

async function use(build) {
  await (await caches.open(POINTER)).put(at("sw.js"), new Response(build));
}

async function save({ part: name }, tell, signal) {
  const build = await current();
  if (build && build !== BUILD) throw fault("newer");
  const list = build ? await listOf(build) : await fresh(signal);
  await fill(list, filesOf(list, [name]), null, tell, signal);
  await use(BUILD);
}

/* The parts of a build that are there as a whole. */
function whole(list, there) {
  return Object.keys(list.parts).filter(name => filesOf(list, [name]).every(file => there.has(file)));
}

/* The reader wants the build of this worker: all parts that were saved, made new, and then all pages at once. */
async function take(message, tell, signal) {
  const older = await current(), list = await fresh(signal);
  const had = older ? whole(await listOf(older), await names(older)).filter(name => list.parts[name]) : [];
  await fill(list, filesOf(list, had.length ? had : Object.keys(list.parts).slice(0, 1)), older, tell, signal);
  await use(BUILD);
  if (self.registration.waiting) self.skipWaiting(); else await announce();
}

async function announce() {
  const open = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  open.filter(client => client.url.startsWith(scope)).forEach(client => client.postMessage({ taken: BUILD }));
}

/* A worker that took over because the reader said so tells the pages. One that did because all pages were closed says nothing. */
self.addEventListener("activate", event => event.waitUntil(current().then(build => (build === BUILD ? announce() : null))));

async function remove({ part: name }) {
  if (!name) {
    lists.clear();
    return Promise.all((await caches.keys()).filter(found => found.startsWith(HEAD)).map(found => caches.delete(found)));
  }
  const build = await current(), list = await listOf(build), there = await names(build);
  const others = whole(list, there).filter(other => other !== name && !list.parts[name].every(n => list.parts[other].includes(n)));
  const needed = new Set(filesOf(list, others)), cache = await caches.open(cacheOf(build));
  return Promise.all(filesOf(list, [name]).filter(file => !needed.has(file)).map(file => cache.delete(at(file))));
}

async function state() {
  const build = await current(), there = await names(build), list = build && await listOf(build);
  const saved = list ? [...there].filter(name => list.files[name]) : [];
  return { build: BUILD, current: build, newer: build !== null && build !== BUILD,
    sizes: list ? Object.fromEntries(Object.keys(list.parts).map(name => [name, sum(list, filesOf(list, [name]))])) : null,
    parts: list ? whole(list, there) : [], bytes: list ? sum(list, saved) : 0, files: saved.length };
}

const ACTS = { state, save, take, remove, async stop() { stopper.abort(); } };

self.addEventListener("message", event => {
  const port = event.ports[0], act = ACTS[event.data && event.data.ask];
  if (!port || !act) return;
  if (act === save || act === take) stopper = new AbortController();
  const tell = step => port.postMessage(step), { signal } = stopper;
  const full = error => (error.name === "QuotaExceededError" ? "full" : "away");
  event.waitUntil(act(event.data, tell, signal)
    .then(result => state().then(now => tell({ ok: true, state: now })))
    .catch(error => tell({ error: signal.aborted ? "stopped" : error.word || full(error) })));
});
