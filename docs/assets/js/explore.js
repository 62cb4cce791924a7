/* The explorer of cases: choices, words, order, cards or a table, pages, and cases to compare. What the reader has chosen
   stands in the address. The data comes with the first choice; until then the page is the one that was built. */
(function () {
  "use strict";
  var doc = document, box = doc.getElementById("explore"), panel = doc.querySelector(".explore-by");
  if (!box || !panel) return;
  var ui = JSON.parse(doc.getElementById("explore-words").textContent), given = box.dataset, reset = doc.getElementById("portal-ui").dataset.reset;
  var $ = function (selector, at) { return (at || doc).querySelector(selector); };
  var $$ = function (selector, at) { return Array.prototype.slice.call((at || doc).querySelectorAll(selector)); };
  var title = $("#found-title"), status = $(".filter-state", box), field = $("#explore-q"), order = $("#explore-sort"), list = $("ul.cards", box);
  var views = $$("[data-view]", box), per = Number(given.per), MOST = 4, SORTS = ["title", "start", "results"];
  var state = fresh(), data, texts, wanted = {}, cards = {}, chips = [], pager = $("nav.pages", box), table, bar, typed = 0;
  var collator = new Intl.Collator(doc.documentElement.lang);
  $$("li[data-case]", list).forEach(function (card) { cards[card.dataset.case] = card; });

  function fresh() { return { chosen: {}, words: "", sort: "", view: "", page: 1, picks: [] }; }
  function make(name, className, words, parent) {
    var node = doc.createElement(name);
    if (className) node.className = className;
    if (words !== undefined && words !== "") node.textContent = words;
    if (parent) parent.appendChild(node);
    return node;
  }
  function button(words, act, parent) {
    var node = make("button", "button", words, parent);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  }
  function fill(pattern, values) { return pattern.replace(/\{(\w+)\}/g, function (all, key) { return key in values ? values[key] : all; }); }
  function fold(words) { return words.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, ""); }

  /* The data: two scripts, each asked for when it is needed. */
  window.portalExplore = function (name, value) {
    if (name === "texts") texts = value;
    else data = known(value);
  };
  function known(value) {
    var places = [];
    value.facets.forEach(function (facet) { facet[1].forEach(function (entry) { places.push({ facet: facet[0], value: entry[0], label: entry[1] }); }); });
    return value.cases.map(function (entry, at) {
      var one = { id: entry[0], title: entry[1], short: entry[2], start: entry[3], end: entry[4], results: entry[5], at: at, has: {}, labels: {} };
      entry[6].forEach(function (number) {
        var place = places[number];
        one.has[place.facet + "=" + place.value] = true;
        (one.labels[place.facet] = one.labels[place.facet] || []).push(place.label);
      });
      return one;
    });
  }
  function need(name) {
    if (name === "texts" ? texts : data) return true;
    if (wanted[name]) return false;
    var script = make("script");
    wanted[name] = true;
    script.src = given.scripts.replace("x.js", name + ".js");
    script.addEventListener("load", function () { show(true); });
    script.addEventListener("error", function () { wanted[name] = false; say(ui.failed); });
    doc.head.appendChild(script);
    return false;
  }

  /* Which cases fit. */
  function matching() {
    var sought = fold(state.words).split(/\s+/).filter(Boolean), here;
    if (!sought.length) return function () { return true; };
    here = data.map(function (one) { return one.folded || (one.folded = fold(one.title + " " + (one.labels.country || []).join(" ") + " " + texts[one.at])); });
    return function (one) { return sought.every(function (word) { return here[one.at].indexOf(word) >= 0; }); };
  }
  function fits(one, except) {
    return Object.keys(state.chosen).every(function (facet) {
      return facet === except || state.chosen[facet].some(function (value) { return one.has[facet + "=" + value]; });
    });
  }
  function sorted(found) {
    var by = {
      title: function (a, b) { return collator.compare(a.title, b.title); },
      start: function (a, b) { return b.start - a.start; },
      results: function (a, b) { return b.results - a.results; }
    }[state.sort];
    return by ? found.sort(function (a, b) { return by(a, b) || a.at - b.at; }) : found;
  }

  /* What the reader sees. */
  function say(words) {
    status.textContent = words;
    status.parentNode.classList.toggle("on", !!words);
  }
  function years(one) { return one.start === one.end ? String(one.start) : one.start + "–" + one.end; }
  function link(one, parent) { make("a", "", one.title, parent).href = one.id + ".html"; }
  function card(one) {
    if (cards[one.id]) return cards[one.id];
    var node = cards[one.id] = make("li", "card"), kicker = make("p", "kicker", "", node);
    node.dataset.case = one.id;
    node.dataset.short = one.short;
    (one.labels.country || []).forEach(function (name) { make("span", "", name, kicker); kicker.append(" "); });
    make("span", "years", years(one), kicker);
    link(one, make("h3", "", "", node));
    return node;
  }
  function picker(id, name, parent) {
    var label = make("label", "pick", "", parent), tick = make("input", "", "", label);
    tick.type = "checkbox";
    tick.value = id;
    make("span", "", ui.pick, label);
    make("span", "hidden", " " + name, label);
    tick.addEventListener("change", function () {
      state.picks = tick.checked ? state.picks.concat(id) : state.picks.filter(function (other) { return other !== id; });
      remember(true);
      picks();
    });
  }
  function ticked() {
    $$(".pick input", box).forEach(function (tick) {
      tick.checked = state.picks.indexOf(tick.value) >= 0;
      tick.disabled = !tick.checked && state.picks.length >= MOST;
    });
  }
  function rows(found) {
    var body, heads = [ui.case, ui.period, ui.country, ui.sector, ui.donor, ui.results], head;
    table = make("div", "table-box");
    var node = make("table", "results", "", table);
    make("caption", "hidden", ui.table, node);
    head = make("tr", "", "", make("thead", "", "", node));
    heads.forEach(function (words) { make("th", "", words, head).scope = "col"; });
    body = make("tbody", "", "", node);
    found.forEach(function (one) {
      var tr = make("tr", "", "", body), th = make("th", "", "", tr);
      th.scope = "row";
      link(one, make("span", "what", "", th));
      picker(one.id, one.title, th);
      [years(one), one.labels.country, one.labels.sector, one.labels.donor, one.results].forEach(function (value, at) {
        var cell = make("td", "", "", tr), listed;
        cell.dataset.label = heads[at + 1];
        if (!Array.isArray(value)) { make("span", "", String(value === undefined ? "" : value), cell); return; }
        listed = make("span", "listed", "", cell);
        value.forEach(function (words) { make("span", "", words, listed); listed.append(" "); });
      });
    });
    return table;
  }
  function name(id) { return data ? data.filter(function (one) { return one.id === id; })[0].short : cards[id].dataset.short; }
  function picks() {
    ticked();
    bar.hidden = !state.picks.length;
    bar.textContent = "";
    if (bar.hidden) return;
    make("p", "", fill(ui.picked, { names: state.picks.map(name).join("; ") }) + (state.picks.length === MOST ? " " + ui.full : ""), bar);
    if (state.picks.length < 2) make("p", "", ui.more, bar);
    else make("a", "button", fill(ui.go, { n: state.picks.length }), bar).href = given.compare + "#" + state.picks.join(",");
    button(ui.drop, function () { state.picks = []; remember(true); picks(); title.focus(); }, bar);
  }
  function pages(last) {
    if (pager) pager.remove();
    pager = null;
    if (last < 2) return;
    pager = make("nav", "pages", "", box);
    pager.setAttribute("aria-label", ui.pages);
    var ul = make("ul", "chips", "", pager);
    near(last).forEach(function (number) {
      var item = make("li", "", "", ul), to;
      if (!number) { make("span", "", "…", item); return; }
      to = make("a", "chip", "", item);
      make("span", "hidden", ui.page + " ", to);
      to.append(String(number));
      to.href = "#" + address(number);
      if (number === state.page) to.setAttribute("aria-current", "page");
      to.addEventListener("click", function (event) {
        event.preventDefault();
        state.page = number;
        show();
        title.focus({ preventScroll: true });
        title.scrollIntoView();
      });
    });
    box.insertBefore(pager, bar);
  }
  /* The first and the last page and those around this one; 0 for a gap. */
  function near(last) {
    var found = [], before = 0;
    for (var number = 1; number <= last; number += 1) {
      if (number !== 1 && number !== last && Math.abs(number - state.page) > 2) continue;
      if (number > before + 1) found.push(0);
      found.push(number);
      before = number;
    }
    return found;
  }
  function controls(match) {
    chips.forEach(function (chip) {
      var key = chip.facet + "=" + chip.value, n;
      if (match) {
        n = data.filter(function (one) { return one.has[key] && fits(one, chip.facet) && match(one); }).length;
        chip.count.textContent = n;
        chip.node.classList.toggle("zero", n === 0);
      }
      chip.node.setAttribute("aria-pressed", String((state.chosen[chip.facet] || []).indexOf(chip.value) >= 0));
    });
    $$(".facet", panel).forEach(function (facet) {
      var on = (state.chosen[facet.dataset.facet] || []).length, mark = $(".facet-on", facet);
      mark.hidden = !on;
      mark.textContent = on || "";
    });
    if (doc.activeElement !== field) field.value = state.words;
    order.value = state.sort;
    views.forEach(function (view) { view.setAttribute("aria-pressed", String(view.dataset.view === state.view)); });
    clear.hidden = !Object.keys(state.chosen).length && !state.words;
  }
  function show(quiet) {
    var match, found, last, part;
    if (typed) take();
    if (!quiet) remember();
    if (!need("cases") || (state.words.trim() && !need("texts"))) { controls(); return; }
    state.picks = state.picks.filter(function (id) { return data.some(function (one) { return one.id === id; }); });
    match = matching();
    found = sorted(data.filter(function (one) { return fits(one) && match(one); }));
    last = Math.max(1, Math.ceil(found.length / per));
    state.page = Math.min(state.page, last);
    part = found.slice((state.page - 1) * per, state.page * per);
    controls(match);
    if (table) table.remove();
    table = null;
    list.hidden = state.view === "table";
    if (list.hidden) box.insertBefore(rows(part), bar);
    else {
      list.textContent = "";
      part.forEach(function (one) { list.appendChild(dressed(card(one), one)); });
    }
    pages(last);
    picks();
    say(!found.length ? ui.none : (found.length === 1 ? ui.one : fill(ui.many, { n: found.length })) + (last > 1 ? ". " + fill(ui.part, { n: state.page, m: last }) : ""));
  }
  function dressed(node, one) {
    if (!$(".pick", node)) picker(one.id, one.title, node);
    return node;
  }

  /* The address. */
  function address(page) {
    var parts = Object.keys(state.chosen).map(function (facet) { return facet + "=" + state.chosen[facet].join(","); });
    if (state.words.trim()) parts.push("q=" + encodeURIComponent(state.words.trim()));
    ["sort", "view"].forEach(function (key) { if (state[key]) parts.push(key + "=" + state[key]); });
    if (page > 1) parts.push("page=" + page);
    if (state.picks.length) parts.push("pick=" + state.picks.join(","));
    return parts.join("&");
  }
  function remember(same) {
    var hash = address(state.page), to = hash ? "#" + hash : location.pathname + location.search;
    if ((hash ? "#" + hash : "") === location.hash) return;
    history[same ? "replaceState" : "pushState"](null, "", to);
  }
  function read() {
    var next = fresh();
    location.hash.slice(1).split("&").forEach(function (part) {
      var at = part.indexOf("="), key = part.slice(0, at), value = part.slice(at + 1), values = value.split(",");
      if (at < 1) return;
      if (key === "q") try { next.words = decodeURIComponent(value).slice(0, 200); } catch (broken) { /* no words then */ }
      else if (key === "sort" && SORTS.indexOf(value) >= 0) next.sort = value;
      else if (key === "view" && value === "table") next.view = value;
      else if (key === "page" && /^[1-9]\d{0,4}$/.test(value)) next.page = Number(value);
      else if (key === "pick") next.picks = values.filter(function (id, n) { return /^[a-z0-9-]+$/.test(id) && values.indexOf(id) === n; }).slice(0, MOST);
      else {
        values = values.map(function (one) { return one.toLowerCase(); });
        values = values.filter(function (one, n) { return values.indexOf(one) === n && chips.some(function (chip) { return chip.facet === key && chip.value === one; }); });
        if (values.length) next.chosen[key] = values;
      }
    });
    state = next;
    put();
  }
  function follow() {
    if (location.hash && location.hash.indexOf("=") < 0) return; /* a place on the page */
    var before = address(state.page);
    read();
    if (address(state.page) !== before) show(true);
  }

  /* The controls. */
  $$(".facet", panel).forEach(function (facet) {
    $$(".chip", facet).forEach(function (old) {
      var chip = make("button", "chip");
      chip.type = "button";
      chip.append.apply(chip, Array.prototype.slice.call(old.childNodes));
      chip.addEventListener("click", function () { flip(facet.dataset.facet, old.dataset.value); });
      old.replaceWith(chip);
      chips.push({ node: chip, count: $(".n", chip), facet: facet.dataset.facet, value: old.dataset.value });
    });
  });
  function flip(facet, value) {
    var values = state.chosen[facet] || [], at = values.indexOf(value);
    values = at < 0 ? values.concat(value) : values.filter(function (other) { return other !== value; });
    if (values.length) state.chosen[facet] = values; else delete state.chosen[facet];
    state.page = 1;
    show();
  }
  /* Words that are typed count a moment later, or with the next choice; `put` writes them, `take` reads them. */
  function put() { clearTimeout(typed); typed = 0; field.value = state.words; }
  function take() { clearTimeout(typed); typed = 0; state.words = field.value; state.page = 1; }
  var clear = button(reset, function () { state.chosen = {}; state.words = ""; state.page = 1; put(); show(); title.focus(); });
  status.after(clear);
  bar = make("div", "compare-bar", "", box);
  bar.hidden = true;
  field.addEventListener("focus", function () { need("cases"); need("texts"); });
  field.addEventListener("input", function () {
    clearTimeout(typed);
    typed = setTimeout(function () { take(); remember(true); show(true); }, 150);
  });
  order.addEventListener("change", function () { state.sort = order.value; state.page = 1; show(); });
  views.forEach(function (view) { view.addEventListener("click", function () { state.view = view.dataset.view; show(); }); });
  addEventListener("popstate", follow);

  /* The page as it was built, then what the address says. */
  Object.keys(cards).forEach(function (id, at) {
    picker(id, $("h3 a", cards[id]).textContent, cards[id]);
    if (at >= per) cards[id].remove();
  });
  read();
  controls();
  if (Number(given.count) > per) pages(Math.ceil(given.count / per));
  if (matchMedia("(min-width: 60rem)").matches) $$(".facet", panel).forEach(function (facet, n) { if (n < 2) facet.open = true; });
  $$(".facet", panel).forEach(function (facet) { if (state.chosen[facet.dataset.facet]) facet.open = true; });
  if (address(state.page)) show(true);
})();
