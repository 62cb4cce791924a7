"""The small project with its tests built, and hands that answer them."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Locator, Page

from portal.build.site import build
from tests.support.project import tiny

BEFORE, FINAL = "tests/before-after-potters.html", "tests/final-one-day.html"


def site(folder: Path) -> Path:
    """The small project, built in ``folder``."""
    project = tiny(folder / "project")
    build(project, folder / "site")
    return folder / "site"


def data(item: Locator) -> dict:
    """What a question is scored by."""
    return json.loads(item.locator(".item-data").text_content() or "")


def items(page: Page) -> list[Locator]:
    """The questions shown, in order."""
    return page.locator("#test-a > .item").all()


def press(item: Locator, name: str, value: str) -> None:
    """Choose a radio button or checkbox."""
    item.locator(f'label[for="{item.get_attribute("id")}--{name}--{value}"]').click()


def answer(item: Locator, rightly: bool = True) -> None:
    """Give a question its right answer, or another one."""
    known = data(item)
    kind, right = known["type"], known["right"]
    if kind in ("single", "true-false"):
        press(item, "choice", right if rightly else next(name for name in known["options"] if name != right))
    elif kind == "multiple":
        for name in right if rightly else set(known["options"]) - set(right):
            press(item, "choice", name)
    elif kind == "numeric":
        item.locator("input").fill(str(right if rightly else right + 1000))
    elif kind == "match":
        for name in right:
            item.locator(f'[id="{item.get_attribute("id")}--{name}"]').select_option(name if rightly else known["spares"][0])
    elif kind == "order":
        sort(item, right if rightly else right[::-1])
    else:
        for name, value in right.items():
            press(item, name, value if rightly else next(other for other in known["options"] if other != value))


def sort(item: Locator, wanted: list[str]) -> None:
    """Bring entries in an order, with their buttons."""
    for place, name in enumerate(wanted):
        entry = item.locator(f'.q-order > [data-id="{name}"]')
        while entry.evaluate("node => [...node.parentNode.children].indexOf(node)") > place:
            entry.locator(".q-up").click()
    first = item.locator(f'.q-order > [data-id="{wanted[0]}"]')  # an order that stood there already is meant too
    first.locator(".q-down").click()
    first.locator(".q-up").click()


def begin(page: Page, run: str = "", form: str = "", seed: str = "4711") -> None:
    """Begin a run."""
    if run:
        page.get_by_label(run, exact=True).check()
    page.get_by_label("Seed", exact=True).fill(seed)
    if form:
        page.get_by_label(f"Form {form.upper()}", exact=True).check()
    page.get_by_role("button", name="Begin the test").click()
    if seed.isdigit():
        begun(page)


def begun(page: Page) -> None:
    """Wait for the questions."""
    page.locator("#test-end").get_by_role("button", name="Hand in").wait_for()


def hand_in(page: Page) -> None:
    """Hand in, and say yes."""
    page.locator("#test-end").get_by_role("button", name="Hand in").click()
    page.locator(".p-ask").get_by_role("button", name="Hand in").click()


def record(page: Page, name: str) -> dict | None:
    """What the browser keeps of a test."""
    return page.evaluate("name => window.portalState.get('test', name)", name)
