"""The keyboard reaches everything, in the order of the page, and one sees where it is."""

from __future__ import annotations

import pytest

from tests.support.axe import violations
from tests.support.keys import has_focus, stops, tab_to
from tests.support.pick import pick

# What has the focus, whether it is in the window, and whether an outline is drawn around it; nothing past the end of the page.
FOCUS = """() => {
  const node = document.activeElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
  if (node === document.body) return null;
  const inside = box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
  const drawn = style.outlineStyle !== "none" && !/^rgba.*, 0\\)$/.test(style.outlineColor);
  const seen = box.width > 1 && box.height > 1 && inside && drawn && parseFloat(style.outlineWidth) >= 2;
  return {name: node.outerHTML.slice(0, 80), seen};
}"""


@pytest.mark.parametrize("address", ["index.html", "cases/ghana.html", "cases/index.html"])
def test_the_first_stops_are_skip_link_start_menu_search_and_colours(open_tab, corpus, address):
    page = open_tab(1280).go(address)
    sections = page.get_by_role("navigation", name="Main menu").first.get_by_role("link").all_inner_texts()
    assert {"Cases", "Concepts", "Glossary", "Sources", "About"} <= set(sections)
    wanted = ["Skip to the content", corpus.site.name, *sections, "Search", "Colours: automatic"]
    assert list(stops(page, len(wanted))) == wanted


def test_on_a_phone_the_menu_opens_walks_and_closes_by_keyboard(open_tab):
    page = open_tab(360).go("cases/ghana.html")
    menu = page.locator("summary", has_text="Menu")
    tab_to(page, menu, most=8)
    page.keyboard.press("Enter")
    link = page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Glossary")
    assert link.is_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert not link.is_visible()
    assert has_focus(menu)
    page.keyboard.press("Space")
    tab_to(page, link, most=8)
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary.html")


@pytest.mark.parametrize("address", ["index.html", "cases/ghana.html", "glossary.html"])
def test_the_skip_link_shows_itself_and_leads_to_the_content(open_tab, address):
    page = open_tab(1280).go(address)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    assert has_focus(skip)
    box = skip.bounding_box()
    assert box and box["x"] >= 0 and box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main article') !== null")


PLACES = ((1280, "cases/ghana.html"), (360, "cases/ghana.html"), (1280, "cases/index.html"), (1280, "index.html"),
          (1280, "concepts/phases.html"), (1280, "briefs/ghana.html"))  # fmt: skip


@pytest.mark.parametrize(
    ("scheme", "width", "address"),
    pick(
        ((scheme, *place) for scheme in ("light", "dark") for place in PLACES),
        ("light", 1280, "cases/ghana.html"), ("dark", 360, "cases/ghana.html"), ("dark", 1280, "index.html"),
    ),
)  # fmt: skip
def test_one_sees_where_the_keyboard_is(open_tab, width, address, scheme):
    page = open_tab(width, color_scheme=scheme, reduced_motion="reduce").go(address)
    reached = []
    for _ in range(120):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUS))
        if not reached[-1]:
            break
    assert len(reached) > 5
    assert [stop["name"] for stop in reached if stop and not stop["seen"]] == []


def test_every_control_is_reached(open_tab):
    page = open_tab(1280).go("cases/ghana.html")
    count = page.evaluate("""() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
      .filter(node => node.checkVisibility() && !node.closest("details:not([open]) > :not(summary)")).length""")
    page.evaluate("window.seen = new Set(); addEventListener('focusin', event => seen.add(event.target))")
    for _ in range(count + 2):
        page.keyboard.press("Tab")
    assert page.evaluate("seen.size") == count
