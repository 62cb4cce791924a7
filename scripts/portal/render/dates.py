"""When things were changed; the clock is never asked."""

from __future__ import annotations

import datetime

from portal.corpus.assessments import published
from portal.corpus.corpus import Corpus


def changes(corpus: Corpus) -> dict[str, datetime.date]:
    """The day of the last change in substance of every page that has one, by address."""
    days = {f"cases/{cid}.html": case.updated for cid, case in corpus.cases.items()}
    days |= {f"modules/{mid}/index.html": course.module.updated for mid, course in corpus.modules.items()}
    days |= {f"templates/{hid}.html": handout.updated for hid, handout in corpus.handouts.items()}
    for folder, listed in (("paths", corpus.paths), ("programmes", corpus.programmes)):
        days |= {f"{folder}/{entry.id}.html": entry.updated for entry in listed}
    days |= {f"tests/{test.id}.html": test.updated for test in published(corpus)}
    return days | {name.removesuffix(".md") + ".html": text.page.updated for name, text in corpus.pages.items()}


def newest(corpus: Corpus) -> datetime.date:
    """The day of the last change in substance anywhere."""
    return max(changes(corpus).values(), default=datetime.date(2026, 1, 1))
