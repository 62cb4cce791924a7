"""Measure searches of a built site in Chromium: ``python -m tests.scale.searching SITE``, and in ``make bench``.

Bytes are counted by the server, compressed and with headers, from the moment the field has the focus to the first results.
The line is 1.6 Mbit/s with 150 ms of latency, every visit a new browser; of two visits the quicker counts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.scale.wire import LINE, Tally, counted
from tests.support.browser import find

VISITS = 2
# One word; two; a beginning; an acronym; a slip; a question with many words.
QUERIES = ("trust", "export consortium", "col", "CDA", "clutser", "how to share costs fairly")
# Milliseconds from the focus to the first result, when all has been typed at once; infinite when there is none.
SEARCH = """text => new Promise(done => {
  const field = document.querySelector("#q"), list = document.querySelector(".found-list"), began = performance.now();
  new MutationObserver((_, watch) => {
    if (list.querySelector("a")) { watch.disconnect(); done(performance.now() - began); }
  }).observe(list, {subtree: true, childList: true});
  setTimeout(done, 20000, Infinity);
  field.focus();
  field.value = text;
})"""


@dataclass(frozen=True, order=True)
class Search:
    """Seconds, bytes and requests up to the first results."""

    seconds: float
    bytes: int
    requests: int


def visit(browser: Browser, base: str, tally: Tally, query: str) -> Search:
    """Open a page on the slow line, wait until it is quiet, and search."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    page.goto(base + "about.html", wait_until="networkidle")
    before = tally.now()
    seconds = page.evaluate(SEARCH, query) / 1000
    after = tally.now()
    context.close()
    return Search(seconds, after[0] - before[0], after[1] - before[1])


def table(site: Path) -> Iterator[str]:
    """The lines of the report."""
    files = list((site / "search").iterdir())
    size = sum(file.stat().st_size for file in files) / 1e6
    yield f"{'search up to the first results':<34}{'seconds':>8}{'bytes':>8}{'requests':>9}   ({len(files)} files, {size:.1f} MB)"
    with counted(site) as (base, tally), sync_playwright() as playwright:
        browser = find(playwright).launch(playwright)
        for query in QUERIES:
            best = min(visit(browser, base, tally, query) for _ in range(VISITS))
            yield f"  {query:<32}{best.seconds:>8.2f}{best.bytes:>8,}{best.requests:>9}"
        browser.close()


if __name__ == "__main__":
    print("\n".join(table(Path(sys.argv[1]).resolve())))
