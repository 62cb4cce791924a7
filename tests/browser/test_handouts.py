"""Templates to take away: on paper, copied with the keyboard, downloaded, and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_print import close, sheets
from tests.browser.test_tools import NO_CLIPBOARD, clipboard
from tests.support.colours import pale_in_print
from tests.support.keys import tab_to
from tests.support.pages import HANDOUTS
from tests.support.pick import pick
from tests.support.tab import folder_base

FORM, EXAMPLE, LONG = (
    "templates/cluster-profile.html",
    "templates/cluster-profile-example.html",
    "templates/case-sheet-example.html",
)
NOT_PRINTED = ("Skip to the content", "Copy as Markdown", "Download as Markdown", "How to use it", "Modules", "Copy citation")
QUICK = ("action-plan", "case-sheet", "cluster-profile", "gender-checklist", "selection-matrix")


@pytest.mark.parametrize("name", pick(HANDOUTS, *QUICK))
def test_an_example_says_on_each_sheet_that_it_is_invented(open_tab, corpus, name):
    printed = sheets(open_tab().go(f"templates/{name}-example.html"))
    assert len(printed) > 1 or name != "case-sheet", "an example of several sheets is needed"
    assert [number for number, text in enumerate(printed, 1) if "INVENTED" not in text] == []


def test_so_it_does_where_a_browser_prints_nothing_in_margins(open_tab):
    tab = open_tab()

    def without_margins(route):
        style = route.fetch().text()
        cut = re.sub(r"@top-center\s*\{[^{}]*\}", "", style).replace("attr(x type(*))", "none")
        assert cut.count("@top-center") == 0 and len(re.findall(r"\(x:\s*none\)", cut)) == 1
        route.fulfill(body=cut, content_type="text/css")

    tab.page.route("**/handout.css", without_margins)
    printed = sheets(tab.go(LONG))
    assert len(printed) > 1
    assert [number for number, text in enumerate(printed, 1) if "INVENTED" not in text] == []


@pytest.mark.parametrize("name", pick(HANDOUTS, *QUICK))
def test_the_form_is_printed_and_what_is_around_it_is_not(open_tab, corpus, name):
    address = f"templates/{name}.html"
    printed, handout = sheets(open_tab().go(address)), corpus.handouts[name]
    for number, text in enumerate(printed, 1):
        assert corpus.site.version in text and f"{corpus.site.address}{address}" in text, number
        assert "INVENTED" not in text
    whole = close(" ".join(printed))
    wanted = [handout.title, handout.who, *(part.title for part in handout.parts), *handout.checks]
    wanted += [line.label for part in handout.parts for line in part.fields]
    assert [words for words in wanted if close(words) not in whole] == []
    assert [words for words in NOT_PRINTED if close(words) in whole] == []


@pytest.mark.parametrize("address", [FORM, EXAMPLE, LONG])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_legible_in_grey(open_tab, address, scheme):
    page = open_tab(color_scheme=scheme, reduced_motion="reduce").go(address)
    page.evaluate("scheme => { document.documentElement.dataset.theme = scheme }", scheme)
    assert pale_in_print(page) == []


def text_of(site, address: str) -> str:
    return (site / address.replace(".html", ".md.txt")).read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("address", [FORM, EXAMPLE])
def test_it_is_copied_with_the_keyboard(open_tab, site, address):
    page = open_tab(permissions=["clipboard-read", "clipboard-write"]).go(address)
    button = page.get_by_role("button", name="Copy as Markdown")
    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert clipboard(page) == text_of(site, address)


def test_without_a_clipboard_the_text_is_shown_and_selected(open_tab, site):
    tab = open_tab(360, base=folder_base(site))
    tab.page.add_init_script(NO_CLIPBOARD)
    page = tab.go(FORM)
    page.get_by_role("button", name="Copy as Markdown").click()
    box = page.get_by_role("textbox", name="Copy this text by hand")
    expect(box).to_be_focused()
    assert box.input_value() == text_of(site, FORM)
    assert box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd) === box.value")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_it_is_downloaded_under_a_name_that_editors_know(open_tab, site):
    page = open_tab().go(FORM)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as Markdown").click()
    assert download.value.suggested_filename == "cluster-profile.md"
    assert download.value.path().read_bytes() == (site / "templates/cluster-profile.md.txt").read_bytes()


def test_the_print_button_prints(open_tab):
    tab = open_tab()
    tab.page.add_init_script("window.print = () => { window.printed = true }")
    page = tab.go(FORM)
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")


def test_without_a_script_the_text_is_a_link_and_a_fold(open_tab, site):
    page = open_tab(360, java_script_enabled=False).go(EXAMPLE)
    expect(page.locator(".invented")).to_have_text("INVENTED")
    expect(page.locator(".invented")).to_be_in_viewport()
    assert page.get_by_role("button").count() == 0
    page.locator("summary", has_text="The same as Markdown").click()
    expect(page.locator("#markdown")).to_be_visible()
    assert page.locator("#markdown").text_content() == text_of(site, EXAMPLE)
    target = page.get_by_role("link", name="Download as Markdown").get_attribute("href")
    assert (site / "templates" / target).is_file()


def test_the_word_stays_on_the_screen_while_the_reader_scrolls(open_tab):
    page = open_tab().go(EXAMPLE)
    page.get_by_role("heading", name="Before you hand it in").scroll_into_view_if_needed()
    expect(page.locator(".invented")).to_be_in_viewport()


def test_blank_form_example_module_and_phase_lead_to_each_other(open_tab, corpus):
    page = open_tab().go("templates/index.html")
    handout = corpus.handouts["cluster-profile"]
    page.get_by_role("link", name=handout.title).click()
    page.get_by_role("link", name="Filled example").click()
    page.get_by_role("link", name="Blank form").click()
    module = corpus.modules[handout.modules[0]].module.title
    page.get_by_role("main").get_by_role("link", name=module).click()
    page.get_by_role("main").get_by_role("link", name=handout.title).click()
    page.get_by_role("link", name=f"Phase 1: {corpus.tags['phase', 'selection'].label}").click()
    page.locator("#shows-selection").get_by_role("link", name=handout.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(handout.title)


def test_a_template_is_found_in_a_group_of_its_own(open_tab):
    page = open_tab().go("index.html")
    page.get_by_role("searchbox", name="Search").press_sequentially("cluster profile")
    expect(page.locator(".found-list h2", has_text="Templates")).to_be_visible()
    expect(page.locator(f".found-list a[href$='{FORM}']")).to_be_visible()
    expect(page.locator(f".found-list a[href$='{EXAMPLE}']")).to_have_count(0)
