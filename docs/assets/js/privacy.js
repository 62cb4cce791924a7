/* The page "Privacy": what this portal keeps in this browser, shown as it stands, and erased by kind or as a whole. */
(function () {
  "use strict";
  const state = window.portalState, kit = window.portalKit, holder = document.getElementById("privacy-data");
  if (!state || !kit || !holder) return;
  const { make, say, button, $, $$ } = kit, texts = kit.data("privacy-data"), THEME = "portal/1/theme";
  const status = $(".pr-status"), everything = $(".pr-all"), offline = `portal/1/${state.site}/`;
  const kb = bytes => say(texts.kb, { n: new Intl.NumberFormat(document.documentElement.lang || "en", { maximumFractionDigits: 1, numberingSystem: "latn" }).format(Math.ceil(bytes / 100) / 10) });

  function theme() {
    try {
      const choice = localStorage.getItem(THEME);
      return choice === null ? [] : [{ name: THEME, bytes: THEME.length + choice.length, remove: () => localStorage.removeItem(THEME) }];
    } catch (denied) { return []; }
  }
  const records = kind => state.kept().filter(entry => entry.kind === kind)
    .map(entry => ({ name: entry.name, bytes: entry.bytes, remove: () => state.remove(entry.kind, entry.id) }));

  async function cached() {
    const names = window.caches ? (await caches.keys().catch(() => [])).filter(name => name.startsWith(offline)) : [];
    return Promise.all(names.map(async name => {
      const cache = await caches.open(name), answers = await cache.matchAll(), parts = await Promise.all(answers.map(answer => answer.blob()));
      return { name, bytes: parts.reduce((sum, part) => sum + part.size, 0), remove: () => caches.delete(name) };
    }));
  }
  async function drop() {
    const scope = new URL(".", new URL(texts.worker, location.href)).href;
    const found = navigator.serviceWorker && /^http/.test(location.protocol) ? await navigator.serviceWorker.getRegistrations() : [];
    await Promise.all(found.filter(one => one.scope === scope).map(one => one.unregister()));
  }

  const of = kind => (kind === "theme" ? theme() : kind === "offline" ? cached() : records(kind));

  function ask(place, question, act) {
    const yes = button("button", texts.yes, async () => { await act(); place.replaceChildren(); });
    place.replaceChildren(make("p", { role: "status" }, question), yes, button("button", texts.no, () => { place.replaceChildren(); status.textContent = texts.kept; }));
    yes.focus();
  }
  async function erase(kind) {
    for (const entry of await of(kind)) await entry.remove();
    if (kind === "offline") await drop();
  }

  async function show() {
    let sum = 0, count = 0;
    for (const row of $$("[data-kind]")) {
      const kind = row.dataset.kind, found = await of(kind), bytes = found.reduce((total, entry) => total + entry.bytes, 0);
      const place = $(".pr-now", row), asked = make("div", { class: "pr-ask" });
      sum += bytes;
      count += found.length;
      if (!found.length) { place.replaceChildren(make("p", null, texts.none)); continue; }
      const open = button("button", texts.erase, () => ask(asked, say(texts.sure, { what: row.dataset.name }), async () => {
        await erase(kind);
        await show();
        status.textContent = say(texts.erased, { what: row.dataset.name });
        status.focus();
      }));
      open.setAttribute("aria-label", `${texts.erase}: ${row.dataset.name}`);
      const keys = make("details", null, make("summary", null, texts.keys), make("ul", { class: "pr-keys", translate: "no" }, ...found.map(entry => make("li", null, entry.name, " ", make("span", { class: "hint" }, kb(entry.bytes))))));
      place.replaceChildren(make("p", null, say(texts.now, { n: found.length, size: kb(bytes) })), keys, open, asked);
    }
    $(".pr-sum").textContent = count ? say(texts.all, { n: count, size: kb(sum) }) : texts.nothing;
    everything.hidden = !count;
  }

  const slot = everything.parentNode.appendChild(make("div", { class: "pr-ask" }));
  everything.addEventListener("click", () => ask(slot, texts.sure_all, async () => {
    for (const row of $$("[data-kind]")) await erase(row.dataset.kind);
    state.erase();
    await show();
    status.textContent = texts.erased_all;
    status.focus();
  }));
  state.subscribe(kit.soon(show));
  show();
})();
