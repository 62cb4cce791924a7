/* Runs cells in a worker. The build puts the code of a runtime behind this file; the page hands over the other files and
   then lists of cells, and gets back what they print and show. Nothing here asks the network for anything. */
var lab = { said: "", chars: 0, shown: 0, quiet: false, cut: false, last: 0, run: null };
var MOST_TEXT = 100000, MOST_SHOWN = 2000000;

lab.flush = function () {
  if (lab.said) postMessage({ t: "text", text: lab.said });
  lab.said = "";
  lab.last = performance.now();
};
lab.tooMuch = function () {
  if (!lab.cut) { lab.flush(); postMessage({ t: "cut" }); }
  lab.cut = true;
};
/* Text in small lots, at most MOST_TEXT characters in a run. */
lab.print = function (text) {
  if (lab.quiet || lab.cut) return;
  var room = MOST_TEXT - lab.chars;
  lab.chars += text.length;
  lab.said += text.length > room ? text.slice(0, room) : text;
  if (text.length > room) return lab.tooMuch();
  if (lab.said.length > 4000 || performance.now() - lab.last > 100) lab.flush();
};
/* What run.py sends: cells that begin, tables, drawings, errors. */
self.portalSend = function (json) {
  var message = JSON.parse(json);
  lab.flush();
  if (message.t === "cell") lab.quiet = message.quiet;
  if (message.t === "table" || message.t === "drawing") {
    if (lab.quiet || lab.cut) return;
    lab.shown += json.length;
    if (lab.shown > MOST_SHOWN) return lab.tooMuch();
  }
  postMessage(message);
};

lab.boot = {
  quick: async function (files) {
    var python = await loadMicroPython({
      url: "runtime.wasm", heapsize: 16 * 1024 * 1024, pystack: 64 * 1024, linebuffer: true,
      stdout: function (line) { lab.print(line + "\n"); }, stderr: function (line) { lab.print(line + "\n"); }
    });
    python.FS.writeFile("/clusterlab.py", files["clusterlab.py"]);
    python.runPython(new TextDecoder().decode(files["run.py"]));
    var run = python.globals.get("run"), module = python._module;
    return function (cells) {
      try { return run(cells); } finally { // a last line without an end waits in the runtime
        if (module._stdoutBuffer.length) lab.print(new TextDecoder().decode(new Uint8Array(module._stdoutBuffer)));
        module._stdoutBuffer = [];
      }
    };
  },
  full: async function (files) {
    var decoder = new TextDecoder();
    var out = { write: function (bytes) { lab.print(decoder.decode(bytes, { stream: true })); return bytes.length; } };
    var python = await loadPyodide({
      indexURL: "https://runtime.invalid/", lockFileContents: JSON.parse(new TextDecoder().decode(files["lock.json"])),
      createPyodideModule: createPyodideModule
    });
    python.setStdout(out);
    python.setStderr(out);
    python.FS.writeFile("/home/pyodide/clusterlab.py", files["clusterlab.py"]);
    python.runPython(new TextDecoder().decode(files["run.py"]));
    return python.globals.get("run");
  }
};

/* The runtimes ask for their files by address; they get those that were handed over. */
lab.answer = function (files) {
  self.fetch = async function (address) {
    var name = String(address.url || address).replace(/.*\//, ""), type = /wasm$/.test(name) ? "application/wasm" : "application/zip";
    return files[name] ? new Response(files[name], { headers: { "content-type": type } }) : new Response("", { status: 404 });
  };
};

onmessage = async function (event) {
  var given = event.data;
  try {
    if (given.files) {
      lab.answer(given.files);
      lab.run = await lab.boot[given.kind](given.files);
      postMessage({ t: "ready" });
      return;
    }
    lab.said = ""; lab.chars = lab.shown = 0; lab.cut = lab.quiet = false; lab.last = performance.now();
    var ok = lab.run(JSON.stringify(given.cells));
    lab.flush();
    postMessage({ t: "done", ok: ok });
  } catch (error) {
    postMessage({ t: "fatal", text: String(error && error.message || error).slice(-500) });
  }
};
