/* Certificates that a trainer issues: who has met what is asked, what stands on them, one A4 sheet a learner, and the register.

   make(desk) → {node, update(learners), sheets(): count}. Nothing is kept: the register is a file that the trainer saves. */
(function () {
  "use strict";
  const { numbers, tables } = window.portalReport, { make, button, say, $$ } = window.portalKit;

  /* What is asked for a way, in percent: the only place where thresholds count. A final test has its own pass mark too. */
  const finalOf = (known, way) => known.list.find(test => test.kind === "final" && test.way === way.id);
  function asked(known, way, basis) {
    const final = finalOf(known, way), { participation, achievement } = known.thresholds;
    return basis === "participation" ? participation : Math.max(achievement, final ? final.pass : 0);
  }
  /* Who has met it, and by what: {needed, rows: [{learner, n (percent), paper, met}]}. */
  function judged(known, learners, way, basis) {
    const final = finalOf(known, way), needed = asked(known, way, basis);
    const rows = learners.map(learner => {
      const n = basis === "participation" ? (learner.exported ? numbers.participation(way, learner) : null) : final ? numbers.bestOf(learner, final.id) : null;
      const top = basis === "achievement" && n !== null ? numbers.attempts(learner, final.id).filter(run => numbers.score(run) === n) : [];
      return { learner, n, paper: top.some(run => run.paper), met: n !== null && n + 1e-9 >= needed };
    });
    return { needed, rows };
  }
  /* The number after another: "2026-009" → "2026-010". */
  function following(number, by) {
    const [, head, tail] = /^(.*?)(\d+)$/.exec(number);
    return head + String(Number(tail) + by).padStart(tail.length, "0");
  }

  function papers(desk) {
    const { words, known, format } = desk, out = make("div"), status = make("p", { role: "status", class: "rep-said" });
    const sheets = document.getElementById("report-sheets");
    let learners = [], found = { needed: 0, rows: [] }, left = new Set(); // names that the trainer has taken out

    const field = (id, node, hint) => make("p", { class: "rep-field" }, make("label", { for: `cert-${id}` }, words[id === "title" ? "cert_title" : id]), node, ...(hint ? [make("span", { class: "hint", id: `cert-${id}-hint` }, hint)] : []));
    const input = (id, value, extra) => {
      const node = make("input", { type: "text", id: `cert-${id}`, autocomplete: "off", maxlength: 120, ...extra });
      node.value = value;
      return node;
    };
    const select = (id, options, change) => make("select", { id: `cert-${id}`, on: { change } }, ...options.map(([value, text]) => make("option", { value }, text)));
    const today = () => { const now = new Date(); return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10); };
    const path = select("path", known.ways.size ? [...known.ways.values()].map(way => [way.id, way.title]) : [], () => { prefill(); draw(); });
    const basis = select("basis", ["participation", "achievement"].map(name => [name, words[`basis_${name}`]]), () => draw());
    const fields = {
      title: input("title", ""), organisation: input("organisation", known.organisation), trainer: input("trainer", ""), place: input("place", ""),
      date: input("date", today(), { type: "date" }), hours: input("hours", "", { type: "number", min: 1, max: 999, step: 1 }),
      register: input("register", `${new Date().getFullYear()}-001`, { maxlength: 30, "aria-describedby": "cert-register-hint" }),
    };
    const way = () => known.ways.get(path.value);
    function prefill() {
      fields.title.value = way().title;
      fields.hours.value = String(way().hours);
    }

    /* ---------- who ---------- */

    function draw() {
      const final = finalOf(known, way());
      [...basis.options].forEach(option => {
        const needed = asked(known, way(), option.value);
        option.textContent = option.value === "achievement" && !final ? words.basis_off : say(words[`basis_${option.value}`], { n: needed });
        option.disabled = option.value === "achievement" && !final;
      });
      if (basis.selectedOptions[0].disabled) basis.value = "participation";
      found = judged(known, learners, way(), basis.value);
      const met = found.rows.filter(row => row.met), not = found.rows.filter(row => !row.met);
      const shown = row => say(words.reached, { who: row.learner.name, n: format(row.n) });
      out.replaceChildren(make("p", null, met.length ? say(words.met, { n: met.length, m: not.length }) : words.met_none),
        ...(met.length ? [make("ul", { class: "plain" }, ...met.map((row, n) => make("li", { class: "q-pick" }, tick(row, n), make("label", { for: `cert-who-${n}` }, shown(row),
          ...(basis.value === "achievement" ? [" ", make("span", { class: "hint" }, words[row.paper ? "supervised" : "unsupervised"])] : [])))))] : []),
        ...(not.length ? [make("details", null, make("summary", null, `${words.not_met}: ${not.length}`), make("ul", null, ...not.map(row => make("li", null, row.n === null ? row.learner.name : shown(row)))))] : []));
    }
    function tick(row, n) {
      const node = make("input", { type: "checkbox", id: `cert-who-${n}`, on: { change() { if (node.checked) left.delete(row.learner.name); else left.add(row.learner.name); } } });
      node.checked = !left.has(row.learner.name);
      return node;
    }

    /* ---------- the sheets ---------- */

    /* The rows of the register, or null after saying what is missing. */
    function register() {
      const labels = { title: "cert_title", organisation: "organisation", trainer: "trainer", place: "place", date: "date", hours: "hours", register: "register" };
      const missing = Object.keys(fields).find(name => !fields[name].value.trim() || !fields[name].checkValidity());
      const wrong = (node, said) => { node.focus(); tell(said); return null; };
      if (missing) return wrong(fields[missing], say(words.need, { what: words[labels[missing]] }));
      if (!/\d{1,15}$/.test(fields.register.value.trim())) return wrong(fields.register, words.bad_register);
      const chosen = found.rows.filter(row => row.met && !left.has(row.learner.name));
      if (!chosen.length) return wrong(path, found.rows.some(row => row.met) ? words.need_one : words.met_none);
      return chosen.map((row, n) => ({
        register: following(fields.register.value.trim(), n), learner: row.learner.name, path: way().id.split("/")[1], title: fields.title.value.trim(),
        hours: Number(fields.hours.value), date: fields.date.value, score: basis.value === "achievement" ? Math.floor(row.n * 10 + 1e-6) / 10 : "", row,
      }));
    }
    const longDate = date => new Date(`${date}T12:00:00Z`).toLocaleDateString(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC", numberingSystem: "latn" });
    function sheet(entry) {
      const achieved = basis.value === "achievement", reached = Math.floor(entry.row.n * 10 + 1e-6) / 10, organisation = fields.organisation.value.trim();
      const taught = known.modules.filter(module => way().steps.some(step => step.parts.some(part => part.startsWith(`${module.id}/`)))).map(module => module.short);
      const result = say(words[achieved ? (entry.row.paper ? "cert_score_paper" : "cert_score") : "cert_read"], { n: format(reached), m: found.needed });
      const part = (name, text, tag) => make(tag || "p", { class: `cert-${name}` }, text);
      return make("section", { class: "cert", "aria-label": `${words.register}: ${entry.register}` },
        make("div", { class: "cert-logos" }, ...known.logos.map(src => make("img", { src, alt: "" }))),
        part("kind", words[achieved ? "cert_achievement" : "cert_participation"], "h2"),
        part("organisation", organisation), part("lead", words.cert_names), part("name", entry.learner), part("lead", words[achieved ? "cert_passed" : "cert_took"]), part("title", entry.title),
        part("facts", say(words.cert_hours, { n: format(entry.hours) })), part("facts", result), part("modules", say(words.cert_modules, { what: taught.join(", ") })),
        make("div", { class: "cert-foot" }, part("where", say(words.cert_where, { place: fields.place.value.trim(), date: longDate(entry.date) })), part("sign", say(words.cert_sign, { who: fields.trainer.value.trim() }))),
        part("issuer", `${say(words.cert_register, { n: entry.register })} · ${say(words.cert_issuer, { organisation, site: known.site, address: known.address })}`));
    }
    function print() {
      const rows = register();
      if (!rows) return;
      sheets.replaceChildren(...rows.map(sheet));
      tell(say(words.printed, { n: rows.length, from: rows[0].register, to: rows[rows.length - 1].register }));
      desk.print("certificates");
    }
    function save() {
      const rows = register();
      if (rows) desk.download("register.csv", tables.certified(rows), tell);
    }
    const tell = said => { status.textContent = ""; setTimeout(() => { status.textContent = said; }); };

    const node = make("div", { class: "rep-papers" }, make("p", { class: "hint" }, words.papers_about));
    if (known.ways.size) {
      node.append(make("div", { class: "rep-fields" }, field("path", path), field("basis", basis)), out,
        make("div", { class: "rep-fields" }, ...Object.keys(fields).map(name => field(name, fields[name], name === "register" ? words.register_hint : ""))),
        make("div", { class: "q-tools" }, button("button q-check", words.print_papers, print), button("button", words.save_register, save)), status);
      prefill();
    }
    return { node, update(given) { learners = given; sheets.replaceChildren(); if (known.ways.size) draw(); } };
  }

  window.portalReport = { ...window.portalReport, papers: { make: papers, judged, following } };
})();
