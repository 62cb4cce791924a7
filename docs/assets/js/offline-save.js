/* Saving parts of the portal for use without a network: on the page "Offline", and on the page of each path.

   Each [data-save] names a part. Nothing is loaded before the reader asks for it, but for one thing: a path that the reader has
   started is saved by itself where the browser says that the line is fast and not paid by volume; a notice tells so, and a
   button stops it. Stopped once, the browser only offers (pref/offline). */
(function () {
  "use strict";
  const offline = window.portalOffline, kit = window.portalKit, state = window.portalState, holder = document.getElementById("offline-data");
  if (!holder || !kit) return;
  const { make, say, button, $, $$ } = kit, { texts, sizes: address, manifest } = kit.data("offline-data"), boxes = $$("[data-save]");
  if (!offline) {
    $$("[data-without]").forEach(node => { node.textContent = /^http/.test(location.protocol) ? texts.cannot : texts.folder; });
    return;
  }
  if ($(".o-list")) document.head.append(make("link", { rel: "manifest", href: manifest })); // not from a folder, where it is an error
  let sizes = {}, saved = [], known = null;

  function loaded() {
    return new Promise(resolve => {
      window.portalOfflineParts = data => { sizes = data.parts; };
      const script = make("script", { src: address, on: { load: resolve, error: resolve } });
      document.head.append(script);
    });
  }
  const has = part => saved.includes(part);

  function draw(box) {
    const part = box.dataset.save, place = $(".o-act", box) || box.appendChild(make("div", { class: "o-act" }));
    if (!sizes[part]) return place.replaceChildren();
    const line = make("p", { class: "o-size", role: "status" }, has(part) ? say(texts.saved, { size: offline.size(sizes[part]) }) : say(box.dataset.path ? texts.path : "{size}", { size: offline.size(sizes[part]) }));
    const act = has(part)
      ? box.dataset.keep === undefined && button("button", texts.remove, () => remove(box))
      : button("button", texts.save, () => save(box));
    if (act) act.setAttribute("aria-label", `${act.textContent}: ${box.dataset.name}`);
    place.replaceChildren(line, ...(act ? [act] : []));
  }
  async function refresh() {
    known = await offline.show();
    saved = known ? known.parts : [];
    if (known && known.sizes) sizes = known.sizes;
    else if (!Object.keys(sizes).length) await loaded();
    boxes.forEach(draw);
    $$("[data-sum]").forEach(node => { node.textContent = saved.length ? say(texts.kept, { size: offline.size(known.bytes), n: known.files }) : texts.nothing; });
    $$("[data-clear]").forEach(node => { node.hidden = !saved.length; });
  }

  async function ready() {
    const made = await offline.registration() || await navigator.serviceWorker.register(offline.root), first = made.active || made.waiting || made.installing;
    if (first.state === "installing") await new Promise(done => first.addEventListener("statechange", done));
    if (!made.active) await navigator.serviceWorker.ready;
  }
  async function save(box, notice) {
    const place = $(".o-act", box), line = make("p", { role: "status" }, notice || texts.begins), bar = make("progress", { max: 1, value: 0, "aria-label": texts.begins });
    let wanted = true, found;
    place.replaceChildren(line, bar, button("button", texts.stop, () => {
      wanted = false;
      state.set("pref", "offline", { answer: "ask" });
      offline.ask({ ask: "stop" });
    }));
    try {
      await ready();
      found = !wanted ? { error: "stopped" } : await offline.ask({ ask: "save", part: box.dataset.save }, step => {
        bar.value = step.total ? step.done / step.total : 1;
        if (!notice) line.textContent = say(texts.saving, { done: offline.size(step.done), total: offline.size(step.total) });
      });
    } catch (refused) { found = { error: "cannot" }; }
    if (found && found.error === "changed") (await offline.registration()).update().catch(() => null);
    await refresh();
    if (!found || found.error) $(".o-size", box).textContent = texts[(found && found.error) || "cannot"];
    else { const next = $("button", box); if (next && !notice) next.focus(); }
  }
  async function remove(box) {
    await offline.ask({ ask: "remove", part: box.dataset.save });
    await refresh();
    $("button", box).focus();
  }
  async function clear() {
    await offline.ask({ ask: "remove" });
    const found = await offline.registration();
    if (found) await found.unregister();
    await refresh();
  }

  /* A path is started when a section of it was read, or when it was chosen on the page of progress. */
  function started(path) {
    const chosen = state.get("pref", "path");
    const read = $$("[data-parts]").some(step => step.dataset.parts.split(" ").some(key => state.get("lesson", key)));
    return read || (chosen !== null && chosen.answer === path);
  }
  function free() {
    const line = navigator.connection;
    return !!line && !line.saveData && line.type !== "cellular" && line.effectiveType === "4g";
  }

  /* Whoever comes here because a page is not on this device is told which one. */
  function away() {
    const page = new URLSearchParams(location.search).get("away"), note = $(".o-away");
    if (!note || !page) return;
    const shown = kit.isPage(page) ? make("a", { href: page }, page) : "";
    note.hidden = false;
    note.append(make("p", null, texts.away_page, " ", shown));
  }

  away();
  $$("[data-clear]").forEach(node => node.addEventListener("click", clear));
  refresh().then(() => {
    const box = boxes.find(one => one.dataset.path), asked = state.get("pref", "offline");
    if (box && sizes[box.dataset.save] && !has(box.dataset.save) && !asked && free() && started(box.dataset.path) && !(known && known.newer)) {
      save(box, say(texts.by_itself, { size: offline.size(sizes[box.dataset.save]) }));
    }
  });
})();
