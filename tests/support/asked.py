"""What the search shows first for a query, and what it loads for it, as Chromium does it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.scale.wire import zipped

# The code is loaded anew for each query, so that nothing is there already; then the same steps as below the field.
ASK = """async ([site, text]) => {
  const parts = () => [...document.scripts].filter(one => /\\/search(\\.js$|\\/)/.test(one.src));
  parts().forEach(old => old.remove());
  await new Promise(done => Object.assign(document.head.appendChild(document.createElement("script")),
    {onload: done, src: site + "assets/js/search.js"}));
  const search = portalSearch, result = await search.find(text), list = document.createElement("div");
  if (result) (await search.show(list, result, search.groups(result)))();
  const names = nodes => [...nodes].map(node => (node.src || node.href).slice(site.length));
  return [names(list.querySelectorAll("a")), names(parts())];
}"""


@dataclass(frozen=True)
class Asked:
    """Addresses in the order in which they are shown, and the files that this took."""

    found: list[str]
    files: list[str]

    def bytes(self, site: Path) -> int:
        """What leaves a server for this, compressed, without headers."""
        return sum(len(zipped(site / name)) for name in self.files)


def ask(page: Page, text: str) -> Asked:
    """Ask the search of the site of which ``page`` shows search.html."""
    return Asked(*page.evaluate(ASK, [page.url.partition("search.html")[0], text]))
