"""Cases on a shelf are the cases that were put there, and nothing else can be taken from it."""

from __future__ import annotations

import os
import pickle
import zlib
from pathlib import Path

import pytest

from portal.corpus import load as loading
from portal.corpus.load import load
from portal.corpus.shelf import UNPACKED, Packed, Shelf, pack, shelf
from portal.problems import ProblemsFound
from portal.read.packing import unpack
from tests.support import real
from tests.support.project import tiny


@pytest.fixture(scope="module")
def cases():
    return dict(real.corpus().cases)


def test_a_case_is_the_same_when_it_is_taken_again(cases):
    kept = shelf(cases)
    assert list(kept) == list(cases) and dict(kept) == cases
    assert shelf(kept) is kept


def test_cases_are_chosen_and_changed_when_they_are_taken(cases):
    first, second = list(cases)[:2]
    kept = shelf(cases).chosen([second, first])
    changed = kept.changed(lambda name, case: case.model_copy(update={"title": f"{name}!"}))
    twice = changed.changed(lambda name, case: case.model_copy(update={"title": f"{case.title}?"}))
    assert [case.title for case in twice.values()] == [f"{second}!?", f"{first}!?"]
    assert kept[first].title == cases[first].title
    assert (changed.brief(first).title, kept.brief(first).title) == (f"{first}!", cases[first].title)


def test_a_shelf_with_many_cases_keeps_few_unpacked(cases):
    one = pack(next(iter(cases.values())), {})
    kept = Shelf({str(number): one for number in range(UNPACKED * 2)})
    first = kept["0"]
    assert kept["0"] is first
    for _ in kept.values():
        pass
    assert kept["0"] is not first and kept["0"] == first


class Harm:
    """Something that runs a command when it is unpacked."""

    def __reduce__(self):
        return os.system, ("exit 1",)


class Traverse:
    """Something that reaches a function through a module of the schema."""

    def __reduce__(self):
        return eval, ("1",)


@pytest.mark.parametrize("data", [
    pickle.dumps(Harm()), pickle.dumps(Traverse()), pickle.dumps(Path("x")),
    b"\x80\x04\x8c\x15portal.schema.scalars\x8c\x0are.compile\x93.",  # the function "re.compile" of portal.schema.scalars
    b"\x80\x04\x8c\x15portal.schema.scalars\x8c\x05fault\x93.",  # a function, not a model
])  # fmt: skip
def test_nothing_but_cases_can_be_taken_from_a_shelf(data):
    with pytest.raises(pickle.UnpicklingError):
        unpack(zlib.compress(data))
    with pytest.raises(pickle.UnpicklingError):
        Shelf({"x": Packed(zlib.compress(data), ())})["x"]


def test_a_case_that_was_read_before_is_not_read_again(tmp_path, monkeypatch):
    root = tiny(tmp_path / "project")
    kept: dict[str, Packed] = {}
    first = load(root, kept).corpus
    read, usual = [], loading.read
    monkeypatch.setattr(loading, "read", lambda file, text: read.append(file) or usual(file, text))
    assert dict(load(root, kept).corpus.cases) == dict(first.cases)
    assert not [file for file in read if file.startswith("case_studies/")]
    changed = root / "case_studies" / "north-valley.yml"
    changed.write_text(changed.read_text(encoding="utf-8").replace('title: "', 'title: "Another ', 1), encoding="utf-8")
    read.clear()
    again = load(root, kept).corpus
    assert [file for file in read if file.startswith("case_studies/")] == ["case_studies/north-valley.yml"]
    assert again.cases["north-valley"].title.startswith("Another ")
    assert len(kept) == len(again.cases)


def test_what_a_case_depends_on_is_looked_at_again(tmp_path):
    root = tiny(tmp_path / "project")
    kept: dict[str, Packed] = {}
    load(root, kept)
    before = dict(kept)
    sources = root / "docs" / "reference" / "sources.yml"
    text = sources.read_text(encoding="utf-8")
    case = (root / "case_studies" / "north-valley.yml").read_text(encoding="utf-8")
    listed = [line.split(":")[1].strip() for line in text.splitlines() if line.startswith("- id:")]
    cited = next(name for name in listed if name in case)
    sources.write_text(text.replace(f"- id: {cited}\n", f"- id: {cited}-gone\n"), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load(root, kept)
    assert ("case_studies/north-valley.yml", "C304") in {(problem.file, problem.code) for problem in found.value.problems}
    assert kept == before, "what was found good before stays known"
