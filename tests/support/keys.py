"""Work a page with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Locator, Page


def tab_to(page: Page, target: Locator, most: int = 150, key: str = "Tab") -> None:
    """Press Tab until ``target`` has the focus."""
    for _ in range(most):
        page.keyboard.press(key)
        if has_focus(target):
            return
    raise AssertionError(f"{most} times {key} do not reach {target}")


def has_focus(target: Locator) -> bool:
    """Whether the keyboard is at ``target``."""
    return target.evaluate("node => node === document.activeElement")


def stops(page: Page, count: int) -> Iterator[str]:
    """What has the focus after each of ``count`` presses of Tab: its name, or what it is."""
    for _ in range(count):
        page.keyboard.press("Tab")
        yield page.evaluate("""() => { const node = document.activeElement;
          return (node.getAttribute("aria-label") || node.innerText || node.placeholder || node.id || node.tagName)
            .replace(/\\s+/g, " ").trim() }""")
