/* Search over an index in small classic scripts, loaded one by one as they are needed; works from a folder too. */
(function () {
  "use strict";
  var MOST = 24, box = document.querySelector(".search"), field = document.getElementById("q");
  var panel = box.querySelector(".found-panel"), status = panel.querySelector(".found-status"), list = panel.querySelector(".found-list");
  var words = box.dataset, folder = words.index.replace(/\/?$/, "/"), site = folder.replace(/search\/$/, "");
  var parts = {}, asked = 0, timer;

  window.portalSearch = function (name, value) { parts[name].done(value); };

  /* One part of the index, as a promise. */
  function load(name) {
    if (parts[name]) return parts[name].promise;
    var part = parts[name] = {};
    part.promise = new Promise(function (done, failed) {
      var script = document.createElement("script");
      part.done = done;
      script.src = folder + name + ".js";
      script.onerror = function () { delete parts[name]; failed(new Error(name)); };
      document.head.appendChild(script);
    });
    return part.promise;
  }
  function fold(text) { return text.toLowerCase().normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, ""); }
  function terms(text) { return (fold(text).match(/[\p{L}\p{N}]+/gu) || []).filter(function (term) { return term.length > 1; }); }

  /* The shards that may hold terms that start with this one (or the one that may hold the term itself). */
  function shards(firsts, term, prefix) {
    var low = 0, found = [];
    while (low + 1 < firsts.length && firsts[low + 1] <= term) low += 1;
    for (var n = low; n < firsts.length; n += 1) {
      if (n > low && !(prefix && firsts[n].slice(0, term.length) === term)) break;
      found.push(n);
    }
    return found;
  }
  /* "3C5A": three on, weight C; five on, weight A. */
  function read(postings, factor, into) {
    var at = 0, digits = "";
    for (var i = 0; i < postings.length; i += 1) {
      var code = postings.charCodeAt(i);
      if (code < 65 || code > 73) { digits += postings[i]; continue; }
      at += digits ? parseInt(digits, 36) : 0;
      digits = "";
      into.set(at, Math.max(into.get(at) || 0, (code - 64) * factor));
    }
  }
  function hits(boot, term, prefix) {
    return Promise.all(shards(boot.shards, term, prefix).map(function (n) { return load("t" + n); })).then(function (texts) {
      var found = new Map();
      texts.join("\n").split("\n").forEach(function (line) {
        var cut = line.indexOf(" "), word = line.slice(0, cut);
        if (word === term) read(line.slice(cut + 1), 2, found);
        else if (prefix && word.startsWith(term)) read(line.slice(cut + 1), 1, found);
      });
      return found;
    });
  }
  /* Documents that have every word; the last word may be unfinished. */
  function find(text) {
    var wanted = terms(text);
    if (!wanted.length) return Promise.resolve(null);
    return load("boot").then(function (boot) {
      return Promise.all(wanted.map(function (term, n) { return hits(boot, term, n === wanted.length - 1); })).then(function (all) {
        var scores = [];
        all[0].forEach(function (score, id) {
          for (var n = 1; n < all.length; n += 1) { if (!all[n].has(id)) return; score += all[n].get(id); }
          scores.push([id, score]);
        });
        scores.sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
        var best = scores.slice(0, MOST);
        return Promise.all(best.map(function (hit) { return load("d" + Math.floor(hit[0] / boot.per)); })).then(function (chunks) {
          return { total: scores.length, kinds: boot.kinds, rows: best.map(function (hit, n) { return chunks[n][hit[0] % boot.per].concat(hit[1]); }) };
        });
      });
    });
  }

  function entry(row) {
    var item = document.createElement("li"), link = item.appendChild(document.createElement("a"));
    link.href = site + row[1];
    link.appendChild(document.createElement("b")).textContent = row[0];
    link.appendChild(document.createElement("span")).textContent = row[2];
    return item;
  }
  function show(result) {
    list.textContent = "";
    panel.hidden = !result;
    if (!result) return;
    var n = result.total;
    status.textContent = n === 0 ? words.none : n === 1 ? words.one : words.many.replace("{n}", n) + (n > MOST ? ". " + words.more.replace("{n}", MOST) : "");
    groups(result).forEach(function (group) {
      list.appendChild(document.createElement("h2")).textContent = group.kind.label;
      var items = list.appendChild(document.createElement("ul"));
      group.rows.forEach(function (row) { items.appendChild(entry(row)); });
    });
  }
  /* The group with the best hit comes first; lists of cases count less than what they list. */
  function groups(result) {
    return result.kinds.map(function (kind, n) {
      var rows = result.rows.filter(function (row) { return row[3] === n; });
      return { kind: kind, rows: rows, best: rows.length ? rows[0][4] * (kind.id === "list" ? 0.4 : 1) : 0 };
    }).filter(function (group) { return group.best; }).sort(function (a, b) { return b.best - a.best; });
  }
  function ask() {
    var mine = asked += 1;
    return find(field.value).then(function (result) { if (mine === asked) show(result); }, function () {
      if (mine === asked) { show({ total: 0, rows: [], kinds: [] }); status.textContent = words.failed; }
    });
  }
  function openFirst() {
    clearTimeout(timer);
    ask().then(function () { var first = links()[0]; if (first) first.click(); });
  }
  function links() { return Array.prototype.slice.call(list.querySelectorAll("a")); }
  function close() { asked += 1; panel.hidden = true; }

  field.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, 90); });
  field.addEventListener("focus", function () { if (panel.hidden && field.value) ask(); });
  box.addEventListener("keydown", function (event) {
    var all = links(), at = all.indexOf(document.activeElement), inField = event.target === field;
    if (event.key === "Escape") { if (!panel.hidden) event.preventDefault(); close(); field.focus(); close(); }
    else if (event.key === "ArrowDown" && all.length) { event.preventDefault(); all[Math.min(at + 1, all.length - 1)].focus(); }
    else if (event.key === "ArrowUp" && at >= 0) { event.preventDefault(); (at ? all[at - 1] : field).focus(); }
    else if (event.key === "Home" && at >= 0) { event.preventDefault(); all[0].focus(); }
    else if (event.key === "End" && at >= 0) { event.preventDefault(); all[all.length - 1].focus(); }
    else if (event.key === "Enter" && inField) { event.preventDefault(); openFirst(); }
    else if (!inField && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) field.focus();
  });
  box.addEventListener("focusout", function () { setTimeout(function () { if (!box.contains(document.activeElement)) close(); }, 150); });
  document.addEventListener("pointerdown", function (event) { if (!box.contains(event.target)) close(); });
  status.textContent = words.loading;
  load("boot").then(function () { if (field.dataset.wish) openFirst(); else if (field.value) ask(); }, function () {});
})();
