"""A case study: one file in case_studies/, named after its id."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from portal.schema.base import Authored, Model, SourceRef, some
from portal.schema.scalars import Country, Id, Number, Prose, Truth, Year, line

Qualifier = Literal["exact", "about", "over", "at-least", "up-to"]
Level = Literal["reach", "output", "outcome", "impact"]


class Place(Model):
    """A cluster or value chain, as the sources name it."""

    name: line(120) = Field(description="Its name, as the source writes it.", examples=["Surgical instruments, Sialkot"])
    note: Prose | None = Field(
        None,
        description="What a reader should know about it, with its source.",
        examples=["The project site names the prickly pear of Aït Bâamrane [@pampat-ma-about]."],
    )


class Stage(Model):
    """A part of the period."""

    label: line(120) = Field(description="What the stage is called.", examples=["Phase I, Morocco and Tunisia"])
    start: Year = Field(description="Its first year.", examples=["2013"])
    end: Year = Field(description="Its last year.", examples=["2019"])


class Period(Model):
    """When the work took place."""

    start: Year = Field(description="The first year.", examples=["2016"])
    end: Year = Field(description="The last year.", examples=["2019"])
    stages: some(Stage) = Field(
        (),
        description="The stages of the work, when the source names them.",
        examples=['[{label: "Phase I, Morocco and Tunisia", start: 2013, end: 2019}]'],
    )
    inferred: Truth = Field(
        False,
        description="Write `true` when the source gives no date for this very work and you took the dates from a wider project.",
        examples=["true"],
    )
    note: Prose | None = Field(
        None,
        description="What a reader should know about the dates: doubts, gaps, contradictions.",
        examples=['"The paper gives no dates for the two phases [@unido-2020: Samara, data box]."'],
    )
    source: SourceRef = Field(description="Where the dates stand.", examples=['{ref: unido-2020, at: "Colombia, data box"}'])


class Partner(Model):
    """An organization that took part."""

    name: line(160) = Field(description="Its name.", examples=["ProColombia"])
    role: line(240) = Field(
        description="What it did in this work.", examples=["National agency for exports; trained in the method"]
    )
    source: SourceRef = Field(description="Where it stands that it took part.", examples=["{ref: unido-2019-colombia}"])


class Answer(Model):
    """The answer to "Did it work?", read in less than a minute."""

    claimed: Prose = Field(
        description="What the owners of the project say happened, with dates.",
        examples=['"UNIDO reports joint exports of the consortia [@unido-2020: Colombia, par. 5]."'],
    )
    checked: Prose = Field(
        description="Who else looked, when, and what they found; or that you found nobody who did.",
        examples=["We found no check of these results that is independent of UNIDO and the donor."],
    )
    unknown: Prose = Field(
        description="What nobody has published.", examples=["No source we read gives exports or jobs from before the project."]
    )


class Component(Model):
    """A part of the approach, as the source structures the work."""

    name: line(120) = Field(description="Its name.", examples=["Forming export consortia"])
    text: Prose = Field(
        description="What it consists of.",
        examples=['"Firms are brought together in consortia [@unido-2020: Colombia, par. 3]."'],
    )


class ActorPart(Model):
    """Who took part, in which role."""

    actor: Id = Field(description="A role: an id from the list `actor` in `taxonomy.yml`.", examples=["support-institution"])
    name: line(200) = Field(
        description="Who it was. If the source gives no name, say so.", examples=["Local support institutions (not named)"]
    )
    did: Prose = Field(
        description="What they did.", examples=['"They gave close support to firms [@unido-2020: Colombia, par. 4]."']
    )


class Change(Model):
    """A relative change."""

    by: Number = Field(description="How much. A minus sign means less.", examples=["14"])
    as_: Literal["percent", "times"] = Field(
        alias="as",
        description="`percent` (`14` is `14 %` more, `-5` is `5 %` less) or `times` (`2` is doubled).",
        examples=["percent"],
    )


class Point(Model):
    """A value at a date."""

    value: Number = Field(description="The value in plain digits.", examples=["32"])
    year: Year = Field(description="The year of the value.", examples=["2013"])


class Result(Model):
    """One figure (or one statement in words) that a source gives as a result."""

    id: Id = Field(
        description=(
            "A short name of your choice. It must be the only one in this case and never change; texts point at it with "
            "`[#joint-exports]`."
        ),
        examples=["joint-exports"],
    )
    label: line(160) = Field(
        description="What is counted, without the figure.", examples=["Exports made jointly by the consortia"]
    )
    measure: Id = Field(
        description="What kind of result it is: an id from the list `measure` in `taxonomy.yml`, so that cases can be compared.",
        examples=["exports"],
    )
    value: Number | None = Field(
        None,
        description="The figure in plain digits. A result has one of `value`, `change` and `stated_as`.",
        examples=["871941"],
    )
    unit: Id | None = Field(
        None, description="The unit of `value`: an id from the list `unit` in `taxonomy.yml`.", examples=["usd"]
    )
    change: Change | None = Field(None, description="A relative change, in place of `value`.", examples=["{by: 14, as: percent}"])
    stated_as: line(80) | None = Field(
        None,
        description="The words of the source, in place of `value`, when it gives no figure.",
        examples=["increased considerably"],
    )
    qualifier: Qualifier = Field("exact", description="How exact the source is. `exact` when left out.", examples=["about"])
    level: Level = Field(
        description=(
            "`reach` (who was reached), `output` (what the project made), `outcome` (what changed for firms or people) or "
            "`impact` (what changed in the long run)."
        ),
        examples=["outcome"],
    )
    period: line(80) | None = Field(
        None, description="The period of the figure, as far as the source states one.", examples=['"2016–2019"']
    )
    group: line(160) | None = Field(
        None, description="Whom or what the figure is about.", examples=["Consortia assisted directly"]
    )
    baseline: Point | None = Field(
        None, description="The value before the work, when a source states it.", examples=["{value: 32, year: 2013}"]
    )
    end: Point | None = Field(
        None, description="The value after the work, when a source states it.", examples=["{value: 80, year: 2019}"]
    )
    note: Prose | None = Field(
        None,
        description="What a reader must know to understand the figure.",
        examples=['"The paper states no period for the exports [@unido-2020: Colombia, par. 5]."'],
    )
    source: SourceRef = Field(
        description="Where the figure stands. A figure without a source is refused.",
        examples=['{ref: unido-2020, at: "Colombia, par. 5"}'],
    )


class Illustration(Model):
    """What the case shows of the method: exactly one of principle, phase, five_c, sdg or instrument."""

    principle: Id | None = Field(
        None, description="A principle: an id from the list `principle` in `taxonomy.yml`.", examples=["collective-efficiency"]
    )
    phase: Id | None = Field(
        None, description="A phase: an id from the list `phase` in `taxonomy.yml`.", examples=["implementation"]
    )
    five_c: Id | None = Field(
        None, description="One of the 5 Cs: an id from the list `five_c` in `taxonomy.yml`.", examples=["conform"]
    )
    sdg: Id | None = Field(
        None, description="A Sustainable Development Goal: an id from the list `sdg` in `taxonomy.yml`.", examples=["sdg-8"]
    )
    instrument: Id | None = Field(
        None,
        description="A means of support that the case lists under `instruments`: an id from the list `instrument` in "
        "`taxonomy.yml`.",
        examples=["export-consortium"],
    )
    stated: Truth = Field(
        description="`true` only when the source itself says so; `false` when it is our reading.", examples=["false"]
    )
    because: Prose = Field(
        description="The reason, with the passage on which it rests.",
        examples=['"Firms export as a group [@unido-2020: Colombia, par. 2]."'],
    )


class Figure(Model):
    """One of several statements that contradict each other."""

    says: line(160) = Field(description="What this source says, in short.", examples=["9 consortia supported indirectly"])
    value: Number | None = Field(None, description="The figure in plain digits, when there is one.", examples=["9"])
    unit: Id | None = Field(
        None, description="The unit of `value`: an id from the list `unit` in `taxonomy.yml`.", examples=["consortia"]
    )
    source: SourceRef = Field(description="Where it stands.", examples=['{ref: unido-2020, at: "Colombia, par. 4"}'])


class Dispute(Model):
    """Statements that contradict each other, side by side, never merged."""

    id: Id = Field(
        description="A short name of your choice. It must be the only one in this case and never change.",
        examples=["consortia-indirect"],
    )
    claim: line(160) = Field(description="What the statements are about.", examples=["Consortia supported indirectly"])
    figures: some(Figure) = Field(
        description="Two or more statements that do not agree.",
        examples=[
            '[{says: 9 consortia, source: {ref: unido-2020, at: "Colombia, par. 4"}}, {says: 3 consortia, source: {ref: '
            'unido-2020, at: "Colombia, par. 6"}}]'
        ],
    )
    reading: Prose = Field(
        description="What may explain the difference, marked as our inference; or that nothing does.",
        examples=["Nothing we read explains the difference."],
    )


class Voice(Model):
    """Another, often critical, view of the case."""

    who: line(160) = Field(description="Who speaks: name or function.", examples=["Provincial minister for industries and trade"])
    when: line(80) = Field(description="When it was said.", examples=["3 February 2020"])
    about: line(200) = Field(description="What it is about.", examples=["The Cluster Development Initiative"])
    says: Prose = Field(
        description="What they say, in your words or as a short quotation.",
        examples=['He said that the project "could not produce the desired results" [@urdupoint-2020].'],
    )
    answer: Prose = Field(description="Whether the project answered, and how.", examples=["We found no answer by UNIDO."])
    source: SourceRef = Field(description="Where it stands.", examples=["{ref: urdupoint-2020}"])


class Silence(Model):
    """What a reader would look for and the source on which the case rests does not give."""

    what: Id = Field(description="What is missing: an id from the list `silence` in `taxonomy.yml`.", examples=["budget"])
    elsewhere: Prose | None = Field(
        None,
        description="What another source says about it, if one does.",
        examples=["A news item gives the total [@unido-2019-colombia]."],
    )


class Case(Authored):
    """A case study."""

    id: Id | None = Field(
        None, description="Not needed: the file name is the id. If you write it, it must be the same.", examples=["colombia"]
    )
    title: line(90) = Field(description="The title of the page.", examples=["Export consortia in Valle del Cauca, Colombia"])
    short: line(24) = Field(description="A short name for cards and diagrams.", examples=["Colombia"])
    summary: line(320) = Field(
        description="One or two sentences for lists and search results, without Markdown.",
        examples=["Small food and cosmetics firms in Valle del Cauca joined export consortia, with Korean funds."],
    )
    countries: some(Country) = Field(
        description="The countries of the case: codes that stand in `countries.yml`.", examples=["[CO]"]
    )
    regions: some(line(80)) = Field(
        (), description="Places below the country, when a source names them.", examples=["[Valle del Cauca]"]
    )
    sectors: some(Id) = Field(
        description="The sectors of the case: ids from the list `sector` in `taxonomy.yml`.", examples=["[agrifood, cosmetics]"]
    )
    clusters: some(Place) = Field(
        (),
        description="The clusters or value chains, as the sources name them.",
        examples=["[{name: Agribusiness cluster}]"],
    )
    period: Period = Field(
        description="When the work took place.",
        examples=['{start: 2016, end: 2019, source: {ref: unido-2020, at: "Colombia, data box"}}'],
    )
    donors: some(Id) = Field(
        description="Who paid for the work: ids from the list `organisation` in `taxonomy.yml`.", examples=["[koica]"]
    )
    partners: some(Partner) = Field(
        (),
        description="Organizations that a source names as partners.",
        examples=["[{name: ProColombia, role: National agency for exports, source: {ref: unido-2019-colombia}}]"],
    )
    answer: Answer = Field(
        description='The answer to "Did it work?", read in less than a minute.',
        examples=[
            "{claimed: UNIDO reports joint exports., checked: We found no independent check., unknown: Nobody has published "
            "a baseline.}"
        ],
    )
    challenge: Prose = Field(
        description="The problem at the start. If the sources do not state one, say so.",
        examples=["The paper states an aim but no problem."],
    )
    approach: Prose = Field(
        description="How the project went about it.",
        examples=['"Its means was the export consortium [@unido-2020: Colombia, par. 1]."'],
    )
    components: some(Component) = Field(
        (),
        description="The parts of the approach, when the source structures it so.",
        examples=["[{name: Forming export consortia, text: Firms are brought together in consortia.}]"],
    )
    activities: Prose = Field(
        description="What was done.",
        examples=['"Assessments, action plans and training for firms [@unido-2020: Colombia, par. 7]."'],
    )
    actors: some(ActorPart) = Field(
        (), description="Who took part, in which role.", examples=["[{actor: donor, name: KOICA, did: It financed the project.}]"]
    )
    results: some(Result) = Field(
        (),
        description="Each figure that a source gives as a result, and statements of results in words.",
        examples=[
            "[{id: joint-exports, label: Exports made jointly, measure: exports, value: 871941, unit: usd, level: outcome, "
            'source: {ref: unido-2020, at: "Colombia, par. 5"}}]'
        ],
    )
    gender: Prose = Field(
        description="What the sources say about women and men.", examples=["Neither text reports an action for women."]
    )
    sustainability: Prose = Field(
        description="What remained, or was meant to remain, when support ended.",
        examples=['"The project transferred its method to local institutions [@unido-2020: Colombia, par. 8]."'],
    )
    lessons: Prose = Field(
        description="Lessons that the sources state, or our reading, marked as such.",
        examples=['"No source we read states lessons. Our reading: ask whom a growth rate is about."'],
    )
    instruments: some(Id) = Field(
        description="The means of support: ids from the list `instrument` in `taxonomy.yml`.",
        examples=["[export-consortium, capacity-building]"],
    )
    illustrates: some(Illustration) = Field(
        description="What the case shows of the method. Each entry has one of `principle`, `phase`, `five_c`, `sdg` and "
        "`instrument`. Every instrument of the case has one.",
        examples=["[{principle: collective-efficiency, stated: false, because: Firms export as a group.}]"],
    )
    disputed: some(Dispute) = Field(
        (),
        description="Statements that contradict each other, side by side, never merged.",
        examples=[
            "[{id: consortia-indirect, claim: Consortia supported indirectly, figures: [{says: 9 consortia, source: {ref: "
            'unido-2020, at: "Colombia, par. 4"}}, {says: 3 consortia, source: {ref: unido-2020, at: "Colombia, par. 6"}}], '
            "reading: Nothing we read explains the difference.}]"
        ],
    )
    voices: some(Voice) = Field(
        (),
        description="Other views of the case, critical ones first of all.",
        examples=[
            "[{who: Provincial minister, when: 3 February 2020, about: The initiative, says: He regretted its results., "
            "answer: We found no answer., source: {ref: urdupoint-2020}}]"
        ],
    )
    silent_on: some(Silence) = Field(
        (),
        description="What a reader would look for and the sources do not give.",
        examples=["[{what: budget}]"],
    )
    further: some(Id) = Field(
        (),
        description="Sources that you read and do not cite above: ids of entries in `sources.yml`.",
        examples=["[unido-2019-colombia]"],
    )
