"""What every kind of content shares: strict frozen models, the source of a figure, authorship."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from portal.schema.scalars import Date, Id, Language, Name, fault, line

# How a text begins that `portal new` put in, until an author replaces it (problem C320).
WRITE_HERE = "Write here:"


class Model(BaseModel):
    """A mapping with known keys only; it cannot be changed once made."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


def _listed(value: Any) -> Any:
    if value is None or value == []:
        raise fault("S204", "the list is empty", "add an item or leave the key out")
    return value


type_of_list = BeforeValidator(_listed)


def some(kind: Any) -> Any:
    """A list of ``kind`` that has at least one item when it is given."""
    return Annotated[tuple[kind, ...], Field(min_length=1), type_of_list]


class SourceRef(Model):
    """Where a statement comes from."""

    ref: Id = Field(description="The id of an entry in `sources.yml`.", examples=["unido-2020"])
    at: Name | None = Field(
        None,
        description="The place in that source: section and paragraph. Leave it out for a web page cited as a whole.",
        examples=["Colombia, par. 4"],
    )


class Authored(Model):
    """Who wrote an item, when, and whether a practitioner has read it."""

    language: Language = Field("en", description="The language the text is written in. English when left out.", examples=["en"])
    author: line(80) = Field(description="Who wrote this text.", examples=["Portal editors"])
    reviewed_by: line(160) | None = Field(
        None,
        description="The practitioner who has reviewed the text, with function and date. Leave it out until it is true.",
        examples=["A. Name, cluster manager, December 2026"],
    )
    added: Date = Field(description="The day the text was first published.", examples=["2026-11-23"])
    updated: Date = Field(
        description="The day of the last change in substance; not of a corrected typing error.", examples=["2026-11-23"]
    )
