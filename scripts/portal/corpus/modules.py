"""Rules for modules: everything serves an outcome, and every question can be answered rightly."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

from portal.corpus.corpus import Course, Library
from portal.problems import Problem, suggest
from portal.schema import quiz
from portal.schema.bind import Document

GAP = re.compile(r"\[\[([^\]]+)\]\]")
ALL_OF_THEM = re.compile(r"\b(?:all|none) of (?:the|these)\b.*\b(?:above|answers)\b|\b(?:all|none) of the above\b", re.IGNORECASE)

Rule = Callable[[Library, str, Course], Iterator[Problem]]


def check_modules(library: Library) -> Iterator[Problem]:
    """Every problem in every module."""
    for name, course in library.corpus.modules.items():
        for rule in RULES:
            yield from rule(library, name, course)


def _document(library: Library, name: str, part: str) -> Document:
    return library.documents[f"modules/{name}/{part}"]


def words(library: Library, name: str, course: Course) -> Iterator[Problem]:
    """What a module names stands in the taxonomy, the glossary, the bibliography and the course."""
    document, corpus = _document(library, name, "module.yml"), library.corpus
    lists = {
        "phases": ("C303", {tag.id for tag in corpus.taxonomy.phase}),
        "principles": ("C303", {tag.id for tag in corpus.taxonomy.principle}),
        "actors": ("C303", {tag.id for tag in corpus.taxonomy.actor}),
        "instruments": ("C303", {tag.id for tag in corpus.taxonomy.instrument}),
        "terms": ("C307", {term.id for term in corpus.glossary}),
        "further": ("C304", set(corpus.source)),
        "prerequisites": ("C330", set(corpus.modules)),
    }
    for key, (code, known) in lists.items():
        for index, value in enumerate(getattr(course.module, key)):
            if value not in known:
                yield document.problem(code, (key, index), f'"{value}" is not known here', suggest(value, known))


def sections(library: Library, name: str, course: Course) -> Iterator[Problem]:
    """lesson.md has one ## heading for each section of module.yml, in the same order; no id stands twice."""
    document, headings = _document(library, name, "module.yml"), course.headings
    if len(headings) != len(course.module.sections):
        message = f"module.yml has {len(course.module.sections)} sections, lesson.md has {len(headings)} headings"
        yield document.problem("C331", ("sections",), message, "give every ## heading of lesson.md an entry, in the same order")


def served(library: Library, name: str, course: Course) -> Iterator[Problem]:
    """Every outcome is served by a section and tested by a question or an exercise; sections name outcomes that exist."""
    document = _document(library, name, "module.yml")
    known = {outcome.id for outcome in course.module.outcomes}
    taught = {outcome for part in course.module.sections for outcome in part.serves}
    tested = {item.outcome for item in course.items} | {outcome for book in course.notebooks.values() for outcome in book.outcomes}
    for index, part in enumerate(course.module.sections):
        for number, outcome in enumerate(part.serves):
            if outcome not in known:
                path = ("sections", index, "serves", number)
                yield document.problem("C332", path, f'no outcome has the id "{outcome}"', suggest(outcome, known))
    for index, outcome in enumerate(course.module.outcomes):
        if outcome.id not in taught:
            mend = "name it under `serves` of a section"
            yield document.problem("C333", ("outcomes", index), f'no section serves the outcome "{outcome.id}"', mend)
        if outcome.id not in tested:
            mend = "write a question or an exercise for it"
            yield document.problem("C334", ("outcomes", index), f'nothing tests the outcome "{outcome.id}"', mend)


def targets(library: Library, name: str, course: Course) -> Iterator[Problem]:
    """A question goes back to a section of the lesson and tests an outcome of the module."""
    if not course.items:
        return
    document = _document(library, name, "quiz.yml")
    known = {"section": {part.id for part in course.module.sections}, "outcome": {entry.id for entry in course.module.outcomes}}
    for index, item in enumerate(course.items):
        for key, ids in known.items():
            if getattr(item, key) not in ids:
                message = f'the module has no {key} "{getattr(item, key)}"'
                yield document.problem("C332", (index, key), message, suggest(getattr(item, key), ids))


def questions(library: Library, name: str, course: Course) -> Iterator[Problem]:
    """Every question can be answered rightly, in one way only, and gives nothing away."""
    for index, item in enumerate(course.items):
        document = _document(library, name, "quiz.yml")
        for path, message, mend in CHECKS[type(item)](item):
            yield document.problem("C335", (index, *path), message, mend)
        if item.points < 0 or (item.points == 0 and not isinstance(item, quiz.Rubric)):
            yield document.problem("C335", (index, "points"), "a question needs at least one point", "write 1 or more")


Found = Iterator[tuple[tuple, str, str]]


def _choices(choices: tuple[quiz.Choice, ...], path: tuple, right: range) -> Found:
    count = sum(choice.right for choice in choices)
    if count not in right:
        yield path, f"{count} answers are marked as right", "mark the right one with `right: true`" if right == range(1, 2) else "mark at least one as right and leave one wrong"
    yield from _distinct([choice.text for choice in choices], path)
    for number, choice in enumerate(choices):
        if ALL_OF_THEM.search(choice.text):
            yield (*path, number, "text"), "an answer about all the other answers gives the question away", "write what it would say"


def _distinct(texts: list[str], path: tuple) -> Found:
    for text, count in Counter(folded(text) for text in texts).items():
        if count > 1:
            yield path, f'the same answer stands {count} times: "{text[:40]}"', "keep one of them"


