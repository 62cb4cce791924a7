/* A page that has moved: go on to its new address, to the same place on it. */
(function () {
  "use strict";
  var link = document.getElementById("moved");
  if (link) location.replace(link.href + location.hash);
})();
