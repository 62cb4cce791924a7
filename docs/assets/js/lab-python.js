/* Python in a worker that is made from text, so that it runs from a folder too and asks nobody for anything.

   portalPython(data) gives, for one page (data: addresses and texts):
     able                 false in a browser that cannot run it
     kind, busy, ready    "quick" or "full"; whether a run goes on; whether the worker waits for one
     begin()              makes the worker, if there is none
     run(cells, show)     runs cells afresh, hands every message to show, gives {ok, error, note}
     stop(text)           ends the worker and the run, which then gives the text as its note
     pack(kind, progress) loads the files of a kind, once; progress(0 … 1) may return false to give up
     use(kind)            changes the kind and begins */
(function () {
  "use strict";
  const { make, say } = window.portalKit;
  const LIMIT = 10000, TOGETHER = 3;
  const arrived = {};

  window.portalLab = (kind, number, count, letters) => {
    arrived[kind + number] = { count, bytes: Uint8Array.from(atob(letters), letter => letter.charCodeAt(0)) };
  };

  async function unpack(parts) {
    const all = new Uint8Array(await new Blob(parts).arrayBuffer()), end = all.indexOf(10), files = {};
    let at = end + 1;
    for (const [name, size] of JSON.parse(new TextDecoder().decode(all.subarray(0, end)))) {
      const stream = new Blob([all.subarray(at, at += size)]).stream().pipeThrough(new DecompressionStream("gzip"));
      files[name] = new Uint8Array(await new Response(stream).arrayBuffer());
    }
    return files;
  }

  window.portalPython = data => {
    const words = data.texts, packs = {};
    let worker = null, starting = null, current = null;
    const me = { able: "DecompressionStream" in window && "WebAssembly" in window && "Worker" in window, kind: "quick", begin, run, stop, pack, use };
    Object.defineProperties(me, { busy: { get: () => !!current }, ready: { get: () => !!worker } });

    function piece(kind, number) {
      return new Promise((resolve, reject) => {
        const end = () => {
          const found = arrived[kind + number];
          delete arrived[kind + number];
          script.remove();
          if (found) resolve(found); else reject(new Error(words.missing));
        };
        const script = make("script", { src: data[kind].replace(/\.js$/, number ? `-${number}.js` : ".js"), on: { load: end, error: end } });
        document.head.append(script);
      });
    }
    async function load(kind, progress) {
      const first = await piece(kind, 0), parts = [first.bytes];
      while (parts.length < first.count) {
        if (progress(parts.length / first.count) === false) throw new Error(words.stopped);
        const next = Array.from({ length: Math.min(TOGETHER, first.count - parts.length) }, (_, n) => piece(kind, parts.length + n));
        parts.push(...(await Promise.all(next)).map(part => part.bytes));
      }
      progress(1);
      return unpack(parts);
    }
    function pack(kind, progress) {
      if (!packs[kind]) {
        packs[kind] = load(kind, progress || (() => true));
        packs[kind].catch(() => { delete packs[kind]; });
      }
      return packs[kind];
    }

    function begin() {
      if (!me.able) return Promise.reject(new Error(words.old));
      if (!starting) {
        const mine = starting = start(me.kind, () => starting === mine);
        mine.catch(() => { if (starting === mine) drop(); });
      }
      return starting;
    }
    async function start(kind, wanted) {
      const { "runtime.js": code, ...files } = await pack(kind);
      const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" })), made = new Worker(address);
      await new Promise((resolve, reject) => {
        const failed = text => reject(new Error(say(words.crashed, { text })));
        made.onmessage = event => (event.data.t === "ready" ? resolve() : failed(event.data.text));
        made.onerror = event => failed(event.message || "");
        made.postMessage({ kind, files });
      });
      URL.revokeObjectURL(address);
      if (!wanted()) { made.terminate(); throw new Error(words.stopped); }
      made.onmessage = event => current && current(event.data);
      made.onerror = event => current && current({ t: "fatal", text: event.message || "" });
      worker = made;
      return made;
    }
    function drop() {
      if (worker) worker.terminate();
      worker = starting = null;
    }
    function stop(text) {
      const running = current;
      drop();
      if (running) running({ t: "stopped", text });
    }
    function use(kind) {
      stop(words.stopped);
      me.kind = kind;
      return begin();
    }

    async function run(cells, show) {
      if (current) return { note: words.busy };
      const result = { ok: false };
      let end, timer;
      const over = new Promise(resolve => { end = resolve; });
      current = message => {
        if (message.t === "error") result.error = message;
        else if (message.t === "stopped") result.note = message.text;
        else if (message.t === "fatal") { result.note = say(words.crashed, message); drop(); }
        else if (message.t === "done") result.ok = message.ok;
        else show(message);
        if (/done|stopped|fatal/.test(message.t)) end();
      };
      try {
        const ready = await Promise.race([begin(), over]);
        if (ready) {
          timer = setTimeout(() => stop(words.limit), LIMIT);
          ready.postMessage({ cells });
          await over;
        }
      } catch (failed) { result.note = failed.message; }
      clearTimeout(timer);
      current = null;
      return result;
    }
    return me;
  };
})();