def folded(text: str) -> str:
    """Text without capitals, accents and repeated spaces, for comparison."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    return " ".join(plain.split())


def _single(item: quiz.Single) -> Found:
    yield from _at_least(3, item.choices, "choices")
    yield from _choices(item.choices, ("choices",), range(1, 2))


def _multiple(item: quiz.Multiple) -> Found:
    yield from _at_least(3, item.choices, "choices")
    yield from _choices(item.choices, ("choices",), range(1, len(item.choices)))


def _at_least(count: int, listed: tuple, key: str) -> Found:
    if len(listed) < count:
        yield (key,), f"there are {len(listed)} entries; {count} are needed", "add what learners really confuse"


def _order(item: quiz.Order) -> Found:
    yield from _at_least(3, item.entries, "entries")
    yield from _distinct([entry.text for entry in item.entries], ("entries",))


def _match(item: quiz.Match) -> Found:
    yield from _at_least(3, item.pairs, "pairs")
    yield from _distinct([pair.left for pair in item.pairs], ("pairs",))
    yield from _distinct([pair.right for pair in item.pairs] + [spare.text for spare in item.spares], ("pairs",))


def _categorise(item: quiz.Categorise) -> Found:
    yield from _at_least(2, item.categories, "categories")
    yield from _at_least(3, item.cards, "cards")
    known = {category.id for category in item.categories}
    for number, card in enumerate(item.cards):
        if card.category not in known:
            yield ("cards", number, "category"), f'there is no category "{card.category}"', suggest(card.category, known)


def _numeric(item: quiz.Numeric) -> Found:
    if item.tolerance < 0:
        yield ("tolerance",), "a tolerance cannot be below zero", "write 0 or more"
    for number, part in enumerate(item.ranges):
        if part.low > part.high:
            yield ("ranges", number), "the range ends before it starts", "swap low and high"
        if not 0 <= part.credit <= 1:
            yield ("ranges", number, "credit"), "credit is a share from 0 to 1", "write a number like 0.5"


def _gaps(item: quiz.ClozeSelect | quiz.ClozeType) -> Found:
    named, made = Counter(GAP.findall(item.text)), [gap.id for gap in item.gaps]
    for name in sorted(set(named) ^ set(made)):
        yield ("text",), f'the gap "{name}" stands in only one of text and gaps', "write [[name]] in the text and an entry in gaps"
    for name, count in named.items():
        if count > 1:
            yield ("text",), f'the gap "{name}" stands {count} times', "give each gap a name of its own"


def _cloze_select(item: quiz.ClozeSelect) -> Found:
    yield from _gaps(item)
    for number, gap in enumerate(item.gaps):
        yield from _choices(gap.choices, ("gaps", number, "choices"), range(1, 2))


def _matrix(item: quiz.Matrix) -> Found:
    yield from _at_least(2, item.columns, "columns")
    yield from _at_least(2, item.rows, "rows")
    known = {column.id for column in item.columns}
    for number, row in enumerate(item.rows):
        if row.answer not in known:
            yield ("rows", number, "answer"), f'there is no column "{row.answer}"', suggest(row.answer, known)


def _scenario(item: quiz.Scenario) -> Found:
    known = {scene.id for scene in item.scenes}
    reached = {item.scenes[0].id} | {decision.to for scene in item.scenes for decision in scene.decisions}
    for number, scene in enumerate(item.scenes):
        if scene.id not in reached:
            yield ("scenes", number), f'no decision leads to "{scene.id}"', "lead to it, or remove it"
        yield from _decisions(scene, ("scenes", number, "decisions"), known)
    if endless(item):
        yield ("scenes",), "the story can go round for ever", "let every way lead to an end"


def _decisions(scene: quiz.Scene, path: tuple, known: set[str]) -> Found:
    if len(scene.decisions) < 2:
        yield path, "a point of the story needs two decisions or more", "add what somebody else would do"
    for number, decision in enumerate(scene.decisions):
        if decision.to is not None and decision.to not in known:
            yield (*path, number, "to"), f'there is no point "{decision.to}"', suggest(decision.to, known)
        if not 0 <= decision.credit <= 1:
            yield (*path, number, "credit"), "credit is a share from 0 to 1", "write a number like 0.5"


def endless(item: quiz.Scenario) -> bool:
    """Whether a way through the story comes back to a point it has passed."""
    ways = {scene.id: [decision.to for decision in scene.decisions if decision.to] for scene in item.scenes}

    def returns(name: str, passed: tuple[str, ...]) -> bool:
        return name in passed or any(returns(after, (*passed, name)) for after in ways.get(name, ()))

    return returns(item.scenes[0].id, ())


def _rubric(item: quiz.Rubric) -> Found:
    for number, criterion in enumerate(item.criteria):
        points = [level.points for level in criterion.levels]
        if len(points) < 2 or points != sorted(set(points)):
            yield ("criteria", number, "levels"), "levels need rising points, two or more", "start with the lowest level"


CHECKS: dict[type, Callable[..., Found]] = {
    quiz.Single: _single, quiz.Multiple: _multiple, quiz.TrueFalse: lambda item: iter(()), quiz.Order: _order, quiz.Match: _match,
    quiz.Categorise: _categorise, quiz.Numeric: _numeric, quiz.ClozeSelect: _cloze_select, quiz.ClozeType: _gaps,
    quiz.Matrix: _matrix, quiz.Scenario: _scenario, quiz.Rubric: _rubric,
}  # fmt: skip

RULES: tuple[Rule, ...] = (words, sections, served, targets, questions)
