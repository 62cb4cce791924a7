"""Cases are found by words, put in order, read as a table and sent to comparing; the address keeps it. The map is walked."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from portal.corpus.corpus import Corpus
from portal.render.explore import PER_PAGE
from portal.render.worldmap import world_map
from tests.scale.corpus import make
from tests.support.axe import COLOURS, violations
from tests.support.colours import pale_in_print
from tests.support.keys import tab_to
from tests.support.pick import pick
from tests.support.project import CACHES, ROOT
from tests.support.server import serving
from tests.support.tab import folder_base, tabs

LIST, MAP = "cases/index.html", "cases/map.html"

# Whether one sees what has the focus.
ON_TOP = """() => { const box = document.activeElement.getBoundingClientRect();
  return document.elementFromPoint(box.x + 5, box.y + 5) === document.activeElement }"""


def field_of(page: Page):
    return page.get_by_role("searchbox", name="Words in title, summary or places")


def state(page: Page):
    return page.locator(".filter-state")


def shown(page: Page) -> list[str]:
    """The cases that can be seen, in order."""
    links = page.locator(".found ul.cards h3 a:visible, .found th a:visible")
    return [link.removesuffix(".html") for link in links.evaluate_all("links => links.map(link => link.getAttribute('href'))")]


def with_words(corpus: Corpus, word: str) -> list[str]:
    """The cases that have a word in title, summary or places."""
    texts = {cid: f"{case.title} {case.summary} {' '.join(case.regions)}" for cid, case in corpus.cases.items()}
    return [cid for cid, text in texts.items() if word in text.lower()]


@pytest.mark.parametrize("width", pick([360, 1280], 360))
def test_words_narrow_the_list_by_keyboard_and_meet_facets(open_tab, corpus, width):
    page = open_tab(width, reduced_motion="reduce").go(LIST)
    field = field_of(page)
    page.get_by_role("link", name="Skip to the content").focus()
    tab_to(page, field)
    page.keyboard.type("SÍALKOT")
    expect(state(page)).to_have_text("1 case shown")
    assert shown(page) == with_words(corpus, "sialkot") == ["punjab"]
    expect(field).to_be_focused()
    chip = page.locator("[data-facet=country]").get_by_role("button", name="Ghana", include_hidden=True)
    expect(chip.locator(".n")).to_have_text("0")
    found = with_words(corpus, "reports")
    field.fill("reports")
    expect(state(page)).to_have_text(f"{len(found)} cases shown")
    assert shown(page) == found
    assert page.url.endswith("#q=reports")
    assert violations(page) == []
    page.get_by_role("button", name="Show all cases").click()
    expect(state(page)).to_have_text(f"{len(corpus.cases)} cases shown")
    assert field.input_value() == "" and "#" not in page.url


def test_words_are_kept_while_the_data_comes_and_when_a_choice_follows_at_once(open_tab):
    tab = open_tab()
    tab.page.route("**/explore/texts.js", lambda route: (tab.page.wait_for_timeout(300), route.continue_()))
    page = tab.go(LIST)
    field_of(page).press_sequentially("reports", delay=60)
    expect(state(page)).to_contain_text("shown")
    expect(field_of(page)).to_have_value("reports")
    page.evaluate("""() => { const field = document.querySelector("#explore-q"); field.value = "argan";
      field.dispatchEvent(new Event("input")); document.querySelector("[data-facet=country] [aria-pressed]").focus();
      [...document.querySelectorAll("[data-facet=country] .chip")].find(one => /Morocco/.test(one.textContent)).click() }""")
    expect(state(page)).to_contain_text("2 cases shown")
    expect(field_of(page)).to_have_value("argan")
    assert "country=ma" in page.url and "q=argan" in page.url


def test_the_order_is_chosen(open_tab, corpus):
    page = open_tab().go(LIST)
    cases = corpus.cases
    orders = {
        "title": sorted(cases, key=lambda cid: cases[cid].title.casefold()),
        "start": sorted(cases, key=lambda cid: -cases[cid].period.start),
        "results": sorted(cases, key=lambda cid: -len(cases[cid].results)),
        "": list(cases),
    }
    for name, wanted in orders.items():
        page.get_by_label("Order").select_option(name)
        expect(state(page)).to_contain_text("shown")
        assert shown(page) == wanted
        assert (f"sort={name}" in page.url) == bool(name)


def test_the_same_choice_as_a_table(open_tab, corpus):
    page = open_tab(360, reduced_motion="reduce").go(f"{LIST}#sector=agrifood")
    expect(state(page)).to_contain_text("shown")
    before = shown(page)
    table = page.get_by_role("button", name="Table")
    tab_to(page, table, most=60)
    page.keyboard.press("Enter")
    expect(table).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".found table tbody tr")).to_have_count(len(before))
    assert shown(page) == before
    row = page.locator(".found tbody tr", has_text=corpus.cases["ghana"].title)
    expect(row).to_contain_text("European Union")
    expect(row.locator("td").last).to_have_text(str(len(corpus.cases["ghana"].results)))
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, COLOURS) == []


def test_the_back_button_takes_a_choice_back(open_tab, corpus):
    page = open_tab().go(LIST)
    morocco = page.locator("[data-facet=country]").get_by_role("button", name="Morocco")
    morocco.click()
    expect(state(page)).to_have_text("3 cases shown")
    page.get_by_role("button", name="Table").click()
    page.get_by_label("Order").select_option("start")
    assert page.url.endswith("#country=ma&sort=start&view=table")
    page.go_back()
    page.go_back()
    expect(page.locator(".found ul.cards")).to_be_visible()
    expect(morocco).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(morocco).to_have_attribute("aria-pressed", "false")
    assert shown(page) == list(corpus.cases)
    page.go_forward()
    expect(state(page)).to_have_text("3 cases shown")


def test_an_address_from_somebody_else_shows_what_they_saw(open_tab, corpus):
    page = open_tab().go(f"{LIST}#country=MA,tn&period=2015&principle=collective-efficiency&sort=title&pick=argan")
    expect(state(page)).to_contain_text("shown")
    wanted = [cid for cid, case in corpus.cases.items() if {"MA", "TN"} & {*case.countries}
              and any(entry.principle == "collective-efficiency" for entry in case.illustrates)]  # fmt: skip
    assert sorted(shown(page)) == sorted(wanted)
    expect(page.get_by_role("checkbox", name=corpus.cases["argan"].title)).to_be_checked()
    page.get_by_role("link", name="Skip to the content").focus()
    page.keyboard.press("Enter")
    assert sorted(shown(page)) == sorted(wanted), "a link inside the page is no choice"


@pytest.mark.parametrize("hash", ["#page=99&view=cards&sort=up&pick=nobody,<b>,argan,argan", "#q=%E0%A4%A", "#page=-1&q=&pick="])
def test_nonsense_in_the_address_does_no_harm(open_tab, corpus, hash):
    page = open_tab().go(LIST + hash)
    assert shown(page) == list(corpus.cases)
    assert page.locator(".pick input:checked").count() <= 1


def test_cases_are_chosen_here_and_compared_there(open_tab, corpus):
    page = open_tab(360, reduced_motion="reduce").go(LIST)
    bar = page.locator(".compare-bar")
    expect(bar).to_be_hidden()
    for cid in ("argan", "ghana"):
        box = page.get_by_role("checkbox", name=corpus.cases[cid].title)
        tab_to(page, box, most=90)
        page.keyboard.press("Space")
        expect(box).to_be_checked()
        assert page.evaluate(ON_TOP), "the bar covers what has the focus"
    assert violations(page) == []
    expect(bar).to_contain_text("Argan; Ghana")
    field_of(page).fill("punjab")
    expect(state(page)).to_have_text("1 case shown")
    page.get_by_role("checkbox", name=corpus.cases["punjab"].title).check()
    bar.get_by_role("link", name="Compare 3 cases").click()
    page.wait_for_url("**/compare.html#argan,ghana,punjab")
    expect(page.locator("table.compared thead a")).to_have_count(3)
    page.go_back()
    expect(page.get_by_role("checkbox", name=corpus.cases["punjab"].title)).to_be_checked()


def test_four_cases_are_the_most(open_tab, corpus):
    page = open_tab().go(LIST)
    boxes = page.get_by_role("checkbox")
    for n in range(4):
        boxes.nth(n).check()
    expect(boxes.nth(5)).to_be_disabled()
    expect(page.locator(".compare-bar")).to_contain_text("Four is the most.")
    page.get_by_role("button", name="Clear").click()
    expect(boxes.nth(5)).to_be_enabled()
    expect(page.locator(".compare-bar")).to_be_hidden()
    assert page.evaluate("document.activeElement !== document.body")


def test_the_data_comes_with_the_first_choice(open_tab, corpus):
    tab = open_tab()
    page = tab.go(LIST)
    assert shown(page) == list(corpus.cases)
    assert tab.asked("/explore/") == []
    page.locator("[data-facet=country]").get_by_role("button", name="Ghana").click()
    expect(state(page)).to_have_text("1 case shown")
    assert [url.rpartition("/")[2] for url in tab.asked("/explore/")] == ["cases.js"]


def test_data_that_does_not_come_is_said(open_tab, corpus):
    tab = open_tab()
    tab.page.route("**/explore/cases.js", lambda route: route.abort())
    page = tab.go(LIST)
    page.locator("[data-facet=country]").get_by_role("button", name="Ghana").click()
    expect(state(page)).to_contain_text("could not be loaded")
    assert shown(page) == list(corpus.cases)
    tab.page.unroute("**/explore/cases.js")
    page.get_by_role("button", name="Table").click()
    expect(state(page)).to_have_text("1 case shown")
    tab.faults.clear()


def test_the_explorer_works_from_a_folder(open_tab, site):
    page = open_tab(base=folder_base(site)).go(f"{LIST}#country=gh&view=table")
    expect(state(page)).to_have_text("1 case shown")
    field_of(page).fill("nothing of the kind")
    expect(state(page)).to_contain_text("No case has all of these")


# The map.


def test_each_dot_leads_to_its_cases_by_keyboard(open_tab, corpus):
    page = open_tab(1280).go(MAP)
    made = world_map(corpus)
    dots = page.locator(".map-dot")
    assert dots.count() == len(made.listed)
    labels = dots.evaluate_all("dots => dots.map(dot => dot.getAttribute('aria-label'))")
    for dot in made.listed:
        mine = [label for label in labels if label.startswith(f"{dot.country.name}:")]
        assert mine == [f"{dot.country.name}: {len(dot.cases)} cases" if len(dot.cases) > 1
                        else f"{dot.country.name}: 1 case, {dot.cases[0].brief.title}"]  # fmt: skip
    morocco = page.get_by_role("link", name="Morocco: 3 cases")
    tab_to(page, morocco, most=60)
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/by/country/ma.html")
    page.go_back()
    page.get_by_role("link", name=re.compile("^Ghana: 1 case")).click()
    page.wait_for_url("**/cases/ghana.html")


def test_the_frame_leads_to_the_enlarged_part(open_tab, corpus):
    page = open_tab(360, reduced_motion="reduce").go(MAP)
    page.get_by_role("link", name=re.compile("enlarged below")).click()
    expect(page.locator(".map-enlarged")).to_be_in_viewport()


def test_on_a_phone_dots_can_be_touched_and_none_covers_another(open_tab):
    page = open_tab(360, has_touch=True).go(MAP)
    boxes = page.locator(".map-touch").evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")
    assert all(box["width"] >= 24 and box["height"] >= 24 for box in boxes)
    hit = """dots => dots.filter(dot => { dot.scrollIntoView({block: "center"}); const box = dot.querySelector(".map-mark")
      .getBoundingClientRect(); const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return !dot.contains(top) }).map(dot => dot.getAttribute("aria-label"))"""
    assert page.locator(".map-dot").evaluate_all(hit) == []


def test_the_list_beside_the_map_has_every_case_of_every_country(open_tab, corpus):
    page = open_tab(java_script_enabled=False).go(MAP)
    for dot in world_map(corpus).listed:
        entry = page.locator(".map-list > li").filter(has=page.locator(f"a.map-country:text-is('{dot.country.name}')"))
        links = entry.locator("ul a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        assert links == [f"{card.cid}.html" for card in dot.cases]
    expect(page.locator(".map figcaption")).to_contain_text("It shows no boundaries and takes no position")
    page.get_by_role("link", name=re.compile("^Tunisia: 2 cases")).click()
    page.wait_for_url("**/cases/by/country/tn.html")


def test_the_map_is_light_and_prints_in_grey(open_tab, site):
    assert len(gzip.compress((site / MAP).read_bytes())) <= 40_000
    page = open_tab(reduced_motion="reduce", color_scheme="dark").go(MAP)
    assert pale_in_print(page) == []
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)
    assert "takes no position" in text and "Morocco" in text


# A thousand cases.


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a thousand cases, of which all but eight are synthetic; without exercises, which cost most of its time."""
    project = make(tmp_path_factory.mktemp("large") / "project", 1000)
    for name in CACHES:
        if (ROOT / "build" / name).is_dir():
            shutil.copytree(ROOT / "build" / name, project / "build" / name, ignore=shutil.ignore_patterns("*.tmp", "npm*"))
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    shutil.copytree(ROOT / "scripts", project / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "portal", "build", "--site", "site"]
    made = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return project / "site"


