"""`portal export`: what it writes, what it says, and what it leaves alone."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.cli import main
from portal.exports import fates
from portal.schema.quiz import KINDS
from tests.support import real
from tests.support.project import tiny


def run(*words: str):
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def small(tmp_path, monkeypatch) -> Path:
    """A project with one invented module."""
    monkeypatch.chdir(tiny(tmp_path / "small"))
    return tmp_path / "small"


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_moodle_writes_both_banks_and_says_what_is_lost(small):
    result = run("export", "moodle", "--module", "pots")
    assert result.exit_code == 0, result.output
    files = written(small / "build" / "exports")
    assert set(files) == {"pots.xml", "pots-order.xml", "pots-order-as-match.xml", "pots.gift"}
    moodle, _, gift = result.output.partition("GIFT:")
    for kind in KINDS:
        assert re.search(rf"^ +1 {kind} +\S", moodle, re.MULTILINE), kind
    assert re.search(r"1 cloze-select +LEFT OUT\n +why: .*\n +pots/rule-with-gaps\n", gift)
    assert re.search(r"1 cloze-type +LEFT OUT\n +why: .*\n +pots/word-of-potters\n", gift)


def test_other_files_stay_and_the_same_bytes_are_written_again(small, tmp_path):
    folder = tmp_path / "hand-over"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    for kind in ("moodle", "cartridge"):
        assert run("export", kind, "--to", str(folder)).exit_code == 0
    before = written(folder)
    assert set(before) == {"letter.txt", "pots.imscc", "pots.xml", "pots-order.xml", "pots-order-as-match.xml", "pots.gift"}
    for kind in ("moodle", "cartridge"):
        assert run("export", kind, "--to", str(folder)).exit_code == 0
    assert written(folder) == before


def test_scorm_builds_the_site_or_takes_a_finished_one(small, tmp_path):
    first = run("export", "scorm", "--to", str(tmp_path / "a"))
    assert first.exit_code == 0, first.output
    assert set(written(tmp_path / "a")) == {"pots-scorm-1.2.zip", "pots-scorm-2004.zip"}
    assert not (small / "site").exists()
    second = run("export", "scorm", "--site", str(small / "build" / "exported-site"), "--to", str(tmp_path / "b"))
    assert second.exit_code == 0, second.output
    assert written(tmp_path / "a") == written(tmp_path / "b")
    with zipfile.ZipFile(io.BytesIO(written(tmp_path / "a")["pots-scorm-1.2.zip"])) as packed:
        assert {"imsmanifest.xml", "index.html", "assets/diagrams/phases-ring.svg", "assets/diagrams/phases-ring.png"} <= set(
            packed.namelist()
        )


def test_a_folder_that_is_no_site_is_refused(small, tmp_path):
    result = run("export", "scorm", "--site", str(tmp_path / "nothing"), "--to", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert "has no page of pots" in result.output and "portal build --site" in result.output
    assert not (tmp_path / "out").exists()
    result = run("export", "offline", "--site", str(tmp_path), "-o", str(tmp_path / "out" / "a.zip"))
    assert result.exit_code == 1 and "is no finished site" in result.output and not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", ["moodle", "cartridge", "scorm"])
def test_what_is_not_known_is_refused_with_a_hint(small, kind):
    result = run("export", kind, "--module", "pot")
    assert result.exit_code == 1 and 'there is no module pot; did you mean "pots"?' in result.output
    result = run("export", kind, "--language", "fr")
    assert result.exit_code == 1 and "the portal has no language fr; it has" in result.output
    assert not (small / "build" / "exports").exists()


def test_sources_with_problems_are_not_exported(small):
    path = small / "modules" / "pots" / "quiz.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("type: single", "type: sing", 1), encoding="utf-8")
    result = run("export", "moodle")
    assert result.exit_code == 1 and "S208" in result.output
    assert not (small / "build" / "exports").exists()


# What becomes of each kind.


def test_every_kind_has_its_fate_in_every_format():
    assert set(fates.FATES) == set(fates.FORMATS) == set(fates.BESIDE)
    for kind, listed in fates.FATES.items():
        assert list(listed) == list(KINDS), kind
        assert all(fate.becomes or fate.loses for fate in listed.values())


def test_the_lines_count_every_question():
    corpus = real.corpus()
    for kind in fates.FORMATS:
        lines = list(fates.report(kind, corpus.modules))
        found = (re.match(r" +(\d+) ([a-z-]+) +\S", line) for line in lines)
        counts = [int(match[1]) for match in found if match and match[2] in KINDS]
        assert sum(counts) == sum(len(course.items) for course in corpus.modules.values())
        left_out = [
            item for course in corpus.modules.values() for item in course.items if not fates.FATES[kind][item.type].becomes
        ]
        named = [line for line in lines if re.match(r" {21}[a-z0-9-]+/[a-z0-9-]+$", line)]
        assert len(named) == len(left_out)


def test_the_page_for_authors_has_every_fate():
    page = fates.page()
    for listed in fates.FATES.values():
        for kind, fate in listed.items():
            assert f"| `{kind}` | {fate.becomes or 'left out'} | {fate.loses or 'nothing'} |" in page
