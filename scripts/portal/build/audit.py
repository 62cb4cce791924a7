"""The last gate: checks of the finished site, page by page and across pages. Each check's docstring is its rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from urllib.parse import unquote

from portal.build.html import LINKS, MOVED, Page, is_page, refresh
from portal.build.links import resolve, split, style_files
from portal.build.weights import Scales, budget_of
from portal.problems import Problem

DATA_BLOCKS = ("application/json", "application/ld+json")
NO_REQUEST = ("canonical", "alternate", "license", "author", "next", "prev")
SCRIPTABLE = ("javascript:", "vbscript:", "data:")
HOLDERS = ("iframe", "frame", "object", "embed", "base")
FOREIGN_STYLE = re.compile(r"@import[^;]*|url\(\s*[\"']?\s*(?:(?!data:)[a-z][a-z0-9+.-]*:|[/\\]{2})[^)]*", re.IGNORECASE)
IGNORED = re.compile(r"[\x00-\x20]")

Fault = tuple[str, str, str]  # code, message, and the piece of the page to point at
Check = Callable[[Page], Iterator[Fault]]
Look = Callable[[Page], object]


def audit(files: Mapping[str, bytes], base: str = "/", look: Look = lambda page: None) -> list[Problem]:
    """Problems of a site (path to content). ``base`` is the path the site is published under.

    Pages are parsed one by one and not kept; ``look`` is shown each of them, for whoever needs the parsed page too.
    """
    problems = [fault for name in sorted(files) if name.endswith(".css") for fault in style_sheet(name, files)]
    scales = Scales(files)
    ids: dict[str, bytes] = {}  # of each page, in one piece: ten thousand sets would fill the memory
    pointing: dict[tuple[str, str], list[str]] = {}  # target and fragment -> the pages that link there
    for page in pages(files):
        ids[page.address] = "\0".join(page.ids).encode()
        found = (
            *(fault for check in CHECKS for fault in check(page)),
            *dead_links(page, files, base),
            *over_budget(page, scales),
        )
        problems += [problem(page.address, page.source, *fault) for fault in found]
        places = {(target, fragment) for _, target, fragment in _own_links(page, base) if fragment}
        here = {place for place in places if place[0] == page.address}
        for place in places - here:
            pointing.setdefault(place, []).append(page.address)
        lost = here - {(page.address, name) for name in page.ids}
        problems += [problem(page.address, page.source, *fault) for fault in dead_fragments(page, lost, base)]
        look(page)
    missing = set(_missing(pointing, ids))
    for page in pages(files, {address for place in missing for address in pointing[place]}):
        problems += [problem(page.address, page.source, *fault) for fault in dead_fragments(page, missing, base)]
    return sorted(set(problems))


def _missing(places: Iterable[tuple[str, str]], ids: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The places (page and id) that are not there."""
    for target, wanted in groupby(sorted(place for place in places if place[0] in ids), key=itemgetter(0)):
        there = set(ids[target].decode().split("\0"))
        yield from (place for place in wanted if place[1] not in there)


def pages(files: Mapping[str, bytes], wanted: Container[str] | None = None) -> Iterator[Page]:
    """The pages of a site; ``wanted`` chooses some of them."""
    for name in sorted(files):
        if is_page(name) and (wanted is None or name in wanted):
            yield Page(name, files[name].decode())


def problem(file: str, source: str, code: str, message: str, snippet: str) -> Problem:
    """A fault as a problem at its line and column."""
    at = source.find(snippet) if snippet else -1
    if at < 0:
        return Problem(file, 1, 1, code, message)
    return Problem(file, source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at), code, message, width=len(snippet))


def nothing_inline(page: Page) -> Iterator[Fault]:
    """No script and no style sheet stands in a page."""
    for tag, attributes in page.elements:
        if tag == "script" and "src" not in attributes and attributes.get("type") not in DATA_BLOCKS:
            yield "B504", "a script stands in the page", "<script"
        if tag == "style":
            yield "B504", "a style sheet stands in the page", "<style"


def no_handlers(page: Page) -> Iterator[Fault]:
    """No element has a style or an event handler of its own, and no address runs a script."""
    for tag, attributes in page.elements:
        for name, value in attributes.items():
            if name == "style" or name.startswith("on"):
                yield "B504", f'the attribute "{name}" stands in the page', f"{name}="
            elif name in LINKS and _runs(tag, value or ""):
                yield "B504", f"an address that can run a script: {(value or '')[:40]}", value or ""


def _runs(tag: str, value: str) -> bool:
    """Whether an address can run a script; browsers ignore blanks and control characters in its scheme."""
    plain = IGNORED.sub("", value).lower()
    return plain.startswith(SCRIPTABLE) and not (tag == "img" and plain.startswith("data:image/"))


