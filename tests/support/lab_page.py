"""What a reader does on an exercise page, and waits for."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.support.tab import Tab

BUYING, SHARING = "modules/joint-action/joint-purchase.html", "modules/joint-action/cost-sharing.html"
LONG = 60_000  # milliseconds: for machines that are busy; nothing here waits when there is nothing to wait for
SAVED = "Buying together saves 775.20. That is 6.7\u202f% of what the firms pay alone."


def own_requests_forgiven(tab: Tab) -> None:
    """That a page asks itself for what it made (blob:) is no fault."""
    tab.faults[:] = [fault for fault in tab.faults if not fault.startswith("elsewhere: blob:")]


def headline(page: Page, text: str | re.Pattern) -> None:
    """Wait until the result in short has this text."""
    expect(page.locator(".lab-headline")).to_have_text(text, timeout=LONG)


def run_demo(page: Page) -> None:
    """Run with the numbers in the fields."""
    page.locator(".lab-run").click()


def part(page: Page, name: str) -> Locator:
    """An exercise of the page."""
    return page.locator(f'[data-exercise="{name}"]')


def write(page: Page, name: str, text: str) -> None:
    """Put code into the editor of an exercise."""
    part(page, name).locator(".lab-area").fill(text)


def press(page: Page, name: str, label: str) -> None:
    """Press a button of an exercise."""
    part(page, name).get_by_role("button", name=label, exact=True).click()


def ended(page: Page, name: str, text: str | re.Pattern) -> str:
    """Wait until the output of an exercise ends with this; gives all of it."""
    out = part(page, name).locator(".lab-out")
    expect(out.locator("> :last-child")).to_contain_text(text, timeout=LONG)
    expect(out).to_have_attribute("aria-busy", "false", timeout=LONG)
    return out.inner_text()


def source(page: Page, name: str) -> str:
    """The code of a cell, as the page holds it."""
    return page.locator(f'[data-source="{name}"]').text_content() or ""


def use_full(page: Page) -> None:
    """Change to the full Python."""
    page.get_by_role("button", name="Use full Python").click()
    expect(page.locator(".lab-said")).to_have_text("Full Python is in use.", timeout=LONG)
