"""A template to take away: docs/templates/<id>.yml. In the code it is a hand-out, as templates of Jinja are something else."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from portal.schema.base import Authored, Model, some
from portal.schema.scalars import Id, Prose, Whole, line


class FormField(Model):
    """Something to fill in, with lines to write on."""

    label: line(160) = Field(description="What is asked, in a few words.", examples=["Name of the cluster"])
    help: line(320) | None = Field(
        None, description="How to answer. It stands in small letters below the label.", examples=["As firms call it themselves."]
    )
    lines: Whole = Field(1, description="How many lines to write on. One when left out.", examples=["2"])
    example: line(800) | None = Field(
        None,
        description="The answer in the filled example. It is invented, like all of the example, so it needs no source.",
        examples=["Blue River food makers"],
    )


class FormTable(Model):
    """A table to fill in."""

    columns: some(line(120)) = Field(description="The heads of the columns.", examples=["[Size, Firms, Workers]"])
    heads: some(line(200)) = Field(
        (), description="The first cells of the rows on the blank form, when they are given.", examples=["[One to nine workers]"]
    )
    rows: Whole = Field(description="How many rows the blank form has.", examples=["3"])
    example: some(some(line(320))) = Field(
        (),
        description="The rows of the filled example. Each has as many cells as there are columns.",
        examples=['[[One to nine workers, "31", "140"]]'],
    )


class FormPart(Model):
    """A part of the form. It has at least one of `note`, `text`, `fields` and `table`."""

    id: Id = Field(
        description="A short name of your choice: the address of the part on the page. It must be the only one in this template "
        "and never change.",
        examples=["who"],
    )
    title: line(120) = Field(description="The heading of the part.", examples=["Who the cluster is"])
    note: Prose | None = Field(
        None, description="What to do here. It stands on the form and in the example.", examples=["Ask two firms to check it."]
    )
    text: Prose | None = Field(
        None,
        description="Wording that is used as it stands, such as words to read aloud, an agenda or rules.",
        examples=["You can stop at any time."],
    )
    fields: some(FormField) = Field((), description="What to fill in.", examples=["[{label: Name of the cluster, lines: 1}]"])
    table: FormTable | None = Field(
        None,
        description="A table to fill in.",
        examples=["{columns: [Size, Firms, Workers], heads: [One to nine workers], rows: 3}"],
    )


class Handout(Authored):
    """A template to take away: a form for work in the cluster, blank and as an invented example."""

    title: line(90) = Field(description="The title of the page.", examples=["Cluster profile"])
    short: line(24) = Field(description="A short name for lists and menus.", examples=["Cluster profile"])
    summary: line(320) = Field(
        description="One or two sentences for lists and search results, without Markdown.",
        examples=["One page that says who the cluster is, for people who have never seen it."],
    )
    number: Whole = Field(description="Its place in the list of templates.", examples=["1"])
    who: line(160) = Field(description="Who fills it in.", examples=["The agent with two firms"])
    when: line(160) = Field(description="At which point of the work.", examples=["After the first walk through the cluster"])
    minutes: Whole = Field(description="How many minutes it takes, estimated.", examples=["60"])
    phases: some(Id) = Field(
        (),
        description="The phases of the method it belongs to: ids from the list `phase` in `taxonomy.yml`.",
        examples=["[selection]"],
    )
    modules: some(Id) = Field(
        (), description="The modules it belongs to: names of their folders in `modules`.", examples=["[clusters]"]
    )
    before: Prose = Field(
        description="How to use it, in two to five short paragraphs. They stand on the page and are not printed with the form.",
        examples=["Fill it in with two firms, and read it aloud to a third."],
    )
    parts: some(FormPart) = Field(
        (),
        description="The parts of the form, in order. A template has either `parts` or `mirrors`.",
        examples=["[{id: who, title: Who the cluster is, fields: [{label: Name of the cluster}]}]"],
    )
    mirrors: Literal["case"] | None = Field(
        None,
        description="The kind of file that the form mirrors, in place of `parts`: its parts are then made from the keys of such "
        "a file. The filled example is such a file beside it, with a name that ends with `.example.yml`.",
        examples=["case"],
    )
    checks: some(line(200)) = Field(
        description="What to look at before the form is handed in: three to six lines.",
        examples=["[Every number has a source and a year.]"],
    )
