"""Reference data in docs/reference/: sources, glossary, acronyms, countries, taxonomy."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from portal.schema.base import Model, SourceRef, some
from portal.schema.scalars import Address, Country, Date, Id, Language, Latitude, Longitude, Name, Prose, Truth, Whole, Year, line

Kind = Literal["own-report", "press", "academic", "evaluation", "critical", "official", "reference"]
Read = Literal["whole", "opening", "contents"]


class Section(Model):
    """A section of a source that is cited by paragraph."""

    name: Name = Field(description="The name of the section, as citations write it.", examples=["Colombia"])
    paragraphs: Whole = Field(
        description="How many paragraphs of running text it has; a citation of a later one is refused.", examples=["8"]
    )
    places: some(Name) = Field(
        (), description="Other places in it that can be cited, such as a box, a table or a figure.", examples=["[data box]"]
    )


class Source(Model):
    """An entry of the bibliography."""

    id: Id = Field(
        description="A short name of your choice: publisher, year, topic. It is used in citations and must never change.",
        examples=["unido-2020"],
    )
    title: Name = Field(
        description="The title, in its own language. When there is none, a description in brackets.",
        examples=['"The UNIDO Approach to Cluster Development: Key Principles and Project Experiences"'],
    )
    short: Name | None = Field(
        None, description="How citations name it. Publisher and year when left out.", examples=["UNIDO 2020"]
    )
    publisher: Name = Field(description="Who published it.", examples=["UNIDO"])
    authors: Name | None = Field(
        None, description="Who wrote it, when persons are named.", examples=["R. Kaplinsky and J. Readman"]
    )
    year: Year | None = Field(None, description="The year of publication, when known.", examples=["2020"])
    date: Date | None = Field(
        None, description="The day of the statement, when known, as for a press report.", examples=["2020-02-03"]
    )
    url: Address | None = Field(
        None,
        description="The address of the original; never of a site that copies. Leave it out when you only know a copy.",
        examples=["https://www.unido.org"],
    )
    language: Language = Field(description="The language of the source.", examples=["en"])
    kind: Kind = Field(
        description=(
            "What kind of source it is. `own-report`: by those who did or paid for the work; `critical`: it argues against "
            "the work or its results."
        ),
        examples=["press"],
    )
    read: Read = Field(
        description="How much of it you have read: all, the first part of a text or page, or only the table of contents.",
        examples=["opening"],
    )
    note: Prose | None = Field(
        None,
        description="What it is used for, and its limits.",
        examples=["A news item by the project itself. We read the first part only."],
    )
    sections: some(Section) = Field(
        (),
        description="Its sections, when it is cited by section and paragraph.",
        examples=["[{name: Colombia, paragraphs: 8, places: [data box]}]"],
    )


class Term(Model):
    """An entry of the glossary."""

    id: Id = Field(
        description="A short name of your choice. It is part of the address and must never change.", examples=["joint-action"]
    )
    term: line(80) = Field(description="The term, as a heading of the glossary.", examples=["Joint action"])
    forms: some(line(80)) = Field(
        (), description="Other forms to recognise in texts, such as the plural.", examples=["[joint actions]"]
    )
    definition: line(600) = Field(
        description=(
            "What it means, in your own words. The first sentence must be clear alone: it is shown at the first use of the term."
        ),
        examples=["Something that firms of a cluster do together. Buying in bulk is an example."],
    )
    basis: Literal["defined", "described", "other"] = Field(
        description=(
            "Whether the cited source defines the term or describes it. `other`: the paper only uses the word, and another "
            "source defines it."
        ),
        examples=["defined"],
    )
    source: SourceRef = Field(description="Whose definition it follows.", examples=['{ref: unido-2020, at: "Rationale, par. 6"}'])
    used_at: Name | None = Field(
        None, description="Where the paper uses the word, when it does not define it.", examples=["Phase VI, par. 1"]
    )
    fr: Name = Field(description="The French term.", examples=["action conjointe"])
    es: Name = Field(description="The Spanish term.", examples=["acción conjunta"])
    ar: Name = Field(description="The Arabic term.", examples=["عمل مشترك"])
    see: some(Id) = Field(
        (), description="Related terms: ids of other entries of the glossary.", examples=["[collective-efficiency]"]
    )
    auto: Truth = Field(
        True,
        description="Write `false` to keep the term from being linked in texts, as for an everyday word.",
        examples=["false"],
    )


class Acronym(Model):
    """An abbreviation."""

    acronym: Name = Field(description="The letters.", examples=["CDA"])
    expands: line(160) = Field(description="What they stand for.", examples=["Cluster Development Agent"])
    printed: Literal["list", "text", "none"] = Field(
        description="Where the paper expands it: in its `list`, only in its `text`, or nowhere (`none`).", examples=["list"]
    )
    note: Prose | None = Field(
        None,
        description="What a reader should know about it, such as a misprint.",
        examples=["The list has the singular; the text speaks of industries."],
    )
    term: Id | None = Field(
        None, description="The entry of the glossary that explains it: its id.", examples=["cluster-development-agent"]
    )
    source: SourceRef = Field(description="Where the expansion stands.", examples=['{ref: unido-2020, at: "Acronyms, list"}'])


class Spot(Model):
    """A point on the map of the cases."""

    lat: Latitude = Field(description="Degrees of latitude, whole; a minus sign means south.", examples=["8"])
    lon: Longitude = Field(description="Degrees of longitude, whole; a minus sign means west.", examples=["-1"])


class CountryName(Model):
    """A country or area named in cases."""

    code: Country = Field(description="The two capital letters of the standard `ISO 3166-1`.", examples=["GH"])
    name: line(80) = Field(description="The name that the sources use.", examples=["Ghana"])
    world_region: Id = Field(
        description="The part of the world: an id from the list `world_region` in `taxonomy.yml`.", examples=["west-africa"]
    )
    place: Spot | None = Field(
        None,
        description=(
            "Where its dot stands on the map of the cases: a point of your choice inside, rounded to whole degrees. It says "
            "nothing about borders. Without it the country is in the list beside the map only."
        ),
        examples=["{lat: 8, lon: -1}"],
    )


class Moved(Model):
    """An address that was published once and leads elsewhere now."""

    old: Name = Field(description="The address that was published, from the top of the portal.", examples=["cases/old-name.html"])
    to: Name = Field(description="The address of the page that took its place.", examples=["cases/ghana.html"])


class Tag(Model):
    """A word of the shared vocabulary."""

    id: Id = Field(
        description="A short name of your choice. It is part of addresses and must never change.", examples=["export-consortium"]
    )
    number: Whole | None = Field(None, description="Its number, when the source numbers them.", examples=["3"])
    label: line(80) = Field(description="What readers see.", examples=["Export consortium"])
    about: line(240) = Field(
        description="What it means, in one sentence.", examples=["A voluntary alliance of firms that exports together."]
    )


class Taxonomy(Model):
    """The shared vocabulary."""

    principle: some(Tag) = Field(
        description="The five principles of the method.",
        examples=[
            "[{id: governance, number: 4, label: Strengthen cluster governance, about: Somebody in the cluster must be able "
            "to lead.}]"
        ],
    )
    phase: some(Tag) = Field(
        description="The six phases of a project.",
        examples=["[{id: diagnostic, number: 3, label: Diagnostic, about: Stakeholders and the agent study the cluster.}]"],
    )
    five_c: some(Tag) = Field(
        description="The 5 Cs for Competitiveness.",
        examples=[
            "[{id: conform, number: 3, label: Conform, about: Quality infrastructure and firms that meet market requirements.}]"
        ],
    )
    sdg: some(Tag) = Field(
        description="The Sustainable Development Goals that cases touch.",
        examples=["[{id: sdg-1, number: 1, label: No poverty, about: End poverty in all its forms everywhere.}]"],
    )
    world_region: some(Tag) = Field(
        description="Parts of the world, for the lists of cases.",
        examples=["[{id: west-africa, label: West Africa, about: Cases in West Africa.}]"],
    )
    sector: some(Tag) = Field(
        description="Sectors of the economy.",
        examples=["[{id: cosmetics, label: Cosmetics, about: Skin and hair care products.}]"],
    )
    instrument: some(Tag) = Field(
        description="Means of support.",
        examples=[
            "[{id: export-consortium, label: Export consortium, about: A voluntary alliance of firms that exports together.}]"
        ],
    )
    actor: some(Tag) = Field(
        description="Roles in a cluster project.",
        examples=["[{id: donor, label: Donors, about: Those who pay for the initiative.}]"],
    )
    organisation: some(Tag) = Field(
        description="Organizations that pay for cluster projects.",
        examples=["[{id: koica, label: Korea International Cooperation Agency (KOICA), about: Donor.}]"],
    )
    measure: some(Tag) = Field(
        description="What a result counts.", examples=["[{id: exports, label: Exports, about: Value of goods sold abroad.}]"]
    )
    unit: some(Tag) = Field(
        description="Units of results.", examples=["[{id: usd, label: US dollars, about: Money of the United States.}]"]
    )
    silence: some(Tag) = Field(
        description="What a reader would look for and sources may not give.",
        examples=["[{id: budget, label: Budget, about: no cost or budget}]"],
    )
