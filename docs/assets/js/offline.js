/* What this device has saved of the portal, on every page that the offline worker serves: window.portalOffline.

     root             the address of the worker      ask(message, hear)   a question to the worker; hear gets its steps
     show()           says what is saved, and offers another edition      size(bytes) in words
   A worker that waits comes with another build; it takes over when the reader says so, and then every open page is loaded anew. */
(function () {
  "use strict";
  const doc = document, place = doc.querySelector("[data-offline]"), container = navigator.serviceWorker;
  if (!place || !container || !/^http/.test(location.protocol) || window.portalOffline) return;
  const words = place.dataset, root = new URL(words.offline, location.href).href, scope = new URL(".", root).href;
  const format = new Intl.NumberFormat(doc.documentElement.lang || "en", { maximumFractionDigits: 1, numberingSystem: "latn" });
  const size = bytes => words.size.replace("{n}", format.format(Math.max(bytes, 1e5) / 1e6));
  let offered = false, mine = false;

  async function registration() {
    const found = await container.getRegistration(root);
    return found && found.scope === scope ? found : null;
  }
  async function ask(message, hear) {
    const found = await registration(), worker = found && (found.waiting || found.active);
    if (!worker) return null;
    return new Promise(resolve => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => (data.ok || data.error ? resolve(data) : hear && hear(data));
      worker.postMessage(message, [port2]);
    });
  }

  function offer() {
    const main = doc.querySelector("main"), note = doc.createElement("div"), told = doc.createElement("p"), button = doc.createElement("button");
    if (offered || !main) return;
    offered = true;
    note.className = "edition";
    told.setAttribute("role", "status");
    told.textContent = words.new;
    button.type = "button";
    button.className = "button";
    button.textContent = words.use;
    button.addEventListener("click", async () => {
      button.disabled = mine = true; // the worker tells when it has taken over
      const found = await ask({ ask: "take" }, step => { told.textContent = words.taking.replace("{p}", step.total ? Math.floor(step.done / step.total * 100) : 100); });
      if (found && found.ok) return;
      told.textContent = words[found && found.error] || words.away;
      button.disabled = mine = false;
    });
    note.append(told, button);
    main.prepend(note);
  }

  async function show() {
    const found = await ask({ ask: "state" }), now = found && found.state;
    place.textContent = now && now.parts.length ? words.kept.replace("{size}", size(now.bytes)) : "";
    if (now && now.newer) offer();
    return now;
  }

  container.addEventListener("message", ({ data }) => { if (data && data.taken && (container.controller || mine)) location.reload(); });
  registration().then(found => found && found.addEventListener("updatefound", () => {
    found.installing.addEventListener("statechange", show);
  }));
  window.portalOffline = { root, registration, ask, show, size, words };
  if (container.controller) show();
})();
