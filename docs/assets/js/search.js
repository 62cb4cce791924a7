/* Search over an index in small classic scripts, loaded one by one as they are needed; works from a folder too. */
(function () {
  "use strict";
  var EXACT = 6, FAMILY = 4, BEGINS = 2, ROWS = 12, A_KIND = 3, EXCERPT = 170;
  var DENSE = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff";
  var RUN = new RegExp("[" + DENSE + "]+|(?:(?![" + DENSE + "])[\\p{L}\\p{N}])+", "gu"), dense = new RegExp("[" + DENSE + "]");
  var box = document.querySelector("[data-index]"), field = document.getElementById("q"), words = box.dataset;
  var folder = words.index.replace(/\/?$/, "/"), site = folder.replace(/search\/$/, ""), parts = {};

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
  function all(list, act) { return Promise.all(list.map(act)); }

  /* Words, cut as the index has them; the Arabic article is left out. */
  function bare(word) { return word.replace(/^(?:[\u0648\u0628\u0643\u0641]?\u0627\u0644|\u0644\u0644)(?=.{3})/, ""); }
  function fold(text) { return text.toLowerCase().normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, ""); }
  function terms(text) {
    var found = [];
    text.split(/\s+/u).forEach(function (piece) {
      var runs = fold(piece).match(RUN) || [];
      if (runs.length > 1 && runs.every(function (run) { return Array.from(run).length === 1; })) runs = [runs.join("")];
      runs.forEach(function (run) {
        if (!dense.test(run) || run.length === 1) { if (dense.test(run) || Array.from(run).length > 1) found.push(bare(run)); return; }
        for (var at = 0; at + 1 < run.length; at += 1) found.push(run.slice(at, at + 2));
      });
    });
    return found.filter(function (term, n) { return found.indexOf(term) === n; }).slice(-8);
  }

  /* The group that may hold a term, and the groups from one to another. */
  function place(keys, term) {
    var low = 0, high = keys.length;
    while (high - low > 1) { var middle = (low + high) >> 1; if (keys[middle] <= term) low = middle; else high = middle; }
    return low;
  }
  function lines(name, from, to) {
    var wanted = [];
    for (var n = from; n <= to; n += 1) wanted.push(name + n);
    return all(wanted, load).then(function (texts) { return texts.join("\n").split("\n"); });
  }
  /* "export|6+ 3C5A": a term, its family, whether it is common; three documents on with weight C, five on with A. */
  function read(postings, act) {
    var at = 0, digits = "";
    for (var i = 0; i < postings.length; i += 1) {
      var code = postings.charCodeAt(i);
      if (code < 65 || code > 90) { digits += postings[i]; continue; }
      at += digits ? parseInt(digits, 36) : 0;
      digits = "";
      act(at, code - 64);
    }
  }
  function head(line) {
    var match = /^([^|*+ ]+)(?:\|(\w+))?([*+]?) /.exec(line);
    return { term: match[1], mark: match[2], sign: match[3], postings: line.slice(match[0].length) };
  }

  /* The documents of one word: of itself, of its family, and of what begins with it when it is unfinished. */
  function look(boot, word, open) {
    var keys = boot.shards, low = place(keys, word), high = open ? place(keys, word + "\uffff") : low, broad = high - low > 1;
    var hit = { word: word, open: open, docs: new Map(), forms: [] };
    if (broad) high = low;
    function starts(beginning) { return function (line) { return line.startsWith(beginning); }; }
    return lines("t", low, high).then(function (found) {
      var own = found.filter(starts(word)).map(head).find(function (entry) { return entry.term === word && entry.sign !== "*"; });
      hit.own = own;
      hit.start = own && own.mark ? word.slice(0, parseInt(own.mark[0], 36)) : word;
      var from = Math.min(low, Math.max(low - 2, place(keys, hit.start)));
      var to = Math.max(high, Math.min(high + 2, place(keys, hit.start + "\uffff")));
      return hit.start === word || (from === low && to === high) ? found : lines("t", from, to);
    }).then(function (found) {
      found.filter(starts(hit.start)).map(head).forEach(function (entry) {
        var factor = entry.sign === "*" ? (broad && entry.term === word ? BEGINS : 0) : entry.term === word ? EXACT
          : hit.own && hit.own.mark && entry.mark === hit.own.mark ? FAMILY : open && entry.term.startsWith(word) ? BEGINS : 0;
        if (!factor) return;
        if (factor > BEGINS) { hit.forms.push(entry.term); if (entry.sign === "+") hit.soft = true; }
        read(entry.postings, function (id, weight) { hit.docs.set(id, Math.max(hit.docs.get(id) || 0, weight * factor)); });
      });
      if (broad && !hit.own) hit.soft = true;
      return hit;
    });
  }

  /* For a word that is nowhere: the nearest terms. Half of a word with one slip is right, its beginning or its end. */
  function near(keys, word) {
    if (word.length < 4 || dense.test(word)) return Promise.resolve([]);
    return all(["v", "r"], function (name) {
      var turned = name === "v" ? word : turn(word), half = turned.slice(0, Math.max(1, (word.length - 1) >> 1)), at = place(keys[name], turned);
      var from = Math.max(place(keys[name], half), at - 1), to = Math.min(place(keys[name], half + "\uffff"), at + 1);
      return lines(name, from, to).then(function (found) {
        return found.map(function (line) {
          var term = line.slice(0, -1);
          return { term: name === "v" ? term : turn(term), often: line.charCodeAt(line.length - 1) };
        });
      });
    }).then(function (found) {
      var most = word.length < 6 ? 1 : 2, seen = {};
      return found[0].concat(found[1]).filter(function (entry) {
        if (seen[entry.term]) return false;
        seen[entry.term] = true;
        entry.slips = distance(word, entry.term);
        return entry.slips <= most + 1;
      }).sort(function (a, b) { return a.slips - b.slips || b.often - a.often || (a.term < b.term ? -1 : 1); })
        .map(function (entry) { entry.close = entry.slips <= most; return entry; });
    });
  }
  function turn(word) { return Array.from(word).reverse().join(""); }
  /* Letters added, lost, changed, or exchanged with the next; two when only an ending of up to four letters is too much. */
  function distance(a, b) {
    if (a.length > b.length + 4 || b.length > a.length + 3) return 9;
    if (b.length > 3 && a.length > b.length + 1 && a.startsWith(b)) return 2;
    var rows = [[]];
    for (var j = 0; j <= b.length; j += 1) rows[0][j] = j;
    for (var i = 1; i <= a.length; i += 1) {
      rows[i] = [i];
      for (j = 1; j <= b.length; j += 1) {
        rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
    return rows[a.length][b.length];
  }
  function mend(boot, hit) {
    return near(boot.near, hit.word).then(function (found) {
      hit.nearest = found.map(function (entry) { return entry.term; }).slice(0, 5);
      return found.length && found[0].close ? look(boot, found[0].term, false) : hit;
    }).then(function (other) {
      if (other !== hit) { hit.instead = other.word; hit.forms = other.forms; hit.docs = other.docs; }
      return hit;
    });
  }

  /* Documents that have every word, or else most of them; common words only help to sort. The last word may be unfinished. */
  function find(text) {
    var wanted = terms(text), open = !/\s$/u.test(text);
    if (!wanted.length) return Promise.resolve(null);
    return load("boot").then(function (boot) {
      return all(wanted, function (word, n) {
        return look(boot, word, open && n === wanted.length - 1).then(function (hit) { return hit.docs.size ? hit : mend(boot, hit); });
      }).then(function (hits) { return sorted(boot, hits); });
    });
  }
  function sorted(boot, hits) {
    var hard = hits.filter(function (hit) { return !hit.soft; }), counts = new Map(), most = 0;
    if (!hard.length) hard = hits;
    hard.forEach(function (hit) { hit.docs.forEach(function (weight, id) { counts.set(id, (counts.get(id) || 0) + 1); }); });
    counts.forEach(function (count) { most = Math.max(most, count); });
    hits.forEach(function (hit) { hit.rare = 32 - Math.clz32(Math.floor(boot.n / Math.max(1, hit.docs.size))); });
    var found = [];
    counts.forEach(function (count, id) {
      if (count < most) return;
      var kind = kindOf(boot, id), score = 0;
      hits.forEach(function (hit) { score += (hit.docs.get(id) || 0) * hit.rare; });
      found.push({ id: id, kind: kind, score: score * boot.kinds[kind].weight });
    });
    found.sort(function (a, b) { return b.score - a.score || a.id - b.id; });
    return { boot: boot, hits: hits, found: found, part: most < hard.length };
  }
  function kindOf(boot, id) {
    var kind = 0;
    boot.kinds.forEach(function (entry, n) { if (entry.first <= id) kind = n; });
    return kind;
  }
  /* Groups by kind, the one with the best hit first: a few of each kind, until there are enough for a panel. */
  function groups(result, found, each, most) {
    var made = [];
    most = most || ROWS;
    (found || result.found).forEach(function (hit) {
      var group = made.find(function (one) { return one.kind === hit.kind; });
      if (!group) made.push(group = { kind: hit.kind, label: result.boot.kinds[hit.kind].label, count: 0, rows: [] });
      group.count += 1;
      if (group.rows.length < (each || A_KIND)) group.rows.push(hit);
    });
    return made.map(function (group) {
      group.rows = group.rows.slice(0, Math.max(0, most));
      most -= group.rows.length;
      return group;
    }).filter(function (group) { return group.rows.length; });
  }

  /* What is shown. */
  function add(parent, name, text) {
    var node = parent.appendChild(document.createElement(name));
    if (text) node.textContent = text;
    return node;
  }
  function fits(token, hit) { return hit.forms.indexOf(token) >= 0 || (hit.open && token.startsWith(hit.word)); }
  /* Where words stand in a text: start, end, which word. */
  function spots(text, hits) {
    var found = [], runs = /[\p{L}\p{N}\p{M}]+/gu, run;
    while ((run = runs.exec(text))) {
      var token = bare(fold(run[0])), close = dense.test(token) && token.length === run[0].length;
      hits.forEach(function (hit, n) {
        if (!close) { if (fits(token, hit)) found.push([run.index, run.index + run[0].length, n]); return; }
        for (var at = token.indexOf(hit.word); at >= 0; at = token.indexOf(hit.word, at + 1)) found.push([run.index + at, run.index + at + hit.word.length, n]);
      });
    }
    return found.sort(function (a, b) { return a[0] - b[0]; });
  }
  function marked(node, text, hits) {
    var at = 0;
    node.textContent = "";
    spots(text, hits).forEach(function (spot) {
      if (spot[1] <= at) return;
      node.append(text.slice(at, Math.max(at, spot[0])));
      add(node, "mark", text.slice(Math.max(at, spot[0]), spot[1]));
      at = spot[1];
    });
    node.append(text.slice(at));
    return node;
  }
  /* The piece of a text with most of the words. */
  function excerpt(text, hits) {
    var found = spots(text, hits), best = 0, start = -1;
    found.forEach(function (spot) {
      var inside = new Set(found.filter(function (other) { return other[0] >= spot[0] && other[1] < spot[0] + EXCERPT - 40; }).map(function (other) { return other[2]; })).size;
      if (inside > best) { best = inside; start = spot[0]; }
    });
    if (start < 0) return "";
    var from = start < 40 ? 0 : text.lastIndexOf(" ", start - 30) + 1, to = text.indexOf(" ", from + EXCERPT);
    return (from ? "… " : "") + text.slice(from, to < 0 ? text.length : to) + (to < 0 ? "" : " …");
  }
  function row(list, data, hits) {
    var link = add(add(list, "li"), "a"), shown = [data[0], data[2] || "", data[3] || ""].join(" ");
    link.href = site + data[1];
    marked(add(link, "b"), data[0], hits);
    if (data[3]) marked(add(link, "i"), data[3], hits);
    var summary = marked(add(link, "span"), data[2] || "", hits);
    var lacks = data[4] && hits.some(function (hit, n) { return hit.docs.size && !spots(shown, hits).some(function (spot) { return spot[2] === n; }); });
    return lacks ? { node: summary, hits: hits } : null;
  }
  /* Groups as lists below headings; resolves when they stand there. ``more(heading, group)`` may add to a group. */
  function show(list, result, made, more) {
    var ids = [].concat.apply([], made.map(function (group) { return group.rows; })).map(function (hit) { return hit.id; });
    return all(ids, function (id) { return load("d" + Math.floor(id / result.boot.per)); }).then(function (chunks) {
      var at = 0, poor = [];
      return function () {
        list.textContent = "";
        made.forEach(function (group) {
          var heading = add(list, "h2", group.label + " "), items = add(list, "ul");
          add(heading, "span", String(group.count)).className = "n";
          group.rows.forEach(function (hit) {
            var lacks = row(items, chunks[at][hit.id % result.boot.per], result.hits);
            at += 1;
            if (lacks) poor.push(Object.assign(lacks, { id: hit.id }));
          });
          if (more) more(items, group);
        });
        return poor;
      };
    });
  }
  /* Texts around the words, for results whose summary does not have them, once they are seen. */
  function explain(poor) {
    var watch = new IntersectionObserver(function (seen) {
      seen.filter(function (one) { return one.isIntersecting; }).forEach(function (one) {
        var lacks = poor.find(function (entry) { return entry.node === one.target; });
        watch.unobserve(lacks.node);
        load("x" + lacks.id).then(function (text) {
          var piece = excerpt(text, lacks.hits);
          if (piece) marked(lacks.node, piece, lacks.hits);
        }, function () { /* the summary stays */ });
      });
    });
    poor.forEach(function (entry) { watch.observe(entry.node); });
  }
  /* What was found, in words. */
  function said(result, n) {
    if (!n) return words.none;
    var told = [n === 1 ? words.one : (n < result.boot.most ? words.many : words.over).replace("{n}", n)];
    var mended = result.hits.filter(function (hit) { return hit.instead; });
    function quoted(key) { return mended.map(function (hit) { return hit[key]; }).join(" "); }
    if (result.part) told.push(words.part);
    if (mended.length) told.push(words.instead.replace("{word}", quoted("word")).replace("{other}", quoted("instead")));
    if (told[1]) told[0] += ".";
    return told.join(" ");
  }
  /* What helps when nothing was found: near words, and lists to look in, unless the page has them. ``ask(text)`` asks again. */
  function help(list, result, ask, without) {
    var nearest = [].concat.apply([], result.hits.map(function (hit) { return hit.nearest || []; })).slice(0, 5);
    if (nearest.length) {
      var line = add(list, "p", words.nearest + " ");
      line.className = "found-near";
      nearest.forEach(function (word) {
        var button = add(line, "button", word);
        button.type = "button";
        button.addEventListener("click", function () { ask(word); });
      });
    }
    if (without) return;
    add(list, "p", words.help);
    var items = add(list, "ul");
    result.boot.help.forEach(function (entry) { var link = add(add(items, "li"), "a"); add(link, "b", entry[0]); link.href = site + entry[1]; });
  }

  var api = { load: load, find: find, groups: groups, show: show, explain: explain, said: said, help: help, read: read, add: add };
  Object.assign(window.portalSearch, api);

  /* The panel below the field in the head of the page. */
  var panel = box.querySelector(".found-panel");
  if (!panel) return;
  var status = panel.querySelector(".found-status"), list = panel.querySelector(".found-list"), every = panel.querySelector(".found-all");
  var asked = 0, timer, later;

  function ask() {
    var mine = asked += 1, text = field.value;
    clearTimeout(later);
    return find(text).then(function (result) {
      var made = result ? groups(result) : [];
      return (result ? show(list, result, made) : Promise.resolve(null)).then(function (draw) {
        if (mine !== asked) return;
        panel.hidden = !draw;
        if (!draw) { list.textContent = ""; return; }
        var poor = draw();
        status.textContent = said(result, result.found.length);
        every.hidden = !result.found.length;
        every.href = words.page + "#q=" + encodeURIComponent(text.trim());
        if (!result.found.length) help(list, result, function (word) { field.value = word; field.focus(); ask(); });
        later = setTimeout(explain, 400, poor);
      });
    }).catch(function () {
      if (mine !== asked) return;
      list.textContent = "";
      panel.hidden = false;
      every.hidden = true;
      status.textContent = words.failed;
    });
  }
  function openFirst() {
    clearTimeout(timer);
    ask().then(function () { var first = links()[0]; if (first && !every.hidden) first.click(); });
  }
  function links() { return Array.prototype.slice.call(panel.querySelectorAll("a:not([hidden]), button")); }
  function close() { asked += 1; clearTimeout(later); panel.hidden = true; }

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
    else if (!inField && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) field.focus();
  });
  box.addEventListener("focusout", function () { setTimeout(function () { if (!box.contains(document.activeElement)) close(); }, 150); });
  document.addEventListener("pointerdown", function (event) { if (!box.contains(event.target)) close(); });
  status.textContent = words.loading;
  load("boot").then(function () { if (field.dataset.wish) openFirst(); else if (field.value) ask(); }, function () {});
})();
