"""Questions that stand in tests only: modules/<id>/pool.yml. As in quiz.yml, without hints, with their twin and form."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, create_model
from pydantic.json_schema import SkipJsonSchema

from portal.schema import quiz
from portal.schema.base import Model
from portal.schema.scalars import Id

Form = Literal["a", "b"]
FORMS: tuple[str, ...] = get_args(Form)
# What can be answered and marked on paper without judgement.
PAPER = ("single", "multiple", "true-false", "order", "match", "categorise", "numeric", "matrix")


class Twin(Model):
    """A question for tests has the keys of a question in `quiz.yml` without `hints`, and these two. Kinds that can be marked on
    paper are allowed: single, multiple, true-false, order, match, categorise, numeric, matrix."""

    twin: Id = Field(
        description="A name that two questions of the file share. They ask for the same ability, equally hard, in another "
        "situation: same type, outcome, difficulty and points, and as many choices.",
        examples=["who-pays"],
    )
    form: Form = Field(description="The test paper on which the question stands: one of the two on each.", examples=["a"])


def _for_tests(kind: type[quiz.Item]) -> Any:
    """The kind of question with the keys of a twin and without hints."""
    hints = (SkipJsonSchema[tuple[str, ...]], Field((), max_length=0))
    return create_model(f"Test{kind.__name__}", __base__=(kind, Twin), __doc__=kind.__doc__, hints=hints)


KINDS: dict[str, Any] = {word: _for_tests(quiz.KINDS[word]) for word in PAPER}

# What a pool.yml holds, as a type: for the schemas of editors. `portal.schema.course.bind_pool` reads one.
Question = Annotated[reduce(or_, KINDS.values()), Field(discriminator="type", title="Question", description=Twin.__doc__)]
Pool = tuple[Question, ...]
