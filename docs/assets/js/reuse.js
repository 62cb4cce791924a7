/* What can be done with a figure, table, section or row: link, dated citation, text, CSV, drawing, share, report an error.
   Comes with the first click on a mark (see portal.js). Nothing is sent: a report is a text to copy or to mail. */
(function () {
  "use strict";
  const page = window.portalPage, ui = page.ui, doc = document, html = doc.documentElement;
  const LONGEST = 600; // letters of the passage that a report quotes: mail programs take short addresses only
  let menu, opener;

  /* ---------- what the place says ---------- */

  const ASIDE = "button, input, script, template, .anchor, .link-menu, .downloads, .part-end, .table-mark, .tools, [hidden], svg";
  const BLOCK = /^(P|DIV|LI|UL|OL|DL|DT|DD|TR|TABLE|CAPTION|FIGURE|FIGCAPTION|H[1-6]|BR|SECTION|DETAILS|SUMMARY|BLOCKQUOTE|PRE)$/;
  const HEAD = /^H[1-6]$/;

  /* The text of a node as it is read: lines for blocks, tabs for cells; a drawing by its words. */
  function spoken(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ");
    if (node.nodeName === "svg") return "\n" + [...node.querySelectorAll(":scope > title, :scope > desc")].map(part => part.textContent).join("\n") + "\n";
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(ASIDE)) return "";
    const inside = [...node.childNodes].map(spoken).join("");
    if (/^T[HD]$/.test(node.nodeName)) return inside.replace(/\s+/g, " ").trim() + (node.nextElementSibling ? "\t" : "");
    return BLOCK.test(node.nodeName) ? "\n" + inside + "\n" : inside;
  }
  const tidy = text => text.split("\n").map(line => line.replace(/ +/g, " ").replace(/ ?\t ?/g, "\t").replace(/^ | $/g, "")).filter(line => line.trim()).join("\n");

  /* A heading stands for all that follows it, up to the next one of its rank; elsewhere for what it heads. */
  function nodes(part) {
    if (!HEAD.test(part.nodeName) || !part.parentNode.matches(".article")) return [HEAD.test(part.nodeName) ? part.parentNode : part];
    const found = [part];
    for (let next = part.nextElementSibling; next && !(HEAD.test(next.nodeName) && next.nodeName <= part.nodeName); next = next.nextElementSibling) found.push(next);
    return found;
  }
  const passage = part => tidy(nodes(part).map(spoken).join("\n"));
  /* What the reader has selected there, else how the passage begins. */
  function quoted(part, selected) {
    const text = selected || passage(part);
    return text.length > LONGEST ? text.slice(0, LONGEST).trimEnd() + " …" : text;
  }
  function selection(part) {
    const now = getSelection();
    if (!now.rangeCount || now.isCollapsed) return "";
    return nodes(part).some(node => now.getRangeAt(0).intersectsNode(node)) ? tidy(now.toString()) : "";
  }

  /* ---------- a table as CSV ---------- */

  const marks = Object.fromEntries(new Intl.NumberFormat(html.lang || "en", { numberingSystem: "latn" }).formatToParts(1234567.5).map(part => [part.type, part.value]));
  const sign = text => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const group = marks.group ? `(?:${/\s/.test(marks.group) ? "[\\s\\u202f]" : sign(marks.group)}\\d{2,3})` : "(?!)";
  const NUMBER = new RegExp(`^[-−]?(?:\\d{1,3}${group}+|\\d+)(?:${sign(marks.decimal || ".")}\\d+)?$`);
  const RUNS = /^ *[=+\-@\t\r\n＝＋－＠]/; // a spreadsheet would take it for a formula

  /* A number as a number, whatever marks the page writes it with; a text that cannot run as a formula. */
  function value(text) {
    if (NUMBER.test(text)) {
      const [whole, part] = text.replace("−", "-").split(marks.decimal || ".");
      return whole.replace(/[^\d-]/g, "") + (part ? "." + part : "");
    }
    return RUNS.test(text) ? "'" + text : text;
  }
  const quote = text => (/[",\r\n]|^ | $/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const cell = node => quote(value(tidy(spoken(node)).replace(/[\t\n]+/g, " ").trim()));
  function line(row) {
    return [...row.cells].flatMap(node => [cell(node), ...Array(Math.max(0, node.colSpan - 1)).fill("")]).join(",");
  }
  /* The rows that are shown: a filter narrows the file too. The mark at the beginning says UTF-8. */
  function csv(table) {
    return "\ufeff" + [...table.rows].filter(row => !row.hidden).map(row => line(row) + "\r\n").join("");
  }
  function save(table, place) {
    const name = page.address.replace(/^.*\/([^/]+)\/index\.html$/, "$1").replace(/^.*\//, "").replace(/\.html$/, "") || "page";
    const link = page.make("a"), address = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv;charset=utf-8" }));
    link.href = address;
    link.download = [name, place].filter(Boolean).join("-").replace(/[^\p{L}\p{N}-]+/gu, "-") + ".csv";
    link.hidden = true;
    doc.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  /* ---------- link, citation, report ---------- */

  const fragment = place => (place ? "#" + place : "");
  const linkTo = place => (/^http/.test(location.protocol) ? location.href.replace(/#.*/, "") : page.address) + fragment(place);
  function citation(place, name, credit) {
    const exact = page.address + fragment(place);
    const whole = page.cited ? page.cited.dataset.cite : `${doc.title}, ${ui.version} ${ui.edition}. ${page.address}`;
    const cited = whole.includes(page.address) ? whole.replace(page.address, () => exact) : `${whole} ${exact}`;
    return `“${name}”. ${credit ? credit + ". " : ""}${cited}`;
  }
  function report(mark, selected) {
    const { place, name } = mark.dataset;
    return [ui.reportIntro, "", `${ui.reportPage} ${doc.title}`, `${ui.reportPlace} ${name}`, page.address + fragment(place),
      `${ui.version} ${ui.edition}`, "", ui.reportText, `“${quoted(mark.stands, selected)}”`, "", ui.reportWrong, ""].join("\n");
  }

  /* ---------- the menu ---------- */

  function close(back) {
    if (!menu) return;
    menu.remove();
    opener.setAttribute("aria-expanded", "false");
    if (back) opener.focus();
    menu = opener = null;
  }
  function offer(words, act) { menu.append(page.button("button", words, act)); }
  function files(part) {
    for (const link of part.querySelectorAll(".downloads a")) {
      const own = link.cloneNode(true);
      own.className = "button";
      own.textContent = ui.download + " " + link.textContent;
      menu.append(own);
    }
  }
  /* The report: a text that the reader completes, then copies or mails. */
  function write(mark, selected, status) {
    const box = page.make("textarea"), mail = page.make("a", "button", ui.reportMail);
    const address = () => { mail.href = `mailto:${ui.contact}?subject=${encodeURIComponent(`${ui.report}: ${doc.title}`)}&body=${encodeURIComponent(box.value.replace(/\n/g, "\r\n"))}`; };
    box.value = report(mark, selected);
    box.setAttribute("aria-label", ui.report);
    box.addEventListener("input", address);
    address();
    status.textContent = ui.reportReady;
    menu.replaceChildren(status, box, page.button("button", ui.copyText, () => page.copy(box.value, status)), mail);
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
    page.place(menu, mark);
  }
  function open(mark) {
    const { place, name } = mark.dataset, part = mark.stands, status = page.make("p", "hint"), selected = selection(part);
    opener = mark;
    menu = page.make("div", "link-menu");
    menu.setAttribute("role", "group");
    menu.setAttribute("aria-label", mark.getAttribute("aria-label"));
    status.setAttribute("role", "status");
    offer(ui.copyLink, () => page.copy(linkTo(place), status));
    offer(ui.copyCitation, () => page.copy(citation(place, name, part.dataset.cite), status));
    offer(ui.copyText, () => page.copy(selected || passage(part), status));
    if (part.nodeName === "TABLE") offer(ui.csv, () => { save(part, place); status.textContent = ui.saved; });
    files(part);
    if (navigator.share) offer(ui.share, () => navigator.share({ title: name, text: name, url: linkTo(place) }).catch(() => { /* the reader has changed their mind */ }));
    offer(ui.report, () => write(mark, selected, status));
    menu.append(status);
    mark.setAttribute("aria-expanded", "true");
    mark.after(menu);
    page.place(menu, mark);
    menu.querySelector("button").focus({ preventScroll: true });
  }
  window.portalReuse = mark => {
    const same = opener === mark;
    close(same);
    if (!same) open(mark);
  };
  doc.addEventListener("keydown", event => { if (event.key === "Escape") close(true); });
  doc.addEventListener("pointerdown", event => { if (menu && !menu.contains(event.target) && event.target !== opener) close(); });
})();
