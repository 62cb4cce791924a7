"""Checks of the files that readers save: HTML that is no page of the portal and has to work alone. Each docstring is a rule."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from portal.build import audit
from portal.build.audit import DATA_BLOCKS, Fault
from portal.build.html import LINKS, Page, is_page
from portal.problems import Problem

HEAVIEST = 2_000_000  # bytes: what a messenger and a phone still take
POLICY = "meta[http-equiv='Content-Security-Policy']"


def check(files: Mapping[str, bytes]) -> list[Problem]:
    """Problems of all files of a site that are there to be saved."""
    found = (Page(name, files[name].decode()) for name in files if name.endswith(".html") and not is_page(name))
    return [problem for page in found for problem in _problems(page)]


def _problems(page: Page) -> Iterator[Problem]:
    for rule in (*CHECKS, *audit.ALONE):
        for fault in rule(page):
            yield audit.problem(page.address, page.source, *fault)


def nothing_more(page: Page) -> Iterator[Fault]:
    """The file asks for nothing: what it shows and runs stands in it. Links lead to a place in it, or to the portal."""
    for tag, attributes in page.elements:
        for name, value in attributes.items():
            if name in LINKS and value and not _is_here(tag, attributes, value):
                yield "B505", f"<{tag}> asks for a file: {value[:60]}", value


def _is_here(tag: str, attributes: Mapping[str, str | None], value: str) -> bool:
    if tag == "a" or (tag == "link" and attributes.get("rel") == "canonical"):
        return value.startswith(("#", "https://", "http://", "mailto:"))
    return value.startswith(("#", "data:image/"))


def exact_policy(page: Page) -> Iterator[Fault]:
    """The policy allows the scripts and styles of the file by their digests, every one of them and nothing else."""
    allowed = dict(re.findall(r"(\w+)-src ([^;]*)", page.attribute(POLICY, "content")))
    for kind in ("script", "style"):
        nodes = [node for node in page.document.css(kind) if node.attributes.get("type") not in DATA_BLOCKS]
        held = {f"'sha256-{_digest(node.text(deep=True))}'" for node in nodes}
        if held != set(allowed.get(kind, "").split()):
            yield "B510", f"the policy does not fit the {kind} elements", "Content-Security-Policy"
    if not page.attribute(POLICY, "content").startswith("default-src 'none';"):
        yield "B510", "the policy allows what it does not name", "Content-Security-Policy"


def _digest(source: str) -> str:
    return base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def places(page: Page) -> Iterator[Fault]:
    """A link to a place leads to an id of the file."""
    ids = set(page.ids)
    for value in page.links:
        if value.startswith("#") and unquote(value[1:]) not in ids:
            yield "B502", f'"{value}": there is no "{value[1:]}" in the file', value


def light(page: Page) -> Iterator[Fault]:
    """The file is small enough to be passed on by messenger."""
    weight = len(page.source.encode())
    if weight > HEAVIEST:
        yield "B509", f"the file has {weight:,} bytes; {HEAVIEST:,} are allowed", ""


CHECKS = (nothing_more, exact_policy, places, light)
