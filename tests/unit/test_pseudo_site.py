"""A whole site in two pseudo-languages: what is still plain English was never handed to the translators."""

from __future__ import annotations

import re

import pytest

from portal.build.site import build
from tests.support.html import words
from tests.support.pick import pick
from tests.support.project import copy_project

pytestmark = pytest.mark.xdist_group("pseudo")  # one worker builds the site

PSEUDO = ("en-XA", "ar-XB")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
ADDRESS = re.compile(r"https?://\S+")


@pytest.fixture(scope="module", params=pick(PSEUDO, "ar-XB"))
def language(request):
    return request.param


@pytest.fixture(scope="module")
def site(tmp_path_factory, language):
    folder = tmp_path_factory.mktemp("pseudo")
    project = copy_project(folder / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("portal.build.tree.picture", lambda *_: b"")  # no text is read from them, and they take most of the time
        build(project, folder / "site", languages=("en", language))
    return folder / "site"


def test_no_untranslated_string_in_any_page(site, language):
    left = {}
    for path in sorted((site / language).rglob("*.html")):
        for text in words(path.read_text(encoding="utf-8")):
            if ENGLISH.search(ADDRESS.sub("", text)):
                left.setdefault(text.strip(), path.name)
    assert left == {}


def test_english_pages_would_be_found(site):
    assert any(ENGLISH.search(text) for text in words((site / "about.html").read_text(encoding="utf-8")))


def test_every_language_has_the_same_pages_and_addresses(site, language):
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    own = {page.removeprefix(f"{language}/") for page in pages if page.startswith(f"{language}/")}
    english = {page for page in pages if not page.startswith(f"{language}/")}
    assert own == english - {"404.html"}


def test_pages_say_their_language_and_direction(site, language):
    page = (site / language / "cases" / "ghana.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar-XB" else "ltr"}"' in page


def test_every_language_has_its_own_search_index(site, language):
    for prefix in ("", f"{language}/"):
        boot = (site / f"{prefix}search" / "boot.js").read_text(encoding="utf-8")
        assert ('"Cases"' in boot) == (prefix == "")
