"""The page that checks certificates: nothing false passes, whatever the file, and everything is said in words."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from portal.certify import credential, keys, paper
from portal.corpus.load import load
from portal.language.catalogue import Original
from portal.render.desk import Desk
from tests.support import certificates as made
from tests.support.axe import violations
from tests.support.pick import pick
from tests.support.project import ROOT
from tests.support.server import serving
from tests.support.tab import SIZES, Tab, folder_base

VERIFY = "verify.html"
STATES = """async ([texts, now]) => {
  const keys = JSON.parse(document.getElementById("verify-data").textContent).keys, found = [];
  for (const text of texts) found.push((await portalVerify.check(text, keys, now)).state);
  return found;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, on a portal that answers for the key of the trainer."""
    return made.build(tmp_path_factory.mktemp("verify"))


@pytest.fixture(scope="module")
def without_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a portal whose publisher has entered no key."""

    def bare(corpus):
        return dataclasses.replace(corpus, site=corpus.site.model_copy(update={"certificate_keys": ()}))

    return made.build(tmp_path_factory.mktemp("bare"), bare)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """It takes the place of the whole site: ``open_tab`` opens its page."""
    with serving(folder) as address:
        yield address


def offer(page: Page, text: str | bytes, field: str = "#v-file", name: str = "certificate.jwt") -> None:
    """Open a file with this content on the page."""
    data = text if isinstance(text, bytes) else text.encode()
    page.locator(field).set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})


def verdict(page: Page, words: str | re.Pattern) -> None:
    """The verdict is these words, and the focus is on it."""
    expect(page.locator("#verdict")).to_have_text(words)
    expect(page.locator("#verdict")).to_be_focused()


@pytest.fixture(params=["http", "folder"])
def tab(request, open_tab, folder) -> Tab:
    """The page from a server on this machine, and from a folder."""
    return open_tab() if request.param == "http" else open_tab(base=folder_base(folder))


def test_each_certificate_ends_as_it_must(tab):
    page = tab.go(VERIFY)
    names, texts, states = zip(*made.vectors())
    found = page.evaluate(STATES, [texts, made.NOW.timestamp() * 1000])
    assert dict(zip(names, found)) == dict(zip(names, states))


def test_no_sign_of_a_certificate_can_be_changed(tab):
    page = tab.go(VERIFY)
    texts = list(made.flips(made.token(), 9))
    assert set(page.evaluate(STATES, [texts, made.NOW.timestamp() * 1000])) <= {"unreadable", "algorithm", "changed"}


def test_a_genuine_certificate_says_who_what_and_when_as_text(tab):
    page = tab.go(VERIFY)
    offer(page, made.token())
    verdict(page, "✓ Valid")
    box = page.locator(".v-box")
    shown = dict(zip(box.locator("dt").all_inner_texts(), box.locator("dd").all_inner_texts()))
    assert shown["Issued to"] == made.HOSTILE.replace("\u202e", "\ufffd")
    assert shown["For"] == "Path for potters" and shown["Register number"] == "2026-007" and "2026" in shown["Date"]
    assert shown["Issuer named in it"] == "Invented publisher · https://example.org/invented/"
    assert shown["Signed with the key of"] == "A. Trainer <b>"
    assert shown["Fingerprint of the key"] == keys.fingerprint(keys.public(made.private()))
    assert "24 hours" in shown["What it says"] and "87.5 %" in shown["What it says"]
    expect(box).to_contain_text("Not checked: whether it was withdrawn.")
    assert box.locator("img, script").count() == 0
    assert not page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length")
    assert [url for url in tab.requests if not re.search(r"verify\.html$|/assets/", url)] == []


@pytest.mark.parametrize(("text", "words", "shown"), [
    (lambda: made.forged(), "✗ The signature does not match", False),
    (lambda: made.token("stranger"), "? Key unknown", True),
    (lambda: made.token(**made.on("2099-01-01")), "? Not yet valid", True),
    (lambda: made.token("retired"), "✗ Refused: key not in use on this date", True),
    (lambda: made.token(type=None), "✗ Not an Open Badges credential", False),
    (lambda: made.token(nbf=1), "✗ Refused: it contradicts itself", False),
    (lambda: made.confused(b"x"), "✗ Refused: signed in another way", False),
    (lambda: "<html><script>alert(1)</script></html>", "✗ Not readable", False),
    (lambda: "\0\ufffe" * 999, "✗ Not readable", False),
    (lambda: "x" * 1_000_001, "✗ Not readable", False),
], ids=["forged", "stranger", "early", "retired", "no-badge", "disagrees", "HS256", "page", "binary", "large"])  # fmt: skip
def test_each_refusal_is_said_in_words(open_tab, text, words, shown):
    page = open_tab().go(VERIFY)
    offer(page, text())
    verdict(page, words)
    assert page.locator(".v-facts").count() == int(shown)
    assert len(page.locator(".v-box p").first.inner_text()) > 40


