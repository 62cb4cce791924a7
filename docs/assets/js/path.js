/* A learning path: what of each step is done already, from what lessons and questions have kept in this browser.

   A step has data-parts (sections, as <module>/<section>) and data-items (questions, as <module>/<item>=<digest>). A step with
   neither is not counted. Nothing is written here. */
(function () {
  "use strict";
  const state = window.portalState, kit = window.portalKit;
  if (!state || !kit) return;
  const { $, $$, make, say, best } = kit, all = $(".way-done");
  const list = (node, name) => (node.dataset[name] || "").split(" ").filter(Boolean);
  const read = key => state.get("lesson", key) !== null;
  const checked = entry => {
    const [key, of] = entry.split("="), record = state.get("quiz", key);
    return record !== null && record.of === of && best(record) !== null;
  };

  function mark(node, done) {
    const there = $(":scope > .way-tick", node);
    if (done && !there) node.prepend(make("span", { class: "way-tick", role: "img", "aria-label": all.dataset.tick }, "✓"));
    if (!done && there) there.remove();
  }
  function show() {
    const steps = $$(".way-step[data-parts]").map(step => {
      const done = { parts: list(step, "parts").map(read), items: list(step, "items").map(checked) };
      $$(".way-state", step).forEach(place => {
        const found = done[place.dataset.of], n = found.filter(Boolean).length;
        place.textContent = n ? say(place.dataset.words, { n, m: found.length }) : "";
      });
      $$("[data-part]", step).forEach(line => mark(line, read(line.dataset.part)));
      const whole = [...done.parts, ...done.items].every(Boolean);
      mark($("h3", step), whole);
      return whole;
    });
    all.textContent = steps.length ? say(all.dataset.done, { n: steps.filter(Boolean).length, m: steps.length }) : "";
  }

  show();
  state.subscribe(show);
})();
