"""What the open data says of a case, module, term, source or result: one model a table.

The descriptions are the manual: the JSON Schema, the page and the README of the data are made from them.
"""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

Number = Annotated[int | float, WithJsonSchema({"type": "number"})]
Ids = tuple[str, ...]


class Record(BaseModel):
    """One row. Every key is always there; what a source does not give is null."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(description="The name of the entry. It never changes and is never given to another entry.")
    address: str = Field(description="The page of the entry on the web.")


class Signed(Record):
    """An entry with an author."""

    language: str = Field(description="The language in which the entry was written.")
    author: str = Field(description="Who wrote the entry.")
    reviewed_by: str | None = Field(description="The practitioner who reviewed it; empty when nobody has.")
    added: datetime.date = Field(description="The day of first publication.")
    updated: datetime.date = Field(description="The day of the last change in substance.")


class Statement(BaseModel):
    """One of several statements that contradict each other."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: str = Field(description="What this source says.")
    value: Number | None = Field(description="The figure, when there is one.")
    unit: str | None = Field(description="The unit of the figure.")
    source: str = Field(description="The source: an id of the table of sources.")
    place: str | None = Field(description="The place in that source.")


class Disagreement(BaseModel):
    """A point on which sources disagree. Nothing is merged."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(description="The name of the point, the only one in its case.")
    claim: str = Field(description="What the statements are about.")
    statements: tuple[Statement, ...] = Field(description="The statements, side by side.")
    reading: str = Field(description="What may explain the difference, in Markdown.")
    results: Ids = Field(description="The results of the case that it concerns.")


class Texts(BaseModel):
    """The texts of a case, in Markdown as they were written, with their citations."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    claimed: str = Field(description="What the owners of the project say happened.")
    checked: str = Field(description="Who else looked, and what they found.")
    unknown: str = Field(description="What nobody has published.")
    challenge: str = Field(description="The problem at the start.")
    approach: str = Field(description="How the project went about it.")
    activities: str = Field(description="What was done.")
    gender: str = Field(description="What the sources say about women and men.")
    sustainability: str = Field(description="What remained, or was meant to remain, when support ended.")
    lessons: str = Field(description="Lessons of the sources, or our reading, marked as such.")


class CaseRecord(Signed):
    """A case study."""

    title: str = Field(description="The title of the page.")
    short: str = Field(description="A short name.")
    summary: str = Field(description="The case in one or two sentences.")
    countries: Ids = Field(description="The countries: two letters each, after ISO 3166-1.")
    country_names: Ids = Field(description="The names of the countries, in the same order.")
    regions: Ids = Field(description="Places below the country, when a source names them.")
    sectors: Ids = Field(description="The sectors, from the shared vocabulary.")
    start: int = Field(description="The first year of the work.")
    end: int = Field(description="The last year of the work.")
    dates_inferred: bool = Field(description="Whether we took the years from a wider project.")
    donors: Ids = Field(description="Who paid, from the shared vocabulary.")
    instruments: Ids = Field(description="The means of support, from the shared vocabulary.")
    results: int = Field(description="How many results the sources give; they stand in the table of results.")
    disputed: int = Field(description="On how many points sources disagree.")
    silent_on: Ids = Field(description="What a reader would look for and the sources do not give.")
    sources: Ids = Field(description="The sources that the case cites or names for further reading.")
    disagreements: tuple[Disagreement, ...] = Field(description="The points on which sources disagree.")
    texts: Texts = Field(description="The texts of the case.")


