"""The page on which readers set cases side by side, and what its script knows of each case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from typing import Any

from portal.corpus.comparable import traits
from portal.corpus.corpus import Corpus
from portal.render.desk import Desk
from portal.render.lists import cut
from portal.render.safe import Safe, embed
from portal.render.views import every
from portal.schema.case import Case, Result

Files = Iterator[tuple[str, bytes]]
ADDRESS = "compare.html"
LISTED = 400  # cases to choose from on the page itself; where there are more, the explorer is where they are found


def files(corpus: Corpus, desk: Desk, page: Callable[..., tuple[str, bytes]]) -> Files:
    """The page, a table of all cases for readers without scripts in it, and a script with the data of each case."""
    listed = [[cid, case.short] for cid, case in corpus.briefs] if len(corpus.cases) <= LISTED else None
    for sheet in cut(ADDRESS, "compare", every(corpus)).sheets:
        yield page("compare.md.j2", sheet.address.removesuffix(".html"), "Compare cases", sheet=sheet, listed=listed)
    for cid in corpus.cases:
        yield f"compare/{cid}.js", desk.recall("compare", cid, partial(_script, corpus, desk, cid))


def _script(corpus: Corpus, desk: Desk, cid: str) -> bytes:
    data = embed(given(cid, corpus.cases[cid], desk.beside(ADDRESS)))
    return f'portalCompare("{cid}",{data})\n'.encode()


def given(cid: str, case: Case, desk: Desk) -> dict[str, Any]:
    """A case as the script needs it: plain texts, lists of words, and results with the traits that decide on comparing."""
    labels = {
        "countries": [desk.country(code).name for code in case.countries],
        "sectors": [desk.tag("sector", name).label for name in case.sectors],
        "donors": [desk.tag("organisation", name).label for name in case.donors],
        "instruments": [desk.tag("instrument", name).label for name in case.instruments],
        "silences": [desk.tag("silence", silence.what).label for silence in case.silent_on],
        "disputed": [dispute.claim for dispute in case.disputed],
    }
    texts = {name: _plain(desk.prose(getattr(case, name), case=case)) for name in ("gender", "sustainability")}
    return {
        "title": case.title, "short": case.short, "url": f"cases/{cid}.html", "period": [_years(case, desk)], **labels, **texts,
        "results": [_result(result, desk) for result in case.results],
    }  # fmt: skip


def _years(case: Case, desk: Desk) -> str:
    period = case.period
    years = f"{period.start}–{period.end}" if period.end != period.start else str(period.start)
    return desk.words_of.plain("{years} (inferred)").replace("{years}", years) if period.inferred else years


def _result(result: Result, desk: Desk) -> dict[str, Any]:
    own = asdict(traits(result))
    return {
        **own, "id": result.id, "label": result.label, "group": result.group or "", "figure": desk.words_of.figure(result),
        "value": float(result.value) if result.value is not None else float(result.change.by) if result.change else None,
        "measureLabel": desk.tag("measure", result.measure).label,
    }  # fmt: skip


def _plain(html: Safe) -> str:
    """The words of a text, without links and other markup."""
    return str(html.striptags())