def own_origin(page: Page) -> Iterator[Fault]:
    """A page asks no other origin for anything, holds no other page, and does not lead away from the portal by itself."""
    for tag, attributes in page.elements:
        if tag in HOLDERS or (refresh(tag, attributes) and not MOVED.match(attributes.get("content") or "")):
            yield "B505", f"<{tag}> can bring in another page", f"<{tag}"
        if tag in ("a", "area") or (tag == "link" and (attributes.get("rel") or "") in NO_REQUEST):
            continue
        for name, value in attributes.items():
            if name in LINKS and value and _leaves(value):
                yield "B505", f"<{tag}> asks another origin: {value}", value


def _leaves(value: str) -> bool:
    parts = split(value)
    return parts is None or bool(parts.netloc) or parts.scheme not in ("", "data")


def style_sheet(name: str, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """A style sheet asks no other origin for anything, loads no other style sheet, and names only files that are there."""
    source = files[name].decode()
    for match in FOREIGN_STYLE.finditer(source):
        yield problem(name, source, "B505", f"the style sheet asks for more: {match.group()[:40]}", match.group())
    for value, target in style_files(name, source):
        if target not in files:
            yield problem(name, source, "B501", f'"{value}" leads nowhere', value)


def one_of_each_id(page: Page) -> Iterator[Fault]:
    """An id stands once in a page."""
    for name, count in Counter(page.ids).items():
        if count > 1:
            yield "B503", f'the id "{name}" stands {count} times', f'id="{name}"'


def alternatives(page: Page) -> Iterator[Fault]:
    """Every picture has a text alternative (an empty one marks decoration)."""
    for node in page.document.css("img:not([alt])"):
        yield "B506", "a picture has no alt", node.attributes.get("src") or ""
    for node in page.document.css("svg[role=img]"):
        if not node.css_first("title"):
            yield "B506", "a drawing has no title", "<svg"


def frame(page: Page) -> Iterator[Fault]:
    """Every page says its language and title, and has one main part and one first heading."""
    if not page.attribute("html", "lang"):
        yield "B507", "the page does not say its language", "<html"
    if not page.text("title:not(svg title)"):
        yield "B507", "the page has no title", "<head"
    for selector, what in (("main", "main part"), ("h1", "first heading")):
        count = len(page.document.css(selector))
        if count != 1:
            yield "B507", f"the page has {count} of the {what}, not one", f"<{selector}"


def heading_order(page: Page) -> Iterator[Fault]:
    """Headings of the main part go down one level at a time."""
    level = 0
    for node in page.document.css("main :is(h1, h2, h3, h4, h5, h6)"):
        now = int(node.tag[1])
        if now > level + 1:
            yield "B508", f"<{node.tag}> follows a heading of level {level}", f"<{node.tag}"
        level = now


# What holds for files that readers save too, see taken.py.
ALONE: tuple[Check, ...] = (no_handlers, own_origin, one_of_each_id, alternatives, frame, heading_order)
CHECKS: tuple[Check, ...] = (nothing_inline, *ALONE)


def dead_links(page: Page, files: Mapping[str, bytes], base: str = "/") -> Iterator[Fault]:
    """Every relative address leads to a file of the site."""
    for value, target, _ in _own_links(page, base):
        if target is None or target not in files:
            yield "B501", f'"{value}" leads nowhere', value


def dead_fragments(page: Page, missing: Container[tuple[str, str]], base: str = "/") -> Iterator[Fault]:
    """A link with a fragment leads to an id of its page; ``missing`` are the places that are not there."""
    for value, target, fragment in _own_links(page, base):
        if (target, fragment) in missing:
            yield "B502", f'"{value}": there is no "{fragment}" on that page', value


def _own_links(page: Page, base: str) -> Iterator[tuple[str, str | None, str]]:
    """Every link into the site: as written, the file it leads to (None: out of the site), and its fragment.

    The page for lost readers is shown at any address, so its links alone start at the root of the server.
    """
    lost = page.address == "404.html"
    for value in page.links:
        parts = split(value)
        if parts is None:
            yield value, None, ""
        elif not parts.scheme and not parts.netloc:
            yield value, resolve(page.address, value.removeprefix(base) if lost else value), unquote(parts.fragment)


def over_budget(page: Page, scales: Scales) -> Iterator[Fault]:
    """A first visit and a next page stay within the budget of their kind."""
    first, following, alone = scales.first_visit(page), scales.next_page(page), scales.alone(page)
    budget, kind = budget_of(page)
    allowed = f'bytes compressed (the page alone {alone:,}); {{:,}} are allowed for pages of the kind "{kind}"'
    if first > budget.first:
        yield "B509", f"a first visit weighs {first:,} {allowed.format(budget.first)}", ""
    if following > budget.next:
        yield "B560", f"the next page weighs {following:,} {allowed.format(budget.next)}", ""
