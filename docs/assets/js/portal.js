/* What the pages do on top of what they say: colours, search field, terms, filters, links and citations, print.
   Every part stands alone; without it the page still reads and links. */
(function () {
  "use strict";
  var doc = document, root = doc.documentElement;
  var $ = function (selector, at) { return (at || doc).querySelector(selector); };
  var $$ = function (selector, at) { return Array.prototype.slice.call((at || doc).querySelectorAll(selector)); };
  var holder = $("#portal-ui"), ui = holder ? holder.dataset : {};

  function make(name, className, words) {
    var node = doc.createElement(name);
    if (className) node.className = className;
    if (words) node.textContent = words;
    return node;
  }
  function button(className, words, act) {
    var node = make("button", className, words);
    node.type = "button";
    if (act) node.addEventListener("click", act);
    return node;
  }

  /* What is of use with a script only stands in templates. */
  $$("template.with-script").forEach(function (part) { part.replaceWith(part.content); });

  /* Puts a box under a thing, inside the window. */
  function place(box, under) {
    var at = under.getBoundingClientRect(), wide = root.clientWidth, room = 16;
    box.style.left = box.style.top = "0";
    var size = box.getBoundingClientRect(), zero = { x: size.left + scrollX, y: size.top + scrollY };
    var start = root.dir === "rtl" ? at.right - size.width : at.left;
    var left = Math.max(room, Math.min(start, wide - size.width - room));
    var below = at.bottom + 6, over = at.top - size.height - 6;
    var top = below + size.height > innerHeight && over > 0 ? over : below;
    box.style.left = left + scrollX - zero.x + "px";
    box.style.top = top + scrollY - zero.y + "px";
  }

  /* Colours: automatic, light, dark. */
  (function () {
    var toggle = $(".theme"), order = ["auto", "light", "dark"], key = "portal/1/theme";
    if (!toggle) return;
    var now = order.indexOf(root.dataset.theme) > 0 ? root.dataset.theme : "auto";
    function show() { $(".theme-name", toggle).textContent = toggle.dataset[now]; }
    toggle.addEventListener("click", function () {
      now = order[(order.indexOf(now) + 1) % 3];
      if (now === "auto") delete root.dataset.theme; else root.dataset.theme = now;
      try { if (now === "auto") localStorage.removeItem(key); else localStorage.setItem(key, now); } catch (denied) { /* kept for this page only */ }
      show();
    });
    show();
  })();

  /* Search: its code comes with the first focus. */
  (function () {
    var field = $("#q"), asked;
    if (!field) return;
    field.addEventListener("focus", function () {
      if (asked || !field.closest(".search")) return;
      field.addEventListener("keydown", wish);
      asked = doc.createElement("script");
      asked.src = field.closest(".search").dataset.code;
      doc.head.appendChild(asked);
    });
    /* Enter before the code is there: the code finds the wish and fulfils it. */
    function wish(event) { if (event.key === "Enter" && !window.portalSearch) field.dataset.wish = "open"; }
    doc.addEventListener("keydown", function (event) {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.nodeName) || event.target.isContentEditable) return;
      event.preventDefault();
      field.focus();
      field.select();
    });
  })();

  /* Folds in the head of the page close with Escape and with a click elsewhere. */
  doc.addEventListener("keydown", function (event) {
    var open = event.key === "Escape" && $(".fold[open]");
    if (open) { open.open = false; $("summary", open).focus(); }
  });
  doc.addEventListener("click", function (event) {
    $$(".fold[open]").forEach(function (fold) { if (!fold.contains(event.target)) fold.open = false; });
  });

  /* Terms: the first sentence on hover, focus or tap. */
  (function () {
    var tip, owner, pointer = "", pressed, timer;
    function close() {
      clearTimeout(timer);
      if (!tip) return;
      tip.remove();
      owner.removeAttribute("aria-describedby");
      tip = owner = null;
    }
    function closeSoon() { clearTimeout(timer); timer = setTimeout(close, 250); }
    function stay() { clearTimeout(timer); }
    function open(term, withLink) {
      stay();
      if (owner === term) return;
      close();
      owner = term;
      tip = make("div", "tip", term.dataset.tip);
      tip.id = "tip";
      if (withLink) {
        var link = make("a", "", ui.fullEntry);
        link.href = term.href;
        tip.appendChild(link);
      } else tip.setAttribute("role", "tooltip");
      tip.addEventListener("pointerenter", stay);
      tip.addEventListener("pointerleave", closeSoon);
      doc.body.appendChild(tip);
      term.setAttribute("aria-describedby", "tip");
      place(tip, term);
    }
    $$(".term[data-tip]").forEach(function (term) {
      term.addEventListener("pointerenter", function (event) { if (event.pointerType === "mouse") { stay(); timer = setTimeout(open, 150, term); } });
      term.addEventListener("pointerleave", function (event) { if (event.pointerType === "mouse") closeSoon(); });
      term.addEventListener("focus", function () { if (term.matches(":focus-visible") && !pressed) open(term); });
      term.addEventListener("blur", closeSoon);
      term.addEventListener("pointerdown", function (event) { pointer = event.pointerType; pressed = true; });
      term.addEventListener("keydown", function () { pointer = ""; });
      term.addEventListener("click", function (event) {
        pressed = false;
        if (pointer && pointer !== "mouse" && owner !== term) { event.preventDefault(); open(term, true); }
      });
    });
    doc.addEventListener("pointerdown", function (event) {
      if (!event.target.closest || !event.target.closest(".term")) pressed = false;
      if (tip && !tip.contains(event.target) && event.target !== owner) close();
    });
    doc.addEventListener("keydown", function (event) { if (event.key === "Escape") close(); });
  })();

  /* Every figure, table, section and row has a mark; reuse.js, which comes with the first click, opens a menu at it. */
  (function () {
    var canonical = $('link[rel="canonical"]'), cited = $("#citation");
    function copy(words, status) {
      function byHand() {
        var box = make("textarea");
        box.readOnly = true;
        box.value = words;
        box.setAttribute("aria-label", ui.copyByHand);
        status.textContent = ui.copyByHand;
        $$("textarea[readonly]", status.parentNode).forEach(function (old) { old.remove(); });
        status.parentNode.appendChild(box);
        box.focus();
        box.select();
      }
      if (!navigator.clipboard) return byHand();
      navigator.clipboard.writeText(words).then(function () { status.textContent = ui.copied; }, byHand);
    }
    function use(mark) {
      if (window.portalReuse) return window.portalReuse(mark);
      if (mark.dataset.asked) return;
      mark.dataset.asked = "yes";
      var code = doc.createElement("script");
      code.src = ui.reuse;
      code.onload = function () { delete mark.dataset.asked; use(mark); };
      code.onerror = function () { delete mark.dataset.asked; location.hash = mark.dataset.place; };
      doc.head.appendChild(code);
    }
    function words(node) { return node.textContent.replace(/\s+/g, " ").trim(); }
    /* A mark for a part of the page: the id that links to it, the part itself, and its name. */
    function markOf(id, part, name) {
      var mark = button("anchor", "", function () { use(mark); });
      mark.dataset.place = id;
      mark.dataset.name = name;
      mark.setAttribute("aria-expanded", "false");
      mark.setAttribute("aria-label", ui.menu + ": " + name);
      mark.stands = part;
      return mark;
    }
    /* Scripts that make tables call this again; kept is the part of the address that tells what they show. */
    function marks(kept) {
      $$("a.anchor").forEach(function (link) {
        var id = decodeURIComponent(link.hash.slice(1)), part = doc.getElementById(id);
        if (!part) return;
        link.replaceWith(markOf(id, part.nodeName === "CAPTION" ? part.parentNode : part, link.dataset.name));
      });
      $$(".article > :is(h2, h3)[id], .day-sheet > h2[id], .item > h3[id]").forEach(function (head) { if (!$(".anchor", head)) head.appendChild(markOf(head.id, head, words(head))); });
      $$(".article table").forEach(function (table) {
        var frame = table.closest(".scroll, .table-box") || table, after = frame.nextElementSibling;
        if ($("caption .anchor", table) || table.closest(".item, [hidden]") || (after && after.matches(".table-mark"))) return;
        var head = near(table), caption = $("caption", table), name = caption ? words(caption) : "";
        if (!name || name.length > 90) name = ui.table + (head ? ": " + words(head) : ""); // a long caption explains, and names nothing
        var mark = markOf(kept !== undefined ? kept : table.id || (head ? head.id : ""), table, name);
        if (caption) return caption.appendChild(mark);
        frame.after(make("p", "table-mark"));
        frame.nextSibling.appendChild(mark);
      });
    }
    /* The last heading with an id before a node. */
    function near(node) {
      var found = null;
      $$(".article :is(h1, h2, h3)[id]").forEach(function (head) {
        if (head.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) found = head;
      });
      return found;
    }
    window.portalPage = { marks: marks, make: make, button: button, place: place, copy: copy, ui: ui, cited: cited, address: canonical ? canonical.href : location.href.replace(/#.*/, "") };
    if (!ui.reuse || /kind-(home|progress|planner)( |$)/.test(doc.body.className)) window.portalPage.marks = function () {};
    window.portalPage.marks();
    if (cited) {
      var tools = cited.parentNode.appendChild(make("div", "tools")), said = make("p", "hint");
      said.setAttribute("role", "status");
      tools.append(button("button", ui.copyCitation, function () { copy(cited.dataset.cite, said); }), said);
    }
    /* A text of the page that can be taken along as it is. */
    $$(".tools[data-copies]").forEach(function (tools) {
      var status = make("p", "hint"), from = doc.getElementById(tools.dataset.copies);
      status.setAttribute("role", "status");
      tools.insertBefore(button("button", tools.dataset.copy, function () { copy(from.textContent, status); }), tools.firstChild);
      tools.appendChild(status);
    });
  })();

  /* Print. */
  $$(".tools").slice(0, 1).forEach(function (tools) {
    if (/kind-(case|brief|programme|handout)( |$)/.test(doc.body.className)) tools.insertBefore(button("button", ui.print, function () { print(); }), tools.firstChild);
  });

  /* Filters of rows: chips of one facet widen the choice, facets narrow it; the choice stands in the address. */
  (function () {
    var panel = $("[data-filters]"), state = $(".filter-state"), chosen = {}, chips = [];
    if (!panel || !state) return;
    var cards = $$("[data-tags]").map(function (card) { return { node: card, tags: " " + card.dataset.tags + " " }; });
    var reset = button("button", panel.dataset.reset || ui.reset, function () { chosen = {}; show(true); panel.querySelector("summary").focus(); });
    reset.hidden = true;
    state.after(reset);
    $$(".facet", panel).forEach(function (facet) {
      $$("a.chip", facet).forEach(function (link) {
        var chip = button("chip");
        chip.append.apply(chip, Array.prototype.slice.call(link.childNodes));
        chip.addEventListener("click", function () { flip(facet.dataset.facet, link.dataset.value); });
        link.replaceWith(chip);
        chips.push({ node: chip, count: $(".n", chip), facet: facet.dataset.facet, value: link.dataset.value });
      });
    });
    function has(card, facet, values) { return values.some(function (value) { return card.tags.indexOf(" " + facet + "-" + value + " ") >= 0; }); }
    function fits(card, except) {
      return Object.keys(chosen).every(function (facet) { return facet === except || has(card, facet, chosen[facet]); });
    }
    function flip(facet, value) {
      var values = chosen[facet] || [], at = values.indexOf(value);
      values = at < 0 ? values.concat(value) : values.filter(function (other) { return other !== value; });
      if (values.length) chosen[facet] = values; else delete chosen[facet];
      show(true);
    }
    function show(remember) {
      var any = Object.keys(chosen).length > 0, shown = 0;
      cards.forEach(function (card) { var fit = fits(card); card.node.hidden = !fit; if (fit) shown += 1; });
      chips.forEach(function (chip) {
        var n = cards.filter(function (card) { return fits(card, chip.facet) && has(card, chip.facet, [chip.value]); }).length;
        chip.count.textContent = n;
        chip.node.classList.toggle("zero", n === 0);
        chip.node.setAttribute("aria-pressed", String((chosen[chip.facet] || []).indexOf(chip.value) >= 0));
      });
      $$(".facet", panel).forEach(function (facet) {
        var on = (chosen[facet.dataset.facet] || []).length, mark = $(".facet-on", facet);
        mark.hidden = !on;
        mark.textContent = on || "";
      });
      state.textContent = !any && !remember ? "" : shown === 0 ? state.dataset.none : shown === 1 ? state.dataset.one : state.dataset.many.replace("{n}", shown);
      state.parentNode.classList.toggle("on", !!state.textContent);
      reset.hidden = !any;
      if (!remember) return;
      var hash = Object.keys(chosen).map(function (facet) { return facet + "=" + chosen[facet].join(","); }).join("&");
      history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
    }
    function read() {
      chosen = {};
      location.hash.slice(1).split("&").forEach(function (part) {
        var pair = part.split("=");
        if (pair.length !== 2) return;
        var values = pair[1].split(",").filter(function (value) { return chips.some(function (chip) { return chip.facet === pair[0] && chip.value === value; }); });
        if (values.length) chosen[pair[0]] = values;
      });
      show(false);
      $$(".facet", panel).forEach(function (facet) { if (chosen[facet.dataset.facet]) facet.open = true; });
    }
    addEventListener("hashchange", read);
    if (matchMedia("(min-width: 60rem)").matches) $$(".facet", panel).forEach(function (facet, n) { if (n < 3) facet.open = true; });
    read();
  })();

  /* A page that the offline worker serves says what is saved, and offers a new edition. */
  if (navigator.serviceWorker && navigator.serviceWorker.controller && ui.worker && !$('script[src$="/offline.js"]')) {
    doc.head.appendChild(make("script")).src = ui.worker;
  }

  /* Where the reader is, in the list of sections. */
  (function () {
    var links = $$(".toc-side a"), heads = links.map(function (link) { return doc.getElementById(decodeURIComponent(link.hash.slice(1))); });
    if (!links.length || !("IntersectionObserver" in window)) return;
    function mark() {
      var at = 0;
      heads.forEach(function (head, n) { if (head && head.getBoundingClientRect().top < innerHeight * 0.35) at = n; });
      links.forEach(function (link, n) { if (n === at) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current"); });
    }
    var watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -65% 0px" });
    heads.forEach(function (head) { if (head) watch.observe(head); });
  })();
})();
