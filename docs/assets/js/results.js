/* The page of all results: facets as toggle buttons, everything in the address. search.js finds. */
(function () {
  "use strict";
  var search = window.portalSearch, doc = document, field = doc.getElementById("q"), box = doc.querySelector(".search-page");
  if (!search || !search.find || !box) return;
  var words = box.dataset, status = doc.querySelector(".found-status"), list = doc.querySelector(".found-list");
  var filters = doc.querySelector(".filters"), holder = doc.querySelector(".search-facets"), reset = doc.getElementById("search-reset");
  var A_KIND = 5, ALL = 20, STEP = 20, asked = 0, timer, last = "", chosen = {}, facets, result;

  box.hidden = false;

  function each(object, act) { return Object.keys(object).map(function (name) { return act(name, object[name]); }); }

  /* Facets: the kinds are known; the others come after the first results. */
  function loadFacets(boot) {
    if (facets) return facets;
    facets = Promise.all(boot.facets.map(function (name) { return search.load("f-" + name); })).then(function (files) {
      var made = [{ id: "kind", label: words.kind, values: boot.kinds.map(function (kind, n) {
        return { id: kind.id, label: kind.label, has: function (hit) { return hit.kind === n; } };
      }) }];
      files.forEach(function (file, n) {
        made.push({ id: boot.facets[n], label: file.label, values: file.values.map(function (value) {
          var ids = new Set();
          search.read(value[2], function (id) { ids.add(id); });
          return { id: value[0], label: value[1], has: function (hit) { return ids.has(hit.id); } };
        }) });
      });
      made.forEach(build);
      return made;
    });
    return facets;
  }
  function build(facet, n) {
    var fold = search.add(holder, "details"), summary = search.add(fold, "summary", facet.label + " ");
    fold.className = "facet";
    fold.open = !!chosen[facet.id] || (n === 0 && matchMedia("(min-width: 60rem)").matches);
    facet.fold = fold;
    facet.mark = search.add(summary, "span");
    facet.mark.className = "facet-on";
    var chips = search.add(fold, "ul");
    chips.className = "chips";
    facet.values.forEach(function (value) {
      value.button = search.add(search.add(chips, "li"), "button", value.label + " ");
      value.button.type = "button";
      value.button.className = "chip";
      value.count = search.add(value.button, "span");
      value.count.className = "n";
      value.button.addEventListener("click", function () { flip(facet.id, value.id); });
    });
  }
  function flip(facet, value) {
    var values = chosen[facet] || [], at = values.indexOf(value);
    values = at < 0 ? values.concat(value) : values.filter(function (other) { return other !== value; });
    if (values.length) chosen[facet] = values; else delete chosen[facet];
    keep();
    draw();
  }

  /* Values of one facet widen the choice, facets narrow it. */
  function fits(made, hit, except) {
    return made.every(function (facet) {
      return facet.id === except || !chosen[facet.id] || facet.values.some(function (value) { return chosen[facet.id].indexOf(value.id) >= 0 && value.has(hit); });
    });
  }
  function count(made) {
    made.forEach(function (facet) {
      var open = result ? result.found.filter(function (hit) { return fits(made, hit, facet.id); }) : [];
      facet.values.forEach(function (value) {
        var n = open.filter(value.has).length, on = (chosen[facet.id] || []).indexOf(value.id) >= 0;
        value.count.textContent = n;
        value.button.parentNode.hidden = !n && !on;
        value.button.setAttribute("aria-pressed", String(on));
      });
      facet.fold.hidden = facet.values.every(function (value) { return value.button.parentNode.hidden; });
      facet.mark.textContent = (chosen[facet.id] || []).length || "";
      facet.mark.hidden = !chosen[facet.id];
    });
    reset.hidden = !Object.keys(chosen).length;
    filters.hidden = !result || !(result.found.length || Object.keys(chosen).length);
  }

  function ask() {
    var mine = asked += 1, text = field.value;
    return search.find(text).then(function (found) {
      if (mine !== asked) return;
      result = found;
      return draw();
    }).catch(function () { if (mine === asked) { list.textContent = ""; status.textContent = words.failed; } });
  }
  /* The results first; facets only when some are chosen must come before. */
  function draw(shown) {
    var mine = asked;
    if (!result) { list.textContent = status.textContent = ""; filters.hidden = true; return; }
    var ready = Object.keys(chosen).length ? loadFacets(result.boot) : Promise.resolve([]);
    return ready.then(function (made) {
      var found = result.found.filter(function (hit) { return fits(made, hit); });
      var single = found.every(function (hit) { return hit.kind === found[0].kind; });
      var most = shown || ALL, groups = search.groups(result, found, single ? most : A_KIND, single ? most : 1e6);
      return search.show(list, result, groups, more).then(function (put) {
        if (mine !== asked) return;
        var poor = put();
        status.textContent = found.length || !result.found.length ? search.said(result, found.length) : words.noneChosen;
        if (!result.found.length) search.help(list, result, function (word) { field.value = word; keep(); ask(); field.focus(); }, true);
        search.explain(poor);
        return loadFacets(result.boot).then(count);
      });
      /* A group that has more: the rest of a kind by its facet, the rest of a single kind in steps. */
      function more(items, group) {
        if (group.count <= group.rows.length) return;
        var button = search.add(list, "button", words.more.replace("{kind}", group.label)), at = group.rows.length;
        button.type = "button";
        button.className = "button";
        button.addEventListener("click", function () {
          var go = single ? draw(most + STEP) : (flip("kind", result.boot.kinds[group.kind].id), ready);
          go.then(function () { var link = single && list.querySelectorAll("a")[at]; if (link) link.focus(); });
        });
      }
    });
  }

  /* The address: #q=words&kind=case,term&sector=food; ?q=words is read too. */
  function keep() {
    var pairs = [["q", field.value.trim()]].concat(each(chosen, function (name, values) { return [name, values.join(",")]; }));
    var hash = pairs.filter(function (pair) { return pair[1]; }).map(function (pair) { return pair[0] + "=" + encodeURIComponent(pair[1]).replace(/%2C/g, ","); }).join("&");
    last = hash ? "#" + hash : "";
    history.replaceState(null, "", location.pathname + last);
  }
  function plain(text) { try { return decodeURIComponent(text.replace(/\+/g, " ")); } catch (broken) { return text; } }
  function readAddress() {
    if (location.hash === last && last) return;
    chosen = {};
    field.value = "";
    (location.hash || location.search).slice(1).split("&").forEach(function (part) {
      var at = part.indexOf("="), name = part.slice(0, at), value = plain(part.slice(at + 1));
      if (name === "q") field.value = value;
      else if (at > 0 && /^(kind|sector|country|phase|instrument)$/.test(name) && value) chosen[name] = value.split(",");
    });
    last = location.hash;
    ask();
  }

  field.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(function () { keep(); ask(); }, 150); });
  field.addEventListener("keydown", function (event) { if (event.key === "Enter") { event.preventDefault(); clearTimeout(timer); keep(); ask(); } });
  doc.addEventListener("keydown", function (event) {
    var links = Array.prototype.slice.call(list.querySelectorAll("a, button")), at = links.indexOf(doc.activeElement);
    if (doc.activeElement !== field && at < 0) return;
    if (event.key === "ArrowDown" && at + 1 < links.length) { event.preventDefault(); links[at + 1].focus(); }
    else if (event.key === "ArrowUp" && at >= 0) { event.preventDefault(); (at ? links[at - 1] : field).focus(); }
  });
  reset.addEventListener("click", function () { chosen = {}; keep(); draw(); field.focus(); });
  addEventListener("hashchange", readAddress);
  readAddress();
  if (!field.value) field.focus({ preventScroll: true });
})();
