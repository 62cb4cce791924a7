"""An open page that is watched: what it says, asks for and tries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

SIZES = {360: ViewportSize(width=360, height=740), 1280: ViewportSize(width=1280, height=800)}
# The policy's own report, sent the moment it happens, so that leaving the page loses nothing.
REPORT = """addEventListener("securitypolicyviolation", event =>
  window.reportViolation(`${event.violatedDirective} blocked ${event.blockedURI} ${event.sample}`), true)"""


@dataclass
class Tab:
    """A page with the faults seen so far. ``base`` is where the site starts: of a server, or of a folder."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def go(self, address: str = "index.html") -> Page:
        """Open a page of the site."""
        self.page.goto(self.base + address)
        return self.page

    def asked(self, part: str) -> list[str]:
        """The requests so far whose address has ``part`` in it."""
        return [url for url in self.requests if part in url]

    def watch(self) -> None:
        """Note console errors and warnings, exceptions, dialogs, violations of the policy, failed and foreign requests."""
        page, note = self.page, self.faults.append
        page.expose_function("reportViolation", lambda what: note(f"policy: {what}"))
        page.add_init_script(REPORT)
        page.on("console", lambda said: note(f"console {said.type}: {said.text}") if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: note(f"exception: {error}"))
        page.on("request", lambda request: self._requested(request.url))
        page.on("requestfailed", self._failed)
        page.on("response", lambda answer: note(f"{answer.status}: {answer.url}") if answer.status >= 400 else None)
        page.on("dialog", self._refuse)

    def _requested(self, url: str) -> None:
        self.requests.append(url)
        if not url.startswith((self.base, "data:", "blob:")):  # a blob is what the page itself has made
            self.faults.append(f"elsewhere: {url}")

    def _failed(self, request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what was still under way when the page was left
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _refuse(self, dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@contextmanager
def tabs(browser: Browser, base: str) -> Iterator[Callable[..., Tab]]:
    """A function that opens watched tabs: ``open_tab(width=360, color_scheme="dark", …)``. At the end all of them are
    closed, and a fault that no test has looked at and cleared is an error."""
    opened: list[Tab] = []

    def open_tab(width: int = 1280, base: str = base, **options: Any) -> Tab:
        context = browser.new_context(viewport=SIZES.get(width) or ViewportSize(width=width, height=740), **options)
        tab = Tab(context.new_page(), base)
        tab.watch()
        opened.append(tab)
        return tab

    yield open_tab
    for tab in opened:
        tab.page.context.close()
    faults = [fault for tab in opened for fault in tab.faults]
    assert not faults, "\n".join(faults)


def folder_base(site: Path) -> str:
    """The site opened from its folder, without a server."""
    return site.as_uri() + "/"
