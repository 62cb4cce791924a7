"""What becomes of each kind of question in each format, and what is lost. Nothing is dropped in silence: the command prints
these lines with counts, and docs/authors/exports.md shows all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from portal.corpus.corpus import Course
from portal.schema.quiz import KINDS


class Fate(NamedTuple):
    """What a kind of question becomes ("" when it is left out), and what is lost or why it is left out."""

    becomes: str
    loses: str = ""


TOGETHER = "the remarks on its parts stand together in the general feedback"
MISSED = "the remarks on answers not chosen stand in the general feedback"
ROWS = "each part becomes a question of its own, with one point"
STORY = (
    "the story does not branch: all its scenes and decisions can be read at once, and the consequences in the general feedback"
)
CREDITS = "; the share of the points for each decision is left out"
READ = "nothing is answered or kept: the learner only reads the criteria"
ONE_GAP = "a GIFT question has one gap at most: take it from the Moodle XML"
FORMATS: dict[str, str] = {"moodle": "Moodle XML", "gift": "GIFT", "scorm": "SCORM", "cartridge": "Common Cartridge"}

FATES: dict[str, dict[str, Fate]] = {
    "moodle": {
        "single": Fate("multiple choice, one answer", MISSED),
        "multiple": Fate("multiple choice, several answers, with partial credit", MISSED),
        "true-false": Fate("true/false", "hints are left out"),
        "order": Fate(
            "ordering in a file of its own (Moodle `4.4` or later), and matching with places in another (any Moodle)",
            "partial credit is counted in another way; " + TOGETHER,
        ),
        "match": Fate("matching", TOGETHER),
        "categorise": Fate("matching, each thing with its group", TOGETHER),
        "numeric": Fate("numerical, with tolerance, unit and typical mistakes", "numbers are read in the way of Moodle"),
        "cloze-select": Fate("embedded answers (cloze) with menus", "each gap counts one point; " + MISSED),
        "cloze-type": Fate(
            "embedded answers (cloze) to type", "each gap counts one point; a word that misses only some accents is wrong"
        ),
        "matrix": Fate("matching, each row with its column", TOGETHER),
        "scenario": Fate("essay that a person marks", STORY + "; hints are left out"),
        "rubric": Fate("description", READ),
    },
    "gift": {
        "single": Fate("multiple choice, one answer", MISSED),
        "multiple": Fate("multiple choice, several answers, with partial credit", MISSED),
        "true-false": Fate("true/false"),
        "order": Fate("matching, each entry with its place", "partial credit is counted by places; " + TOGETHER),
        "match": Fate("matching", TOGETHER),
        "categorise": Fate("matching, each thing with its group", TOGETHER),
        "numeric": Fate("numerical, with tolerance and the ranges of typical mistakes", "the unit is only printed"),
        "cloze-select": Fate("", ONE_GAP),
        "cloze-type": Fate("", ONE_GAP),
        "matrix": Fate("matching, each row with its column", TOGETHER),
        "scenario": Fate("essay that a person marks", STORY + CREDITS),
        "rubric": Fate("description", READ),
    },
    "scorm": {
        **{kind: Fate("the same question as on the portal", "the system gets the score, not the single answer")
           for kind in KINDS},
        "rubric": Fate("the same question as on the portal", "it counts as done, and not in the score"),
    },
    "cartridge": {
        "single": Fate("multiple choice", MISSED),
        "multiple": Fate("multiple response", "only the whole answer counts, there is no partial credit; " + MISSED),
        "true-false": Fate("true/false"),
        "order": Fate("multiple choice of a place for each entry", ROWS),
        "match": Fate("multiple choice for each pair", ROWS),
        "categorise": Fate("multiple choice for each thing", ROWS),
        "numeric": Fate("", "the format has no numbers with a tolerance: take it from the Moodle XML or from GIFT"),
        "cloze-select": Fate("multiple choice for each gap", ROWS + "; " + MISSED),
        "cloze-type": Fate("fill in the blank for each gap", ROWS + "; its remarks stand in the general feedback"),
        "matrix": Fate("multiple choice for each row", ROWS),
        "scenario": Fate("essay that a person marks", STORY + CREDITS),
        "rubric": Fate("a page of the cartridge", READ),
    },
}  # fmt: skip

# What is lost beside questions.
BESIDE: dict[str, tuple[str, ...]] = {
    "moodle": ("Lessons, drawings and exercises are not part of a question bank: use the cartridge or the SCORM package.",
               "Links lead to the published portal and need a network."),
    "gift": ("Lessons, drawings and exercises are not part of a question bank: use the cartridge or the SCORM package.",
             "Hints and points are left out of every question.",
             "Links lead to the published portal and need a network."),
    "scorm": ("Exercises, the trainer view, search, glossary and cases stay on the portal. Links to them are marked and need a "
              "network.",
              "The score is that of the best checked answers. There is no pass mark: set one in the learning system.",
              "Completed means: every question was checked once. A module without questions is completed when every section was "
              "read.",
              "What a learner does is kept in the learning system alone. SCORM `1.2` has room for `4,096` letters; a note on the "
              "page says so when that is too little."),
    "cartridge": ("Exercises stay on the portal: web links lead there and need a network.",
                  "Hints are left out of every question.",
                  "Systems clean the pages when they import them, each in its own way. Styles of the portal are not part of it."),
}  # fmt: skip


def report(kind: str, courses: Mapping[str, Course]) -> Iterator[str]:
    """What becomes of the questions of some modules in one format: a line for each kind, with its count."""
    yield f"{FORMATS[kind]}:"
    for name, fate in FATES[kind].items():
        found = [f"{mid}/{item.id}" for mid, course in courses.items() for item in course.items if item.type == name]
        if found:
            yield from (line.replace("`", "") for line in _lines(name, fate, found))
    yield from (f"  {line}".replace("`", "") for line in BESIDE[kind])


def _lines(name: str, fate: Fate, found: Sequence[str]) -> Iterator[str]:
    """A kind with its count; below it what is lost; of what is left out, every question."""
    yield f"  {len(found):4} {name:12}  {fate.becomes or 'LEFT OUT'}"
    label = "changed or lost" if fate.becomes else "why"
    if fate.loses:
        yield f"{'':21}{label}: {fate.loses}"
    if not fate.becomes:
        yield from (f"{'':21}{place}" for place in found)


HEAD = """---
title: What learning systems get
summary: The formats for learning systems, what each kind of question becomes in them, and what is lost.
author: Portal editors
added: 2026-11-23
updated: 2026-11-23
---
`portal export scorm`, `portal export moodle` and `portal export cartridge` write files that a learning system can take in. Add
`--module` and the name of a module to get that module alone. The files are in `build/exports` when you give no other folder.

