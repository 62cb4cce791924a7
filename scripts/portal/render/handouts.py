"""The pages of hand-outs: list, blank forms, filled examples, and each of these as a file of Markdown."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from portal.corpus.corpus import Corpus
from portal.corpus.handouts import EXAMPLE
from portal.render import markdown, sheet
from portal.render.desk import Desk
from portal.render.sheet import Block, Line
from portal.schema.case import Case
from portal.schema.handout import FormPart, FormTable, Handout

Files = Iterator[tuple[str, bytes]]
MODELS = {"case": Case}
# Not ".md": the engine would make a page of it. A browser shows text, and saves it under the name that the link gives.
TEXT = ".md.txt"
MARK = b"\xef\xbb\xbf"  # tells browsers and editors that the text is UTF-8, whatever a server says


@dataclass(frozen=True)
class View:
    """A hand-out as its pages show it. ``filled`` is empty where nothing is filled in."""

    id: str
    handout: Handout
    blank: tuple[Block, ...]
    filled: tuple[Block, ...]

    @property
    def address(self) -> str:
        """The page of the blank form."""
        return f"templates/{self.id}.html"

    @property
    def example(self) -> str | None:
        """The page of the filled example, if there is one."""
        return f"templates/{self.id}{EXAMPLE}.html" if self.filled else None


def views(corpus: Corpus, say: sheet.Say) -> tuple[View, ...]:
    """Every hand-out, in the order of the list."""
    return tuple(_view(corpus, name, handout, say) for name, handout in corpus.handouts.items())


def _view(corpus: Corpus, name: str, handout: Handout, say: sheet.Say) -> View:
    if handout.mirrors:
        make = partial(sheet.blocks, MODELS[handout.mirrors], say=say)
        return View(name, handout, tuple(make(item=None)), tuple(make(item=corpus.samples[name])))
    form = tuple(map(_block, handout.parts))
    filled = any(line.example for part in form for line in part.fields) or any(part.table and part.table.example for part in form)
    return View(name, handout, form, form if filled else ())


def _block(part: FormPart) -> Block:
    fields = tuple(Line(line.label, line.help, line.lines, line.example) for line in part.fields)
    return Block(part.id, part.title, fields, note=part.note, text=part.text, table=part.table)


def widths(table: FormTable) -> tuple[int, ...]:
    """How wide each column is, in twentieths: a form filled by hand needs room where its example has long texts."""
    cells = zip(table.columns, *table.example)
    needed = [math.sqrt(max(map(len, column))) for column in cells]
    return tuple(max(1, round(20 * need / sum(needed))) for need in needed)


def of_module(corpus: Corpus, name: str) -> list[dict]:
    """The hand-outs of a module, to be linked."""
    return [{"id": hid, "handout": handout} for hid, handout in corpus.handouts.items() if name in handout.modules]


def by_phase(corpus: Corpus) -> dict[str, list[dict]]:
    """The hand-outs of each phase, to be linked."""
    phases = (tag.id for tag in corpus.taxonomy.phase)
    listed = corpus.handouts.items()
    return {phase: [{"id": hid, "handout": one} for hid, one in listed if phase in one.phases] for phase in phases}


def pages(corpus: Corpus, desk: Desk, cite: Callable[..., str]) -> Files:
    """Every page and file; ``cite(title, author, updated, address)`` makes citations."""
    found = views(corpus, desk.words_of.say)
    yield "templates/index.md", desk.write("handouts.md.j2", "templates/index.html", terms=False, views=found)
    for view in found:
        yield from _page(corpus, desk, view, view.blank, view.address, cite)
        if view.example:
            yield from _page(corpus, desk, view, view.filled, view.example, cite)


def _page(corpus: Corpus, desk: Desk, view: View, form: tuple[Block, ...], address: str, cite: Callable[..., str]) -> Files:
    """The page of a form and its text, which the page holds too, to be copied."""
    stem, filled, handout = address.removesuffix(".html"), address == view.example, view.handout
    text = cache(partial(markdown.form, desk, handout, form, address, filled))
    given = {
        "view": view,
        "handout": handout,
        "form": form,
        "filled": filled,
        "warning": markdown.INVENTED,
        "rows": markdown.rows,
        "widths": widths,
        "download": {"address": stem + TEXT, "name": stem.removeprefix("templates/") + ".md"},
        "modules": [{"id": name, "module": corpus.modules[name].module} for name in handout.modules if name in corpus.modules],
        "citation": cite(handout.title, handout.author, handout.updated, address),
    }
    yield f"{stem}.md", desk.write("handout.md.j2", address, late={"markdown": text}, **given)
    yield stem + TEXT, MARK + text().encode()
