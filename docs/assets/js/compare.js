/* Two to four cases side by side. The choice stands in the address; the data of a case comes when it is chosen.
   Whether two figures may be drawn together follows the rule of scripts/portal/corpus/comparable.py. */
(function () {
  "use strict";
  var doc = document, holder = doc.getElementById("compare"), block = doc.getElementById("compare-data");
  if (!holder || !block) return;
  var page = JSON.parse(block.textContent), ui = page.ui, loaded = Object.create(null), asked = Object.create(null), selects = [];
  var picked = [], MOST = 4, unknown = false, finder;

  function make(name, className, words, parent) {
    var node = doc.createElement(name);
    if (className) node.className = className;
    if (words !== undefined && words !== "") node.textContent = words;
    if (parent) parent.appendChild(node);
    return node;
  }
  function link(words, target, parent, className) {
    var node = make("a", className, words, parent);
    node.href = page.home.replace("index.html", target);
    return node;
  }
  function fill(pattern, values) { return pattern.replace(/\{(\w+)\}/g, function (all, key) { return key in values ? values[key] : all; }); }

  /* What the reader chooses: here, or among many cases in the explorer. */
  var picker = make("div", "picker", "", holder), status = make("p", "filter-state", "", holder), out = make("div", "", "", holder);
  picker.setAttribute("role", "group");
  picker.setAttribute("aria-label", ui.choose);
  status.setAttribute("role", "status");
  if (page.cases) for (var n = 1; n <= MOST; n += 1) addSelect(n);
  else finder = link(ui.choose, page.explorer, picker, "button");
  var printer = make("button", "button", ui.print, picker);
  printer.type = "button";
  printer.addEventListener("click", function () { print(); });

  function addSelect(number) {
    var box = make("div", "", "", picker), label = make("label", "hint", fill(ui.place, { n: number }), box), select = make("select", "", "", box);
    select.id = label.htmlFor = "compare-" + number;
    make("option", "", ui.none, select).value = "";
    page.cases.forEach(function (entry) { make("option", "", entry[1], select).value = entry[0]; });
    select.addEventListener("change", take);
    selects.push(select);
  }
  function take() {
    var values = selects.map(function (select) { return select.value; });
    unknown = false;
    picked = values.filter(function (id, at) { return id && values.indexOf(id) === at; });
    history.replaceState(null, "", picked.length ? "#" + picked.join(",") : location.pathname + location.search);
    show();
  }
  function published(id) { return page.cases ? page.cases.some(function (entry) { return entry[0] === id; }) : /^[a-z0-9-]+$/.test(id); }
  function read() {
    var wished = location.hash.slice(1).split(",");
    if (doc.getElementById(location.hash.slice(1))) return;
    picked = wished.filter(function (id, at) { return published(id) && wished.indexOf(id) === at; });
    unknown = wished.some(function (id) { return id && picked.indexOf(id) < 0; });
    picked = picked.slice(0, MOST);
    selects.forEach(function (select, at) { select.value = picked[at] || ""; });
    if (finder) finder.hash = picked.length ? "pick=" + picked.join(",") : "";
    show();
  }

  window.portalCompare = function (id, value) { loaded[id] = value; };
  function load(id) {
    if (asked[id]) return;
    asked[id] = true;
    var script = make("script");
    script.src = page.folder.replace("x.js", id + ".js");
    script.addEventListener("load", show);
    script.addEventListener("error", function () { asked[id] = false; status.textContent = ui.failed; });
    doc.head.appendChild(script);
  }

  /* The rule: what two figures differ in. */
  function overlap(one, other) {
    var shared = one.filter(function (word) { return other.indexOf(word) >= 0; }).length;
    return 2 * shared > one.length + other.length - shared;
  }
  function differences(one, other) {
    var same = {
      measure: one.measure === other.measure, figure: !!(one.unit && other.unit), unit: one.unit === other.unit,
      level: one.level === other.level, qualifier: one.qualifier === other.qualifier,
      period: !!one.period && one.period === other.period, definition: overlap(one.words, other.words)
    };
    return Object.keys(same).filter(function (aspect) { return !same[aspect]; });
  }
  window.portalDifferences = differences;

  /* The table. */
  function entries(row, data) {
    var key = row[0];
    if (row[2] === "results") return data.results.filter(function (result) { return result.level === key; });
    return row[2] === "text" ? [data[key]] : data[key];
  }
  function sign(row, data) {
    return entries(row, data).map(function (entry) { return entry.id ? entry.measure + " " + entry.figure + " " + entry.label : entry; }).sort().join("\n");
  }
  function cell(row, data, all, tr) {
    var td = make("td", "", "", tr), listed = entries(row, data), list;
    td.dataset.label = data.short;
    if (row[2] === "text") {
      make("p", "", data[row[0]], td);
      link(ui.more, data.url + "#" + row[3], td, "more");
    } else if (!row[2]) td.textContent = listed[0];
    else if (!listed.length) make("span", "hint", ui.empty, td);
    else {
      list = make("ul", "plain", "", td);
      listed.forEach(function (entry) {
        var item = make("li", "", "", list);
        if (row[2] === "results") {
          make("b", "figure", entry.figure, item);
          item.append(" ");
          link(entry.label, data.url + "#result-" + entry.id, item);
        } else {
          make("span", "", entry, item);
          if (all.every(function (other) { return other[row[0]].indexOf(entry) >= 0; })) make("span", "hint", " " + ui.shared, item);
        }
      });
    }
  }
  function table(all) {
    var box = make("div", "table-box", "", out), node = make("table", "compared", "", box), head, body, differ = 0;
    make("caption", "", ui.table, node);
    head = make("tr", "", "", make("thead", "", "", node));
    make("th", "", ui.what, head).scope = "col";
    all.forEach(function (data) {
      var th = make("th", "", "", head);
      th.scope = "col";
      link(data.title, data.url, th);
    });
    body = make("tbody", "", "", node);
    page.rows.forEach(function (row) {
      var tr = make("tr", "", "", body), th = make("th", "", row[1], tr), differs;
      th.scope = "row";
      if (row[2] !== "text") {
        differs = all.some(function (data) { return sign(row, data) !== sign(row, all[0]); });
        if (differs) { differ += 1; tr.className = "differs"; }
        make("span", differs ? "mark mark-ours" : "mark", differs ? ui.differs : ui.same, th);
      }
      all.forEach(function (data) { cell(row, data, all, tr); });
    });
    return differ;
  }

  /* Figures of one kind from different cases: drawn together only where the rule allows it. */
  function figures(all) {
    var kinds = {}, order = [];
    all.forEach(function (data) {
      data.results.forEach(function (result) {
        if (!kinds[result.measure]) { kinds[result.measure] = []; order.push(result.measure); }
        kinds[result.measure].push({ data: data, result: result });
      });
    });
    order = order.filter(function (kind) { return kinds[kind].some(function (one) { return one.data !== kinds[kind][0].data; }); });
    make("h2", "", ui.figures, out);
    make("p", "", order.length ? ui.about : ui.no_figures, out);
    order.forEach(function (kind) { measure(kinds[kind]); });
  }
  function measure(found) {
    var section = make("section", "same-kind", "", out), reasons = {};
    make("h3", "", found[0].result.measureLabel, section);
    listed(found, section);
    found.forEach(function (one, at) {
      found.slice(at + 1).forEach(function (other) {
        if (one.data === other.data) return;
        var apart = differences(one.result, other.result);
        if (apart.length) apart.forEach(function (aspect) { reasons[aspect] = true; });
        else chart([one, other], section);
      });
    });
    var told = Object.keys(page.aspects).filter(function (aspect) { return reasons[aspect]; });
    if (told.length) make("p", "not-comparable", fill(ui.not_comparable, { aspects: told.map(function (aspect) { return page.aspects[aspect]; }).join("; ") }), section);
  }
  function listed(found, section) {
    var node = make("table", "results", "", make("div", "table-box", "", section)), head = make("tr", "", "", make("thead", "", "", node));
    var labels = [ui.counted, ui.figure, ui.level, ui.period], body;
    labels.forEach(function (words) { make("th", "", words, head).scope = "col"; });
    body = make("tbody", "", "", node);
    found.forEach(function (one) {
      var tr = make("tr", "", "", body), th = make("th", "", "", tr), result = one.result;
      th.scope = "row";
      make("span", "case-name", one.data.short, th);
      th.append(" ");
      link(result.label, one.data.url + "#result-" + result.id, th, "what");
      if (result.group) make("span", "who", result.group, th);
      [result.figure, page.levels[result.level], result.period || ui.undated].forEach(function (words, at) {
        make("td", "", words, tr).dataset.label = labels[at + 1];
      });
    });
  }
  function chart(pair, section) {
    var figure = make("figure", "bars", "", section), top = Math.max(Math.abs(pair[0].result.value), Math.abs(pair[1].result.value)) || 1;
    pair.forEach(function (one) {
      var row = make("div", "", "", figure), space = "http://www.w3.org/2000/svg", svg = doc.createElementNS(space, "svg"), bar = doc.createElementNS(space, "rect");
      make("span", "", one.data.short + ": " + one.result.figure, row);
      svg.setAttribute("viewBox", "0 0 100 6");
      svg.setAttribute("preserveAspectRatio", "none");
      svg.setAttribute("aria-hidden", "true");
      bar.setAttribute("height", "6");
      bar.setAttribute("width", String(100 * Math.abs(one.result.value) / top));
      svg.appendChild(bar);
      row.appendChild(svg);
    });
    make("figcaption", "", ui.comparable, figure);
  }

  function show() {
    var ids = picked, missing = ids.filter(function (id) { return !loaded[id]; });
    missing.forEach(load);
    if (missing.length) return;
    out.textContent = "";
    status.textContent = unknown ? ui.unknown : ids.length < 2 ? ui.two : "";
    if (ids.length < 2) return;
    var all = ids.map(function (id) { return loaded[id]; }), differ = table(all);
    var rows = page.rows.filter(function (row) { return row[2] !== "text"; }).length;
    figures(all);
    window.portalPage.marks(ids.join(","));
    status.textContent = (unknown ? ui.unknown + " " : "") + fill(ui.now, { n: all.length, m: differ, k: rows });
  }
  addEventListener("hashchange", read);
  read();
})();