- **SCORM**: the lesson and the questions of a module as they are on the portal. Choose it when the system has to know who has
  finished, and with what score. There is a package for version `1.2` and one for version `2004` (4th edition).
- **Moodle XML and GIFT**: the questions alone, for the question bank of Moodle; other systems read GIFT too. Moodle XML holds
  more. The files whose names end with `-order` hold the questions about an order: take the first one with Moodle `4.4` or a later
  one, and `-order-as-match` with an older one; never both.
- **Common Cartridge**: lessons as pages, questions as tests, exercises as web links, for a course in any system that
  takes in this format. All chosen modules are in one file, in version `1.1` of the format.

No format holds all that the portal does. These tables are made from the program that writes the files; the command prints the
same lines with the number of questions.
"""


PAPER = """## Tests on paper

`portal export paper` writes tests for print. For each test there is a folder with question sheets, answer sheets and keys of both
forms, and empty tables for the scores. Open the sheets in a browser and print them. Add `--assessment` and the name of a test to
get that test alone, and `--seed` with a number of up to six digits to get a known order. Without it the seed is any number; it
stands on each sheet. The same seed gives the same order of questions and answers on the screen. The keys are on no page of the
site: keep them to yourself.

## Paper scores

A table of scores is a CSV file. The class report reads it. The lines are:

- the words `assessment,run,form`
- their values: the name of the test; `before`, `after` or, for a final test, `final-1`, `final-2` and so on; `a` or `b`
- the word `learner` and the names of the questions, in the order of the question sheet: module, slash, id of the question
- a line for each learner: name or code, then the points for each question

Points are a number from nothing up to the points of the question, with a decimal point or a decimal comma. A cell that is empty
says that there was no answer. Values are divided by commas or by semicolons; with decimal commas take semicolons. A file with
other questions than those of the test is refused. Save it as `UTF-8`.

```
assessment,run,form
before-after-counterpart,before,a
learner,joint-action/who-pays-a,mapping/which-map-a
Amina,1,0.5
K-17,,2
```
"""


def page() -> str:
    """The page docs/authors/exports.md."""
    return "\n".join([HEAD, *(_part(kind, title) for kind, title in FORMATS.items()), PAPER])


def _part(kind: str, title: str) -> str:
    rows = [f"| `{name}` | {fate.becomes or 'left out'} | {fate.loses or 'nothing'} |" for name, fate in FATES[kind].items()]
    beside = "\n".join(f"- {line}" for line in BESIDE[kind])
    return f"## {title}\n\n{_table(rows)}\n\n{beside}\n"


def _table(rows: Iterable[str]) -> str:
    return "\n".join(["| Kind of question | What it becomes | What is lost or changed |", "|---|---|---|", *rows])
