"""More checks of the finished pages: their policy, and their data for machines. Each check's docstring is its rule."""

from __future__ import annotations

import json
from collections.abc import Iterator

from portal.build.audit import DATA_BLOCKS, Check, Fault
from portal.build.html import Page

POLICY = "meta[http-equiv='Content-Security-Policy']"
NEEDED = ("default-src 'none'", "base-uri 'none'", "form-action 'none'")
SOURCES = frozenset({"'none'", "'self'", "blob:", "'wasm-unsafe-eval'"})
PICTURES = SOURCES | {"data:"}


def policy(page: Page) -> Iterator[Fault]:
    """A page has one policy, which stands before any script and style: nothing is allowed but what the portal brings itself."""
    metas = page.document.css(POLICY)
    if len(metas) != 1:
        yield "B530", f"the page has {len(metas)} of the Content-Security-Policy, not one", "<head"
        return
    says = metas[0].attributes.get("content") or ""
    parts = [part.strip() for part in says.split(";")]
    for missing in (part for part in NEEDED if part not in parts):
        yield "B530", f"the policy does not say {missing}", says
    for part in parts:
        name, *sources = part.split()
        for source in set(sources) - (PICTURES if name == "img-src" else SOURCES):
            yield "B530", f"the policy allows {source} for {name}", says
    if _late(page):
        yield "B530", "a script or style stands before the policy, which does not hold for it", says


def _late(page: Page) -> bool:
    """Whether something is loaded before the policy is known."""
    for tag, attributes in page.elements:
        if tag == "meta" and (attributes.get("http-equiv") or "").lower() == "content-security-policy":
            return False
        if tag in ("script", "style", "link", "img"):
            return True
    return True


def data(page: Page) -> Iterator[Fault]:
    """Data in a page is JSON; JSON-LD says in whose words it speaks, and of what kind the thing is."""
    for node in page.document.css("script[type]"):
        kind = node.attributes["type"] or ""
        if kind not in DATA_BLOCKS:
            continue
        try:
            value = json.loads(node.text(deep=True))
        except ValueError:
            yield "B531", "a block of data is not JSON", f'type="{kind}"'
            continue
        if kind == "application/ld+json" and not (isinstance(value, dict) and {"@context", "@type"} <= set(value)):
            yield "B531", "the JSON-LD does not say @context and @type", f'type="{kind}"'


CHECKS: tuple[Check, ...] = (policy, data)
