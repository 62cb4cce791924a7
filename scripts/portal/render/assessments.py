"""The pages of tests: the list of all of them, and one for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portal.corpus import assessments
from portal.corpus.assessments import Pair
from portal.corpus.corpus import Corpus
from portal.render.desk import Desk
from portal.render.items import Question, titles
from portal.render.safe import embed
from portal.schema.assessment import Assessment
from portal.schema.pool import FORMS

Files = Iterator[tuple[str, bytes]]


def pages(corpus: Corpus, desk: Desk, cite) -> Files:
    """Every page of tests; ``cite(title, author, updated, address)`` makes citations."""
    listed = [entry(corpus, test) for test in assessments.published(corpus)]
    yield "tests/index.md", desk.write("tests.md.j2", "tests/index.html", terms=False, tests=listed)
    for test in assessments.published(corpus):
        address = f"tests/{test.id}.html"
        given = {**test_page(corpus, test), "citation": cite(test.title, test.author, test.updated, address)}
        yield f"tests/{test.id}.md", desk.write("test.md.j2", address, terms=False, **given)
        yield from ((f"tests/{part_name(test, form)}", part(corpus, desk, test, form, address)) for form in FORMS)


def entry(corpus: Corpus, test: Assessment) -> dict[str, Any]:
    """A test in a list."""
    return {"test": test, "count": len(assessments.draw(corpus, test)), **subject(corpus, test)}


def subject(corpus: Corpus, test: Assessment) -> dict[str, Any]:
    """What a test is for: the title of its path or workshop, and its address."""
    entries, folder = (corpus.paths, "paths") if test.path else (corpus.programmes, "programmes")
    found = next(one for one in entries if one.id == (test.path or test.programme))
    return {"subject": found.title, "subject_address": f"{folder}/{found.id}.html"}


def questions(drawn: tuple[Pair, ...], form: str) -> list[Question]:
    """The questions of a form, numbered in the order in which they were drawn."""
    asked = ((pair.mid, pair.forms[form]) for pair in drawn)
    return [Question(item, place, f"{mid}/{item.id}", mid) for place, (mid, item) in enumerate(asked, 1)]


def part_name(test: Assessment, form: str) -> str:
    """The file with the answers of a form, beside the page of the test."""
    return f"{test.id}-{form}.js"


def part(corpus: Corpus, desk: Desk, test: Assessment, form: str, address: str) -> bytes:
    """What the page of a test takes in when a form is begun. The questions of form A stand in the page itself."""
    desk.open(address, terms=False)
    drawn = assessments.draw(corpus, test)
    given = {"questions": questions(drawn, form), "sections": sections(corpus, drawn), "whole": form != FORMS[0]}
    html = desk.environment.get_template("test-part.html.j2").render(given)
    return f"portalTest({embed({'form': form, 'html': html})});\n".encode()


def sections(corpus: Corpus, drawn: tuple[Pair, ...]) -> dict[str, dict[str, str]]:
    """The titles of the sections of each module that is asked about."""
    return {pair.mid: titles(corpus.modules[pair.mid]) for pair in drawn}


def test_page(corpus: Corpus, test: Assessment) -> dict[str, Any]:
    """The context of test.md.j2."""
    drawn = assessments.draw(corpus, test)
    modules = {pair.mid: corpus.modules[pair.mid] for pair in drawn}
    parts = {form: part_name(test, form) for form in FORMS}
    data = {"id": test.id, "kind": test.kind, "pass": test.passes, "minutes": test.minutes, "parts": parts}
    return {
        **entry(corpus, test),
        "questions": questions(drawn, FORMS[0]),
        "points": sum(pair.forms["a"].points for pair in drawn),
        "modules": [{"id": mid, "title": course.module.title, "quiz": bool(course.items)} for mid, course in modules.items()],
        "data": {**data, "outcomes": outcomes(corpus, drawn)},
    }


def outcomes(corpus: Corpus, drawn: tuple[Pair, ...]) -> dict[str, str]:
    """The outcomes that a test asks for: module and id to text, in the order of modules."""
    asked = {(pair.mid, pair.outcome) for pair in drawn}
    mids = dict.fromkeys(pair.mid for pair in drawn)
    listed = ((mid, outcome) for mid in mids for outcome in corpus.modules[mid].module.outcomes)
    return {f"{mid}/{outcome.id}": outcome.text for mid, outcome in listed if (mid, outcome.id) in asked}
