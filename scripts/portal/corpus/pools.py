"""Rules for tests: twins are alike, and a test names what there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from portal.corpus.corpus import Library
from portal.problems import Problem, suggest
from portal.schema.assessment import Assessment
from portal.schema.bind import Document

ASSESSMENTS = "docs/reference/assessments.yml"
ALIKE = ("type", "outcome", "difficulty", "points")
SIZES = ("choices", "entries", "pairs", "spares", "categories", "cards", "columns", "rows")


def check_pools(library: Library) -> Iterator[Problem]:
    """Every problem in pools of questions and in tests."""
    for name in library.corpus.modules:
        if document := library.documents.get(f"modules/{name}/pool.yml"):
            yield from practised(library, name, document)
            yield from twins(document)
    if document := library.documents.get(ASSESSMENTS):
        yield from thresholds(document)
        for index, test in enumerate(document.item.tests):
            yield from subject(library, document, index, test)
            yield from numbers(document, index, test)


def practised(library: Library, name: str, document: Document) -> Iterator[Problem]:
    """A question for tests has another id than those for practice."""
    known = {item.id for item in library.corpus.modules[name].items}
    for index, item in enumerate(document.item):
        if item.id in known:
            message = f'a question in quiz.yml has the id "{item.id}" already'
            yield document.problem("C306", (index, "id"), message, "choose another: answers are kept by it")


def twins(document: Document) -> Iterator[Problem]:
    """The name of a twin stands twice, once with each form, and both questions are alike."""
    places: dict[str, list[int]] = {}
    for index, item in enumerate(document.item):
        places.setdefault(item.twin, []).append(index)
    for name, found in places.items():
        yield from _whole(document, name, found) if _forms(document, found) != ["a", "b"] else _alike(document, found)


def _forms(document: Document, places: Sequence[int]) -> list[str]:
    return sorted(document.item[index].form for index in places)


def _whole(document: Document, name: str, places: Sequence[int]) -> Iterator[Problem]:
    first, last = document.item[places[0]], places[-1]
    if len(places) == 1:
        mend = f"add a question with `twin: {name}` and `form: {'b' if first.form == 'a' else 'a'}`"
        yield document.problem("C350", (last, "twin"), f'"{name}" stands only once: the partner is missing', mend)
    elif len(places) > 2:
        message, mend = f'"{name}" stands {len(places)} times', "two questions are twins: give the others another name"
        yield document.problem("C350", (last, "twin"), message, mend)
    else:
        message = f'both questions of "{name}" are for form {first.form}'
        yield document.problem("C350", (last, "form"), message, f"write `form: {'b' if first.form == 'a' else 'a'}` here")


def _alike(document: Document, places: Sequence[int]) -> Iterator[Problem]:
    one, other = (document.item[index] for index in places)
    for key in ALIKE:
        if getattr(one, key) != getattr(other, key):
            message = f'{key} here: {getattr(other, key)}; in its twin "{one.id}": {getattr(one, key)}'
            yield document.problem("C351", (places[1], key), message, "twins ask for the same and are equally hard: change one")
    for key in SIZES if one.type == other.type else ():
        if _size(one, key) != _size(other, key):
            message = f'{key} here: {_size(other, key)}; in its twin "{one.id}": {_size(one, key)}'
            yield document.problem("C351", (places[1], key), message, "give both as many: they are equally hard then", key=True)


def _size(item: Any, key: str) -> int:
    return len(getattr(item, key, ()))


def subject(library: Library, document: Document, index: int, test: Assessment) -> Iterator[Problem]:
    """A test is for a path or for a workshop, and that exists."""
    where = ("tests", index)
    if (test.path is None) == (test.programme is None):
        message = "a test is for a path or for a workshop" + ("; this one names both" if test.path else "")
        yield document.problem("C352", where, message, "write `path:` or `programme:`")
        return
    key, entries = ("path", library.corpus.paths) if test.path else ("programme", library.corpus.programmes)
    name, known = getattr(test, key), [entry.id for entry in entries]
    if name not in known:
        mend = suggest(name, known) or "remove the test"
        yield document.problem("C352", (*where, key), f'there is no {key} "{name}"', mend)


def numbers(document: Document, index: int, test: Assessment) -> Iterator[Problem]:
    """A test has questions; a final test can be passed, and the other kind cannot; the time is a minute or more."""
    where = ("tests", index)
    if test.items < 1:
        yield document.problem("C353", (*where, "items"), "a test has a question or more", "write how many questions it has")
    if test.minutes is not None and test.minutes < 1:
        yield document.problem("C353", (*where, "minutes"), "a test takes a minute or more", "write more, or remove the key")
    if test.kind == "final" and test.passes is None:
        message = "a final test says what is needed to pass"
        yield document.problem("C353", where, message, "add `pass: 80` (percent of the points)")
    elif test.kind != "final" and test.passes is not None:
        message = "a test before and after the course cannot be passed or failed"
        yield document.problem("C353", (*where, "pass"), message, "remove the key, or write `kind: final`", key=True)
    elif test.passes is not None:
        yield from _percent(document, (*where, "pass"), test.passes)


def thresholds(document: Document) -> Iterator[Problem]:
    """What confirmations ask for is a share in percent."""
    yield from _percent(document, ("participation", "sections"), document.item.participation.sections)
    yield from _percent(document, ("achievement", "final"), document.item.achievement.final)


def _percent(document: Document, path: tuple, value: int) -> Iterator[Problem]:
    if not 1 <= value <= 100:
        yield document.problem("C353", path, f"{value} is no share in percent", "write a number from 1 to 100")
