/* Runs before the first paint: the reader's choice of colours, and the mark that scripts run. */
(function (root) {
  root.classList.add("js");
  try {
    var choice = localStorage.getItem("portal/1/theme");
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
  } catch (denied) { /* no storage: the colours follow the system */ }
})(document.documentElement);
