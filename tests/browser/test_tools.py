"""Colours, links and citations: what the buttons do, and that they do it where storage and clipboard are denied."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import violations
from tests.support.keys import has_focus, tab_to
from tests.support.tab import folder_base

NO_STORAGE = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError') }})"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {get() { return undefined }})"


def paper(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_the_choice_of_colours_stays(open_tab):
    page = open_tab(color_scheme="light").go("index.html")
    toggle = page.get_by_role("button", name="Colours")
    light = paper(page)
    tab_to(page, toggle, most=15)
    expect(toggle).to_have_accessible_name("Colours: automatic")
    page.keyboard.press("Enter")
    expect(toggle).to_have_accessible_name("Colours: light")
    page.keyboard.press("Enter")
    expect(toggle).to_have_accessible_name("Colours: dark")
    dark = paper(page)
    assert dark != light
    page.reload()
    assert paper(page) == dark
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Glossary").click()
    assert paper(page) == dark
    assert page.evaluate("localStorage.getItem('portal/1/theme')") == "dark"
    toggle = page.get_by_role("button", name="Colours: dark")
    toggle.click()
    assert page.evaluate("localStorage.getItem('portal/1/theme')") is None
    assert paper(page) == light
    page.emulate_media(color_scheme="dark")
    assert paper(page) == dark


def test_a_choice_is_there_before_the_first_paint(open_tab):
    tab = open_tab(color_scheme="light")
    page = tab.go("index.html")
    page.evaluate("localStorage.setItem('portal/1/theme', 'dark')")
    page.add_init_script("""new MutationObserver((_, watch) => { if (document.body) { watch.disconnect();
      window.atBody = document.documentElement.dataset.theme } }).observe(document, {childList: true, subtree: true})""")
    tab.go("cases/ghana.html")
    assert page.evaluate("window.atBody") == "dark"


def test_a_spoilt_choice_is_no_choice(open_tab):
    tab = open_tab(color_scheme="light")
    page = tab.go("index.html")
    light = paper(page)
    page.evaluate("localStorage.setItem('portal/1/theme', '\"><b>')")
    page.reload()
    assert paper(page) == light
    assert page.evaluate("document.documentElement.dataset.theme") is None


def test_without_storage_the_colours_still_change(open_tab):
    tab = open_tab(color_scheme="light")
    tab.page.add_init_script(NO_STORAGE)
    page = tab.go("index.html")
    light = paper(page)
    page.get_by_role("button", name="Colours").click()
    page.get_by_role("button", name="Colours").click()
    assert paper(page) != light


def clipboard(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize(("name", "anchor"), [("Results", "results"), (None, "result-")])
def test_link_and_citation_are_copied(open_tab, corpus, name, anchor):
    tab = open_tab(permissions=["clipboard-read", "clipboard-write"])
    page = tab.go("cases/colombia.html")
    case = corpus.cases["colombia"]
    if name is None:
        name, anchor = case.results[0].label, f"result-{case.results[0].id}"
    opener = page.get_by_role("button", name=f"Link, citation and more: {name}", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    assert violations(page) == []
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    assert clipboard(page) == f"{tab.base}cases/colombia.html#{anchor}"
    page.locator(".link-menu").get_by_role("button", name="Copy citation").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => !text.startsWith('http'))")
    cited = clipboard(page)
    for part in (name, case.title, case.author, case.updated.isoformat(), corpus.site.name, corpus.site.version,
                 f"{corpus.site.address}cases/colombia.html#{anchor}"):  # fmt: skip
        assert part in cited
    page.keyboard.press("Escape")
    expect(page.locator(".link-menu")).to_have_count(0)
    assert has_focus(opener)


def test_the_whole_page_is_cited_below_it(open_tab, corpus):
    page = open_tab(permissions=["clipboard-read", "clipboard-write"]).go("concepts/phases.html")
    page.get_by_role("button", name="Copy citation").click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    assert clipboard(page) == page.locator("#citation").inner_text()


def test_without_a_clipboard_the_text_is_shown_and_selected(open_tab, site, corpus):
    tab = open_tab(base=folder_base(site))
    tab.page.add_init_script(NO_CLIPBOARD)
    page = tab.go("cases/colombia.html")
    page.get_by_role("button", name="Link, citation and more: Results", exact=True).click()
    page.get_by_role("button", name="Copy link").click()
    box = page.get_by_role("textbox", name="Copy this text by hand")
    expect(box).to_be_focused()
    assert box.input_value() == f"{corpus.site.address}cases/colombia.html#results"
    assert box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd) === box.value")


@pytest.mark.parametrize("address", ["cases/ghana.html", "briefs/ghana.html"])
def test_the_print_button_prints(open_tab, address):
    tab = open_tab()
    tab.page.add_init_script("window.print = () => { window.printed = true }")
    page = tab.go(address)
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")


def test_every_result_dispute_and_section_can_be_linked_and_cited(open_tab, corpus):
    page = open_tab().go("cases/colombia.html")
    case = corpus.cases["colombia"]
    ids = [f"result-{result.id}" for result in case.results] + [f"disputed-{dispute.id}" for dispute in case.disputed]
    for name in ids:
        assert page.locator(f"[id='{name}']").get_by_role("button", name="Link, citation and more").count() == 1, name
    heads = page.locator("main h2[id]")
    assert heads.count() > 8
    assert heads.get_by_role("button", name="Link, citation and more").count() == heads.count()
