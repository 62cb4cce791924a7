/* A module in one file: says whether this browser keeps what the reader does. After state.js. */
(function () {
  "use strict";
  const line = document.getElementById("whole-state");
  const probe = "portal/1/" + document.documentElement.dataset.site + "/probe";
  let kept = true;
  try {
    localStorage.setItem(probe, "1");
    localStorage.removeItem(probe);
  } catch (denied) { kept = false; }
  line.textContent = kept ? line.dataset.kept : line.dataset.lost;
})();
