"""The last gate: checks of the finished site. Each page is checked by itself and surveyed; then what the surveys say is checked
across pages. The docstring of a check is its rule."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from sys import intern
from urllib.parse import unquote

from portal.build.html import LINKS, MOVED, Page, is_page, refresh
from portal.build.links import resolve, split, style_files
from portal.build.weights import Scales, budget_of, weight
from portal.problems import Problem

DATA_BLOCKS = ("application/json", "application/ld+json")
NO_REQUEST = ("canonical", "alternate", "license", "author", "next", "prev")
SCRIPTABLE = ("javascript:", "vbscript:", "data:")
HOLDERS = ("iframe", "frame", "object", "embed", "base")
FOREIGN_STYLE = re.compile(r"@import[^;]*|url\(\s*[\"']?\s*(?:(?!data:)[a-z][a-z0-9+.-]*:|[/\\]{2})[^)]*", re.IGNORECASE)
FAST = 1  # how hard zlib tries
IGNORED = re.compile(r"[\x00-\x20]")

Fault = tuple[str, str, str]  # code, message, and the piece of the page to point at
Check = Callable[[Page], Iterator[Fault]]
Place = tuple[str, str]  # a file and an id in it


@dataclass(frozen=True, slots=True)
class Survey:
    """What has to be known of a page to check the whole site: what it has, where it leads, what it loads and weighs."""

    address: str
    kind: str
    language: str
    weight: int
    ids: tuple[str, ...]
    leads: tuple[str | None, ...]  # files that it links to or loads; None: a link out of the site
    places: tuple[Place, ...]  # of other pages
    loads: tuple[str, ...]  # by itself, before the reader does something
    pictures: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


Look = Callable[[str, bytes], Survey]


def survey(page: Page, base: str = "/", more: Iterable[Check] = ()) -> Survey:
    """Check a page by itself, by the rules of this module and ``more``; what the site must have for it is noted."""
    links = list(_own_links(page, base))
    places = {(target, fragment) for _, target, fragment in links if target is not None and fragment}
    here = {place for place in places if place[0] == page.address}
    lost = here - {(page.address, name) for name in page.ids}
    found = (*(fault for check in (*CHECKS, *more) for fault in check(page)), *dead_fragments(page, lost, base))
    return Survey(
        page.address,
        next((name[5:] for name in page.attribute("body", "class").split() if name.startswith("kind-")), ""),
        page.attribute("html", "lang"),
        weight(page.source.encode()),
        tuple(dict.fromkeys(page.ids)),
        tuple(dict.fromkeys(target for _, target, _ in links)),
        tuple(sorted(places - here)),
        (page.address, *_named(page, "link[rel=stylesheet], link[rel=icon], script[src], img[src]")),
        tuple(_named(page, "main img[src]")),
        tuple(problem(page.address, page.source, *fault) for fault in found),
    )


def _named(page: Page, selector: str) -> Iterator[str]:
    """The files that the elements name."""
    for node in page.document.css(selector):
        yield resolve(page.address, node.attributes.get("href") or node.attributes.get("src") or "") or ""


def audit(files: Mapping[str, bytes], base: str = "/", look: Look | None = None) -> list[Problem]:
    """Problems of a site (path to content). ``base`` is the path the site is published under.

    ``look`` surveys a page by address and content, for whoever knows more of pages or has seen them before.
    """
    look = look or (lambda name, data: survey(Page(name, data.decode()), base))
    problems = [fault for name in sorted(files) if name.endswith(".css") for fault in style_sheet(name, files)]
    scales = Scales(files)
    ids: dict[str, bytes] = {}  # of each page, packed: ten thousand sets would fill the memory
    wanted: dict[str, set[str]] = {}  # the ids that pages link to, by page; each text is in memory once
    for name in filter(is_page, sorted(files)):
        seen = look(name, files[name])
        ids[name] = zlib.compress("\0".join(seen.ids).encode(), FAST)
        problems += seen.problems
        if not all(target in files for target in seen.leads):
            problems += _of_page(Page(name, files[name].decode()), lambda page: dead_links(page, files, base))
        scales.know(name, seen.weight)
        problems += [Problem(name, 1, 1, *fault) for fault in over_budget(seen, scales)]
        for target, fragment in seen.places:
            wanted.setdefault(target, set()).add(intern(fragment))
    missing = set(_missing(wanted, ids))
    for name in filter(is_page, sorted(files)) if missing else ():  # who points there is looked up when it matters
        problems += _of_page(Page(name, files[name].decode()), lambda page: dead_fragments(page, missing, base))
    return sorted(set(problems))


def _of_page(page: Page, check: Check) -> list[Problem]:
    return [problem(page.address, page.source, *fault) for fault in check(page)]


def _missing(wanted: Mapping[str, set[str]], ids: Mapping[str, bytes]) -> Iterator[Place]:
    """The places (page and id) that are not there."""
    for target in wanted.keys() & ids.keys():
        there = set(zlib.decompress(ids[target]).decode().split("\0"))
        yield from ((target, fragment) for fragment in wanted[target] - there)


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


def dead_fragments(page: Page, missing: Container[Place], base: str = "/") -> Iterator[Fault]:
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


def over_budget(seen: Survey, scales: Scales) -> Iterator[tuple[str, str]]:
    """A first visit and a next page stay within the budget of their kind."""
    budget = budget_of(seen.kind, seen.language)
    first, following = scales.weigh(scales.loaded(seen.loads)), scales.weigh({seen.address, *seen.pictures})
    kind = seen.kind or "page without a kind"
    allowed = f'bytes compressed (the page alone {seen.weight:,}); {{:,}} are allowed for pages of the kind "{kind}"'
    if first > budget.first:
        yield "B509", f"a first visit weighs {first:,} {allowed.format(budget.first)}"
    if following > budget.next:
        yield "B560", f"the next page weighs {following:,} {allowed.format(budget.next)}"