class ResultRecord(Record):
    """One figure, or one statement in words, that a source gives as a result."""

    case: str = Field(description="The case: an id of the table of cases.")
    label: str = Field(description="What is counted.")
    measure: str = Field(description="The kind of result, from the shared vocabulary.")
    level: str = Field(description="How far it reaches: reach, output, outcome or impact.")
    value: Number | None = Field(description="The figure of the source, in its own unit. Nothing is converted.")
    unit: str | None = Field(description="The unit of the value and of the values before and after.")
    change: Number | None = Field(description="A relative change, in place of a value.")
    change_as: str | None = Field(description="What the change counts: percent (14 is 14% more) or times (2 is doubled).")
    words: str | None = Field(description="The words of the source, when it gives no figure.")
    qualifier: str = Field(description="How exact the source is: exact, about, over, at-least or up-to.")
    figure: str = Field(description="The figure as this portal prints it.")
    period: str | None = Field(description="The period of the figure, as far as the source states one.")
    group: str | None = Field(description="Whom or what the figure is about.")
    baseline_value: Number | None = Field(description="The value before the work, when a source states it.")
    baseline_year: int | None = Field(description="The year of the value before.")
    end_value: Number | None = Field(description="The value after the work, when a source states it.")
    end_year: int | None = Field(description="The year of the value after.")
    note: str | None = Field(description="What one must know to understand the figure, in Markdown.")
    source: str = Field(description="The source: an id of the table of sources.")
    place: str | None = Field(description="The place in that source.")
    disputed: bool = Field(description="Whether sources disagree on it.")


class Aim(BaseModel):
    """What a learner can do after a module."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(description="The name of the outcome, the only one in its module.")
    text: str = Field(description="What the learner can do.")
    depth: str = Field(description="How far it goes, after the revised taxonomy of Bloom.")


class ModuleRecord(Signed):
    """A training module. Answers and notes for trainers are not part of the data."""

    number: int = Field(description="Its place in the order of modules.")
    title: str = Field(description="The title.")
    summary: str = Field(description="The module in one or two sentences.")
    level: str = Field(description="introductory, intermediate or advanced.")
    reading_minutes: int = Field(description="Minutes for reading, estimated.")
    quiz_minutes: int = Field(description="Minutes for the questions, estimated.")
    exercise_minutes: int = Field(description="Minutes for the exercises, estimated.")
    field_minutes: int = Field(description="Minutes for work in the learner's own cluster, estimated.")
    questions: int = Field(description="How many questions there are.")
    exercises: Ids = Field(description="The names of its exercises.")
    prerequisites: Ids = Field(description="Modules to do before.")
    phases: Ids = Field(description="The phases of the method it belongs to.")
    principles: Ids = Field(description="The principles it explains.")
    instruments: Ids = Field(description="The means of support it is about.")
    cases: Ids = Field(description="The cases it uses.")
    terms: Ids = Field(description="The terms that learners meet.")
    products: Ids = Field(description="What learners have made at the end.")
    outcomes: tuple[Aim, ...] = Field(description="What learners can do afterwards.")


class TermRecord(Record):
    """A term of the glossary."""

    term: str = Field(description="The term.")
    forms: Ids = Field(description="Other forms, such as the plural.")
    definition: str = Field(description="What it means, in our words.")
    basis: str = Field(description="Whether the source defines it, describes it, or another source defines it.")
    fr: str = Field(description="The term in French.")
    es: str = Field(description="The term in Spanish.")
    ar: str = Field(description="The term in Arabic.")
    see: Ids = Field(description="Related terms.")
    source: str = Field(description="Whose definition it follows: an id of the table of sources.")
    place: str | None = Field(description="The place in that source.")


class SourceRecord(Record):
    """An entry of the bibliography."""

    title: str = Field(description="The title, in its own language.")
    short: str = Field(description="How citations name it.")
    publisher: str = Field(description="Who published it.")
    authors: str | None = Field(description="Who wrote it, when persons are named.")
    year: int | None = Field(description="The year of publication, when known.")
    date: datetime.date | None = Field(description="The day of the statement, when known.")
    url: str | None = Field(description="The address of the original, when known to us.")
    language: str = Field(description="The language of the source.")
    kind: str = Field(description="What kind of source it is, such as own-report, press or evaluation.")
    read: str = Field(description="How much of it we read: whole, opening or contents.")
    note: str | None = Field(description="What we use it for, and its limits, in Markdown.")


# The tables in the order of the page: name, title, model.
TABLES: tuple[tuple[str, str, type[Record]], ...] = (
    ("cases", "Cases", CaseRecord),
    ("results", "Results", ResultRecord),
    ("modules", "Modules", ModuleRecord),
    ("terms", "Terms", TermRecord),
    ("sources", "Sources", SourceRecord),
)
