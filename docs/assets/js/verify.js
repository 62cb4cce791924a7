/* Is a certificate genuine? The check runs here, with the browser's own cryptography; nothing is sent or kept.

   The rules are those of scripts/portal/certify/verify.py, in the same order; a test holds the two together. Only RS256 is
   accepted, whatever a token says of itself. The key in its head proves nothing: it only tells "changed" from "key unknown".
   What stands in a certificate is written by others: it is shown as text, cut, and without signs that nobody sees.

   portalVerify: check(text, keys, now) → promise of {state, claims, signer, print}, and keysIn(text), for tests. */
(function () {
  "use strict";
  const kit = window.portalKit, holder = document.getElementById("verify");
  if (!kit || !holder) return;
  const { make, button, say } = kit, { keys: own, site, texts: words } = kit.data("verify-data");
  const subtle = window.crypto && window.crypto.subtle;
  const MAX_TEXT = 1000000, MAX_TOKEN = 16384, RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const CONTEXT = "https://www.w3.org/ns/credentials/v2", KINDS = ["AchievementCredential", "OpenBadgeCredential"], HEAD = ["alg", "typ", "jwk", "kid"];
  const INSTANT = /^((?:19|20|21)\d\d)-(\d\d)-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,3})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

  /* ---------- the check ---------- */

  const refuse = state => { throw { state }; };
  const isMap = thing => thing !== null && typeof thing === "object" && !Array.isArray(thing);
  const isText = thing => typeof thing === "string" && thing !== "";

  /* The one token in a file or in what was pasted. */
  function tokenIn(text) {
    if (text.length > MAX_TEXT) refuse("unreadable");
    const found = new Set(text.includes("<") ? text.match(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g) || [] : [text.replace(/\s+/g, "")]);
    const [token] = found;
    if (found.size !== 1 || token.length > MAX_TOKEN || token.split(".").length !== 3) refuse("unreadable");
    return token;
  }

  /* Base64url, written in the one right way: nothing in a token can be changed without being seen. */
  function decode(part) {
    if (!/^[A-Za-z0-9_-]*$/.test(part) || part.length % 4 === 1) refuse("unreadable");
    const plain = atob(part.replace(/-/g, "+").replace(/_/g, "/"));
    if (btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") !== part) refuse("unreadable");
    return Uint8Array.from(plain, sign => sign.charCodeAt(0));
  }
  function mapIn(part) {
    const data = decode(part);
    let found;
    try { found = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data)); } catch (broken) { refuse("unreadable"); }
    return isMap(found) ? found : refuse("unreadable");
  }

  const usable = key => isMap(key) && key.kty === "RSA" && key.e === "AQAB" && typeof key.n === "string" && /^[A-Za-z0-9_-]{342,684}$/.test(key.n) && key.n.length % 4 !== 1;
  async function matches(token, key) {
    const end = token.lastIndexOf("."), signed = new TextEncoder().encode(token.slice(0, end));
    try {
      const made = await subtle.importKey("jwk", { kty: "RSA", n: key.n, e: key.e, alg: "RS256", ext: true }, RSA, false, ["verify"]);
      return await subtle.verify(RSA, made, decode(token.slice(end + 1)), signed);
    } catch (unusable) { return false; }
  }
  async function signerOf(token, head, keys) {
    for (const known of keys) if (await matches(token, known.key)) return { known, key: known.key };
    if (!usable(head.jwk) || !(await matches(token, head.jwk))) refuse("changed");
    return { known: null, key: head.jwk };
  }
  async function fingerprint(key) {
    const told = JSON.stringify({ e: key.e, kty: key.kty, n: key.n });
    const digest = new Uint8Array(await subtle.digest("SHA-256", new TextEncoder().encode(told)));
    return btoa(String.fromCharCode(...digest)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  /* The fields without which it says nothing: types, issuer, learner, achievement. */
  function badge(body) {
    const kinds = Array.isArray(body.type) ? body.type : [], subject = body.credentialSubject, achievement = isMap(subject) ? subject.achievement : null;
    const sound = kinds.includes("VerifiableCredential") && kinds.some(kind => KINDS.includes(kind)) && isMap(achievement) && isText(achievement.name);
    const issued = isText(body.issuer) || (isMap(body.issuer) && isText(body.issuer.id));
    if (!sound || !issued || !Array.isArray(body["@context"]) || !body["@context"].includes(CONTEXT)) refuse("no-badge");
  }
  /* A date with time as seconds. */
  function instant(value) {
    const found = isText(value) ? INSTANT.exec(value) : null;
    if (!found || new Date(Date.UTC(+found[1], found[2] - 1, +found[3])).toISOString().slice(0, 10) !== found.slice(1, 4).join("-")) return null;
    return Math.floor(Date.parse(value) / 1000);
  }
  /* The claims of the token repeat what the credential says. */
  function agrees(body) {
    const issuer = isText(body.issuer) ? body.issuer : body.issuer.id, start = instant(body.validFrom), end = instant(body.validUntil);
    const same = [[body.iss, issuer], [body.jti, body.id], [body.sub, body.credentialSubject.id]].every(([one, other]) => isText(one) && one === other);
    if (!same || start === null || body.nbf !== start || ("validUntil" in body) !== (end !== null) || ("exp" in body && body.exp !== end)) refuse("disagrees");
  }
  function inForce(body, known, now) {
    if (!known) refuse("unknown-key");
    const day = new Date(body.nbf * 1000).toISOString().slice(0, 10), end = instant(body.validUntil);
    if ((known.since && day < known.since) || (known.until && day > known.until)) refuse("key-off");
    if (body.nbf > now / 1000) refuse("early");
    if (end !== null && end < now / 1000) refuse("expired");
  }

  async function check(text, keys, now) {
    const found = { state: "valid", claims: null, signer: null, print: "" };
    try {
      const token = tokenIn(text), parts = token.split("."), head = mapIn(parts[0]), body = mapIn(parts[1]);
      decode(parts[2]);
      if (head.alg !== "RS256" || !Object.keys(head).every(name => HEAD.includes(name)) || ("typ" in head && head.typ !== "JWT")) refuse("algorithm");
      const { known, key } = await signerOf(token, head, keys);
      Object.assign(found, { claims: body, signer: known, print: await fingerprint(key) });
      badge(body);
      agrees(body);
      inForce(body, known, now);
    } catch (stopped) {
      if (!stopped || !stopped.state) throw stopped;
      found.state = stopped.state;
    }
    return found;
  }

  /* The public keys in a file or in what was pasted: {keys} or {error}. */
  function keysIn(text) {
    let found;
    if (text.includes("PRIVATE KEY-")) return { error: words.key_private };
    try { found = JSON.parse(text); } catch (broken) { return { error: words.key_bad }; }
    const list = isMap(found) && Array.isArray(found.keys) ? found.keys : [found];
    if (list.some(key => isMap(key) && "d" in key)) return { error: words.key_private };
    if (!list.length || list.length > 50 || !list.every(usable)) return { error: words.key_bad };
    return { keys: list.map(({ kty, n, e }) => ({ name: "", key: { kty, n, e } })) };
  }

  window.portalVerify = { check, keysIn };

  /* ---------- the page ---------- */

  /* Signs that nobody sees, or that turn the text around them, are made visible. */
  const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]|[\ud800-\udfff](?![\udc00-\udfff])(?<![\ud800-\udbff][\udc00-\udfff])/g;
  const clean = text => (isText(text) ? text.slice(0, 300).replace(UNSEEN, "\ufffd") : "");
  const longDate = day => new Date(`${day}T12:00:00Z`).toLocaleDateString(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC", numberingSystem: "latn" });
  const result = make("div", { class: "v-result" });
  let given = [], turn = 0; // keys that the reader gave; the number of the latest check

  function facts(found) {
    const { claims, signer } = found, subject = claims.credentialSubject, achievement = subject.achievement;
    const issuer = isMap(claims.issuer) ? claims.issuer : { id: claims.issuer }, listed = Array.isArray(subject.identifier) ? subject.identifier : [];
    const named = listed.find(entry => isMap(entry) && entry.identityType === "name"), criteria = isMap(achievement.criteria) ? achievement.criteria : {};
    const issued = [clean(issuer.name), clean(issuer.id)].filter(Boolean).join(" · ");
    return [
      [words.f_learner, named && clean(named.identityHash)], [words.f_what, clean(achievement.name)],
      [words.f_about, [clean(achievement.description), clean(criteria.narrative)].filter(Boolean).join(" ")],
      [words.f_register, clean(subject.licenseNumber)], [words.f_date, longDate(claims.validFrom.slice(0, 10))], [words.f_issuer, issued],
      [words.f_signer, signer ? signer.name || words.signer_given : words.signer_none], [words.f_print, found.print],
    ].filter(([, value]) => value);
  }
  function remarks(found) {
    const { claims, signer } = found, issuer = isMap(claims.issuer) ? claims.issuer.id : claims.issuer;
    return [
      ...(signer && signer.name && issuer !== site ? [words.other_issuer] : []), ...(signer && !signer.name ? [words.given_key] : []),
      claims.credentialStatus ? words.not_asked : words.not_withdrawn, words.not_who, words.not_paper,
    ];
  }
  const SHOWN = ["valid", "unknown-key", "key-off", "early", "expired"], OPEN = ["unknown-key", "early"];

  function show(found) {
    const told = found.state === "valid" && !found.signer.name ? "given" : found.state;
    const look = found.state === "valid" ? "good" : OPEN.includes(found.state) ? "open" : "bad";
    const sign = make("span", { class: "v-sign", "aria-hidden": "true" }, { good: "✓", open: "?", bad: "✗" }[look]);
    const head = make("h2", { tabindex: "-1", id: "verdict" }, sign, " ", words["s_" + told]);
    const box = make("section", { class: `v-box v-${look}`, "aria-labelledby": "verdict", "data-state": found.state }, head, make("p", null, words["a_" + told]));
    if (SHOWN.includes(found.state)) {
      box.append(make("dl", { class: "v-facts" }, ...facts(found).map(([label, value]) => make("div", null, make("dt", null, label), make("dd", null, make("bdi", null, value))))),
        make("h3", null, words.mind), make("ul", null, ...remarks(found).map(line => make("li", null, line))));
    }
    result.replaceChildren(box);
    head.focus();
  }
  async function judge(text) {
    const mine = turn += 1, found = await check(text, [...own, ...given], Date.now());
    if (mine === turn) show(found);
  }

  function reading(input, limit, act, tooLarge) {
    return () => {
      const file = input.files[0];
      if (file) open(file, limit, act, tooLarge);
      input.value = "";
    };
  }
  function open(file, limit, act, tooLarge) {
    const reader = new FileReader();
    reader.onload = () => act(reader.result, file.name);
    reader.onerror = tooLarge;
    if (file.size > limit) tooLarge(); else reader.readAsText(file);
  }
  const field = (label, node, hint) => {
    if (hint) node.setAttribute("aria-describedby", node.id + "-hint");
    return make("p", { class: "v-field" }, make("label", { for: node.id }, label), node, ...(hint ? [make("span", { class: "hint", id: node.id + "-hint" }, hint)] : []));
  };
  const area = (id, rows) => make("textarea", { id, rows, spellcheck: "false", autocomplete: "off", translate: "no" });

  function build() {
    const unreadable = () => show({ state: "unreadable" });
    const file = make("input", { type: "file", id: "v-file", accept: ".jwt,.html,.htm,.txt" }), pasted = area("v-text", 4);
    const keyFile = make("input", { type: "file", id: "v-key-file", accept: ".json,.jwk,.txt" }), keyText = area("v-key-text", 3);
    const said = make("p", { role: "status", class: "v-said" });
    const tell = what => { said.textContent = ""; setTimeout(() => { said.textContent = what; }); };
    const take = text => {
      const found = keysIn(text);
      given = found.keys || [];
      tell(found.error || say(words.key_taken, { n: given.length }));
    };
    file.addEventListener("change", reading(file, MAX_TEXT, judge, unreadable));
    keyFile.addEventListener("change", reading(keyFile, 100000, take, () => tell(words.key_bad)));
    const keys = make("details", { class: "v-keys" }, make("summary", null, words.key_head), make("p", null, words.key_about),
      field(words.key_file, keyFile), field(words.key_text, keyText), button("button", words.key_use, () => take(keyText.value)), said);
    keys.open = !own.length;
    const zone = make("div", { class: "v-zone" }, field(words.file, file, words.file_hint), field(words.paste, pasted), button("button q-check", words.check, () => judge(pasted.value)));
    document.addEventListener("dragover", event => { event.preventDefault(); zone.classList.add("v-over"); });
    document.addEventListener("dragleave", () => zone.classList.remove("v-over"));
    document.addEventListener("drop", event => {
      event.preventDefault();
      zone.classList.remove("v-over");
      if (event.dataTransfer.files[0]) open(event.dataTransfer.files[0], MAX_TEXT, judge, unreadable);
    });
    holder.append(zone, result, keys);
  }

  if (subtle) build(); else holder.append(make("p", { class: "state-note", role: "status" }, words.no_crypto));
})();