@pytest.fixture
def open_large(browser, large: Path) -> Iterator:
    with serving(large) as base, tabs(browser, base) as opener:
        yield opener


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
def test_a_thousand_cases_are_paged_counted_and_found(open_large, large, width):
    script = (large / "explore" / "cases.js").read_text(encoding="utf-8")
    data = json.loads(script.removeprefix('portalExplore("cases",').removesuffix(")\n"))
    places = [(facet, value) for facet, values in data["facets"] for value, _ in values]
    last = -(-1000 // PER_PAGE)
    tab = open_large(width, reduced_motion="reduce")
    page = tab.go(LIST)
    assert len(shown(page)) == PER_PAGE and tab.asked("/explore/") == []
    pages = page.get_by_role("navigation", name="Pages of this list")
    pages.get_by_role("link", name=f"Page {last}", exact=True).click()
    expect(state(page)).to_have_text(f"1000 cases shown. Page {last} of {last}.")
    assert shown(page) == [entry[0] for entry in data["cases"][PER_PAGE * (last - 1) :]]
    assert violations(page) == []
    page.go_back()
    expect(state(page)).to_contain_text(f"Page 1 of {last}.")
    page.goto(page.url.partition("#")[0] + "#country=gh&sector=agrifood")
    page.reload()
    wanted = [entry[0] for entry in data["cases"] if {("country", "gh"), ("sector", "agrifood")} <= {places[n] for n in entry[6]}]
    expect(state(page)).to_contain_text(f"{len(wanted)} cases shown")
    assert shown(page) == wanted[:PER_PAGE]
    field_of(page).fill(data["cases"][700][1])
    page.get_by_role("button", name="Show all cases").click()
    field_of(page).fill(data["cases"][700][1])
    expect(state(page)).to_have_text("1 case shown")
    assert shown(page) == [data["cases"][700][0]]


@pytest.mark.slow
def test_the_data_of_a_thousand_cases_is_light(large):
    assert len(gzip.compress((large / "explore" / "cases.js").read_bytes())) < 60_000
    assert len(gzip.compress((large / MAP).read_bytes())) < 40_000