def test_odd_content_that_is_signed_is_shown_and_harms_nothing(open_tab):
    subject = {**made.claims()["credentialSubject"], "identifier": [None, 5], "licenseNumber": {"x": 1}}
    achievement = {**subject["achievement"], "name": "N" * 5000, "criteria": "x", "description": ["y"]}
    page = open_tab(360).go(VERIFY)
    status = {"id": "https://x.invalid/list", "type": "x"}
    offer(
        page,
        made.token(
            credentialSubject={**subject, "achievement": achievement},
            issuer="https://example.org/invented/",
            credentialStatus=status,
        ),
    )
    verdict(page, "✓ Valid")
    expect(page.locator(".v-box")).to_contain_text("the list of withdrawn certificates that it names")
    assert page.locator(".v-facts").inner_text().count("N") < 320
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_another_issuer_than_the_portal_is_pointed_out(open_tab):
    page = open_tab().go(VERIFY)
    offer(page, made.token(issuer="https://other.invalid/", iss="https://other.invalid/"))
    verdict(page, "✓ Valid")
    expect(page.locator(".v-box")).to_contain_text("names another issuer than this portal")


def test_a_certificate_can_be_pasted_dropped_and_opened_as_page(open_tab):
    page = open_tab().go(VERIFY)
    page.get_by_label("Or the signed text, pasted").fill(f" {made.token()[:100]}\n{made.token()[100:]} ")
    page.get_by_role("button", name="Check it").click()
    verdict(page, "✓ Valid")
    drop = """text => { const data = new DataTransfer(); data.items.add(new File([text], "x.html"));
      document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true})); }"""
    page.evaluate(drop, f"<p>{made.forged()}</p>")
    verdict(page, "✗ The signature does not match")
    page.evaluate(drop, f"<p>{made.token()}</p>")
    verdict(page, "✓ Valid")


def test_without_a_key_of_the_portal_the_reader_gives_one(open_tab, without_keys):
    page = open_tab(base=folder_base(without_keys)).go(VERIFY)
    expect(page.locator("#keys ~ p").first).to_contain_text("has entered no key")
    offer(page, made.token())
    verdict(page, "? Key unknown")
    offer(page, made.keys.make()[0], "#v-key-file")
    expect(page.locator(".v-said")).to_contain_text("This is a private key.")
    offer(page, "{}", "#v-key-file")
    expect(page.locator(".v-said")).to_contain_text("not a public RSA key")
    page.get_by_label("Or the public key, pasted").fill(json.dumps({"keys": [keys.public(made.private())]}))
    page.get_by_role("button", name="Use this key").click()
    expect(page.locator(".v-said")).to_have_text("Keys taken: 1. Now check the certificate.")
    offer(page, made.token())
    verdict(page, "✓ Valid, if the key that you gave is that of the trainer")
    expect(page.locator(".v-box")).to_contain_text("You have to know yourself whose it is.")


def test_it_works_with_the_keyboard_alone(open_tab):
    page = open_tab().go(VERIFY)
    page.locator("#v-file").focus()
    page.keyboard.press("Tab")
    page.keyboard.insert_text(made.token())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    verdict(page, "✓ Valid")
    page.keyboard.press("Tab")
    expect(page.locator(".v-keys summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#v-key-file")).to_be_focused()


def test_without_cryptography_the_page_says_why(open_tab):
    tab = open_tab()
    tab.page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined})")
    page = tab.go(VERIFY)
    expect(page.locator("#verify")).to_contain_text("not secure (http)")
    assert page.locator("#verify :is(input, button)").count() == 0


@pytest.mark.parametrize(("width", "scheme"), pick(product(SIZES, ("light", "dark")), (360, "light")))
def test_every_state_of_the_page_is_accessible(open_tab, width, scheme):
    page = open_tab(width, color_scheme=scheme).go(VERIFY)
    page.locator(".v-keys summary").click()
    for text, words in (
        (made.token(), "✓ Valid"),
        (made.forged(), re.compile("not match")),
        (made.token("stranger"), "? Key unknown"),
    ):
        offer(page, text)
        verdict(page, words)
        assert violations(page) == []
    small = page.evaluate("""() => [...document.querySelectorAll("#verify :is(button, input, textarea, summary)")]
      .filter(node => node.getBoundingClientRect().height < 44).map(node => node.id || node.textContent)""")
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("length", pick([1, 6], 6))
def test_a_certificate_is_one_sheet_across_and_accessible(open_tab, tmp_path, length):
    entry = dataclasses.replace(
        made.ENTRY, learner="Invented Person-Name " * length, title="A rather long title of a path " * length
    )
    desk = Desk(load(ROOT).corpus, Original(), {})
    claims = credential.claims(entry, desk.corpus.site, desk.words_of, (), "key")
    (tmp_path / "certificate.html").write_bytes(paper.page(entry, claims, made.token(), "x" * 43, desk))
    for width in SIZES:
        tab = open_tab(width, base=folder_base(tmp_path))
        page = tab.go("certificate.html")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.locator("img").evaluate("node => node.naturalWidth") > 0
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert [(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets] == [(842, 595)]
    text = " ".join(sheets[0].extract_text().split())
    assert "87.5 %" in text and "x" * 43 in text and text.count("Person-") == length and "How to check" not in text
