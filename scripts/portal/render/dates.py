"""When things were changed; the clock is never asked."""

from __future__ import annotations

import datetime

from portal.corpus.assessments import published
from portal.corpus.corpus import Corpus


def changes(corpus: Corpus) -> dict[str, datetime.date]:
    """The day of the last change in substance of every page that has one, by address."""
    days = {f"cases/{cid}.html": day for cid, day in corpus.changed.items()}
    return days | _others(corpus)


def _others(corpus: Corpus) -> dict[str, datetime.date]:
    """The same without the cases."""
    days = {f"modules/{mid}/index.html": course.module.updated for mid, course in corpus.modules.items()}
    days |= {f"templates/{hid}.html": handout.updated for hid, handout in corpus.handouts.items()}
    for folder, listed in (("paths", corpus.paths), ("programmes", corpus.programmes)):
        days |= {f"{folder}/{entry.id}.html": entry.updated for entry in listed}
    days |= {f"tests/{test.id}.html": test.updated for test in published(corpus)}
    return days | {name.removesuffix(".md") + ".html": text.page.updated for name, text in corpus.pages.items()}


def newest(corpus: Corpus) -> datetime.date:
    """The day of the last change in substance anywhere."""
    return max((*corpus.changed.values(), *_others(corpus).values()), default=datetime.date(2026, 1, 1))
