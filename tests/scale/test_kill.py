"""Builds are killed (SIGKILL) at random moments while somebody reads the site: it is one whole version at every time."""

from __future__ import annotations

import random
import sys
from itertools import product
from pathlib import Path

import pytest

from tests.scale.builder import Builder
from tests.scale.reader import Reader, served
from tests.support.pick import pick
from tests.support.project import tiny

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL, and no open folder can be replaced")

# The second version differs in a page, in a drawing (so in a PNG too), in the index of the search, and has a page more.
CHANGES = [
    ("case_studies/north-valley.yml", 'title: "', 'title: "Another, '),
    ("docs/reference/diagrams.yml", "credit: Invented", "credit: Invented twice"),
]
MORE = "docs/more.md"
FRONT = "---\ntitle: More\nsummary: A page more.\nauthor: Nobody\nadded: 2026-11-23\nupdated: 2026-11-23\n---\nA page more.\n"


class Versions:
    """The two versions of the sources."""

    def __init__(self, project: Path):
        self.project = project
        self.first = {name: (project / name).read_text(encoding="utf-8") for name, _, _ in CHANGES}
        for name, old, _ in CHANGES:
            assert old in self.first[name]

    def put(self, number: int) -> None:
        """Make the sources version 0 or 1."""
        for name, old, new in CHANGES:
            text = self.first[name].replace(old, new, 1) if number else self.first[name]
            (self.project / name).write_text(text, encoding="utf-8")
        if number:
            (self.project / MORE).write_text(FRONT, encoding="utf-8")
        else:
            (self.project / MORE).unlink(missing_ok=True)


def folders_left(target: Path) -> list[str]:
    return [path.name for path in target.parent.iterdir() if path.name.startswith(".portal-") and path.is_dir()]


@pytest.mark.parametrize(
    ("way", "kills"),
    pick(product(("exchange", "two renames"), (4, 50, 300)), ("exchange", 4)),
)
def test_a_killed_build_never_leaves_half_a_site(tmp_path, way, kills):
    project = tiny(tmp_path / "project")
    target = tmp_path / "public" / "site"
    versions, builder = Versions(project), Builder(project, target, exchange=way == "exchange")
    known = []
    for number in (0, 1):
        versions.put(number)
        builder.whole()
        known.append(served(target))
    assert len(set(known)) == 2 and None not in known

    chance = random.Random(f"{way} {kills}")
    killed = half_made = 0
    with Reader(target) as reader:
        for number in range(kills):
            versions.put(number % 2)
            killed += builder.killed(chance)
            half_made += bool(folders_left(target))
            assert target.exists() or way == "two renames", "the site is gone"
            assert served(target) in (*known, *([None] if way == "two renames" else []))
    assert reader.torn == []
    assert set(reader.seen) <= set(known) and sum(reader.seen.values()) > kills
    assert way == "two renames" or reader.missed == 0
    assert killed > kills / 2 and half_made > 0, "hardly a build was killed: the test shows nothing"

    for number in (0, 1):
        versions.put(number)
        builder.whole()
        assert served(target) == known[number], "what a killed build left behind is in the next one"
    assert folders_left(target) == []
