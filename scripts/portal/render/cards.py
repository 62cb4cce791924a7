"""The pictures that other sites show beside a link: one for each case, module and concept, and one for the portal."""

from __future__ import annotations

from portal.corpus.corpus import Corpus
from portal.render.desk import Desk
from portal.render.diagrams import FONT_FAMILY
from portal.render.diagrams.measure import wrap
from portal.render.safe import text

FOLDER = "assets/cards"
SITE = f"{FOLDER}/portal.png"
WIDTH, HEIGHT, EDGE = 1200, 630, 90
SIZE, LINE, TOP = 62, 76, 246
MOST = 120  # cases with a card of their own; in a larger portal they share that of the portal


def paths(corpus: Corpus) -> dict[str, tuple[str, str, str]]:
    """For each address with a card of its own: kind, title, and a line below."""
    found: dict[str, tuple[str, str, str]] = {}
    for cid, case in corpus.cases.items() if len(corpus.cases) <= MOST else ():
        places = ", ".join(corpus.country[code].name for code in case.countries[:3]) + (" …" if len(case.countries) > 3 else "")
        found[f"cases/{cid}.html"] = ("Case", case.title, f"{places} · {case.period.start}–{case.period.end}")
    for mid, course in corpus.modules.items():
        found[f"modules/{mid}/index.html"] = ("Module", course.module.title, "")
    for name, page in corpus.pages.items():
        if name.startswith("concepts/"):
            found[name.removesuffix(".md") + ".html"] = ("Concept", page.page.title, "")
    return found


def path(address: str) -> str:
    """The card of the page at ``address``."""
    return f"{FOLDER}/{address.removesuffix('.html').removesuffix('/index').replace('/', '-')}.png"


def drawings(corpus: Corpus, desk: Desk) -> dict[str, bytes]:
    """Every card as SVG, by the path of its PNG."""
    site = corpus.site
    made = {SITE: _drawn(desk, site.publisher, site.name, site.tagline)}
    for address, (kind, title, below) in paths(corpus).items():
        made[path(address)] = _drawn(desk, desk.words_of.plain(kind), title, below)
    return made


def _drawn(desk: Desk, kind: str, title: str, below: str) -> bytes:
    """One card. What does not fit in four lines and one is cut with an ellipsis."""
    lines = _cut(title, SIZE, 4, bold=True)
    rtl = desk.catalogue.direction == "rtl"
    given = {
        "width": str(WIDTH), "height": str(HEIGHT), "fonts": FONT_FAMILY, "colours": desk.corpus.site.colours,
        "x": str(WIDTH - EDGE if rtl else EDGE), "anchor": "end" if rtl else "start", "kind": kind,
        "lines": [(line, str(TOP + LINE * number)) for number, line in enumerate(lines)],
        "below": _cut(below, 32, 1)[0] if below else "", "below_y": str(TOP + LINE * len(lines)), "name": desk.corpus.site.name,
    }  # fmt: skip
    return desk.environment.get_template("card.svg.j2").render({name: _safe(value) for name, value in given.items()}).encode()


def _safe(value):
    if isinstance(value, str):
        return text(value)
    return [tuple(map(text, entry)) for entry in value] if isinstance(value, list) else value


def _cut(words: str, size: float, most: int, bold: bool = False) -> list[str]:
    lines = list(wrap(words, WIDTH - 2 * EDGE, size, bold))
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1] + " …"]
