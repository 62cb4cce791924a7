/* A lesson: which sections were read, the next step, and a view for the projector.

   The page has h2[id] headings, <div class="part-end" data-part="<module>/<section>"> after each section, and
   <nav id="next-step"> with a list of what comes after the lesson. Texts stand in #lesson-ui (macro lesson_texts). */
(function () {
  "use strict";
  const state = window.portalState, kit = window.portalKit, doc = document, html = doc.documentElement;
  const holder = doc.getElementById("lesson-ui");
  if (!state || !kit || !holder) return;
  const { $, $$, make, button, say } = kit, words = holder.dataset;
  const SECONDS = 4; // how long the end of a section has to be in sight to count as read
  const article = $(".article");

  /* ---------- sections read ---------- */

  const parts = $$(".part-end[data-part]").map(end => {
    const key = end.dataset.part, head = doc.getElementById(key.slice(key.indexOf("/") + 1));
    const title = head ? (head.firstChild.nodeValue || head.textContent).replace(/\s+/g, " ").trim() : "";
    const box = make("input", { type: "checkbox", id: "read-" + key.replace("/", "--") });
    end.append(box, make("label", { for: box.id }, make("span", null, words.read), make("span", { class: "hidden" }, `: ${title}`)));
    return { key, head, title, box, end };
  });
  const isRead = part => state.get("lesson", part.key) !== null;

  function keep(part, how) {
    if (how) state.set("lesson", part.key, { answer: how }); else state.remove("lesson", part.key);
    show();
  }
  parts.forEach(part => part.box.addEventListener("change", () => {
    part.unticked = !part.box.checked; // what the reader took back is not ticked again by scrolling
    keep(part, part.box.checked ? "ticked" : "");
  }));

  if ("IntersectionObserver" in window) {
    const timers = new Map(), watch = new IntersectionObserver(seen => seen.forEach(({ target, isIntersecting }) => {
      const part = parts.find(one => one.end === target);
      clearTimeout(timers.get(target));
      if (isIntersecting) timers.set(target, setTimeout(() => { if (!isRead(part) && !part.unticked && !doc.hidden) keep(part, "seen"); }, SECONDS * 1000));
    }));
    parts.forEach(part => watch.observe(part.end));
  }

  /* ---------- the next step ---------- */

  const nav = $("#next-step"), after = nav ? $$("a", nav) : [];
  const bar = make("div", { class: "next-bar" }), done = make("span", { class: "next-done" }), way = make("a", { class: "button" });
  if (parts.length) {
    bar.append(done, way, button("button next-projector", words.projector, () => project(true)));
    article.after(bar);
  }
  function show() {
    const read = parts.filter(isRead), next = parts.find(part => !isRead(part) && part.head);
    parts.forEach(part => { part.box.checked = isRead(part); });
    done.textContent = say(words.done, { n: read.length, m: parts.length });
    way.hidden = !next && !after.length;
    if (next) { way.href = "#" + next.head.id; way.textContent = say(words.next, { what: next.title }); }
    else if (after.length) { way.href = after[0].getAttribute("href"); way.textContent = say(words.next, { what: after[0].textContent.trim() }); }
  }

  /* ---------- the projector: one section a screen ---------- */

  /* What stands before the first h2 is the first screen; each h2 begins another. */
  const screens = [];
  for (const node of article.children) {
    if (!screens.length || node.matches("h2")) screens.push([]);
    screens[screens.length - 1].push(node);
  }
  const place = make("span", { role: "status" });
  const tools = make("div", { class: "projector-bar", hidden: true },
    button("button", words.back, () => turn(-1)), place, button("button", words.forth, () => turn(1)), button("button", words.leave, () => project(false)));
  doc.body.append(tools);
  let at = 0;

  function draw() {
    const on = html.classList.contains("projector");
    screens.forEach((screen, n) => screen.forEach(node => node.classList.toggle("off-screen", on && n !== at)));
    place.textContent = on ? say(words.screen, { n: at + 1, m: screens.length }) : "";
  }
  function turn(by) {
    at = Math.min(screens.length - 1, Math.max(0, at + by));
    draw();
    scrollTo(0, 0);
  }
  function project(on) {
    const heads = screens.map(screen => screen[0]), passed = heads.filter(head => head.getBoundingClientRect().top < 120);
    if (on) at = Math.max(0, passed.length - 1);
    html.classList.toggle("projector", on);
    tools.hidden = !on;
    draw();
    try { history.replaceState(null, "", on ? "?view=projector" : location.pathname); } catch (fromFile) { /* the address stays as it is */ }
    if (on) { scrollTo(0, 0); tools.lastChild.focus(); return; }
    heads[at].scrollIntoView();
    const opener = $(".next-projector");
    if (opener) opener.focus({ preventScroll: true });
  }
  /* Page keys go through a section that is longer than the screen before they turn. */
  function page(by) {
    const rest = by > 0 ? html.scrollHeight - innerHeight - scrollY : scrollY;
    if (rest > 8) scrollBy(0, by * innerHeight * 0.85); else turn(by);
  }
  doc.addEventListener("keydown", event => {
    if (!html.classList.contains("projector") || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select, .tip, .link-menu")) return;
    const onwards = html.dir === "rtl" ? -1 : 1;
    const act = {
      ArrowRight: () => turn(onwards), ArrowLeft: () => turn(-onwards), PageDown: () => page(1), PageUp: () => page(-1),
      Home: () => turn(-screens.length), End: () => turn(screens.length), Escape: () => project(false),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  show();
  state.subscribe(({ kind }) => { if (kind === null || kind === "lesson") show(); });
  if (kit.isPage(words.address)) state.set("pref", "last", { answer: words.address, title: doc.querySelector("h1").textContent.trim() });
  if (/[?&]view=projector(?:&|$)/.test(location.search)) project(true);
})();
