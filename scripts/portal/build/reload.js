/* Served by `portal serve` only: waits for the next build and loads the page anew. Scripts, not requests: the policy allows no others. */
(function () {
  "use strict";
  var from = document.currentScript.getAttribute("data-build");
  function wait() {
    var script = document.createElement("script");
    script.src = "/__portal/wait.js?from=" + encodeURIComponent(from) + "&t=" + Date.now();
    script.onload = function () { script.remove(); wait(); };
    script.onerror = function () { script.remove(); setTimeout(wait, 2000); };
    document.head.append(script);
  }
  wait();
})();
