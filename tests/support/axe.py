"""axe-core on an open page, at WCAG 2.2 AA."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# target-size is off in axe unless it is asked for.
ALL = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
# The rules that look at colours: those to ask again when nothing but the colours has changed.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "resultTypes": ["violations"]}


@lru_cache
def script() -> str:
    """axe-core, as it is packed in axe-playwright-python."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, options: dict = ALL) -> list[str]:
    """Each violation as one line: rule, what is wrong, where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(script())
    found = page.evaluate(f"axe.run(document, {json.dumps(options)}).then(result => result.violations)")
    return [f"{rule['id']}: {node['failureSummary']} at {node['target']}" for rule in found for node in rule["nodes"]]
