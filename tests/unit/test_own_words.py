"""The texts are ours: no text shares twelve words in a row with the paper, outside of marked quotations and names."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.coverage.digest import RUN, SIZE, digests, pack, unpack, words
from tests.coverage.own_words import copied, readable

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "coverage"
PATTERNS = ("case_studies/*.yml", "docs/**/*.md", "docs/reference/*.yml")
TEXTS = sorted({path.relative_to(ROOT).as_posix() for pattern in PATTERNS for path in ROOT.glob(pattern)})
NAMES = yaml.safe_load((DATA / "names.yml").read_text(encoding="utf-8"))
LISTED = [entry["name"] for entry in NAMES]

# A made-up source: the paper's own sentences have no place in this project.
PAPER = (
    "Seven small bakers on the river bank bought one big oven together, and since that spring their bread has fed "
    "the whole quarter. They share the wood, the dough and the early hours, and nobody sells below the common price. "
    "When one of them is ill, the other six bake for him."
)
SENTENCE = "Seven small bakers on the river bank bought one big oven together, and since that spring"
MADE_UP = frozenset(digests(words(PAPER)))


@pytest.fixture(scope="module")
def paper() -> frozenset[bytes]:
    return frozenset(unpack((DATA / "paper_runs.txt").read_text(encoding="ascii")))


@pytest.mark.parametrize("file", TEXTS)
def test_a_text_shares_no_run_with_the_paper(file, paper):
    found = copied(readable(ROOT / file), paper, LISTED)
    assert not found, f"{file} repeats the paper; say it in other words, or quote it with its citation: {found}"


def test_all_kinds_of_text_are_read():
    kinds = {(Path(file).parts[0], Path(file).suffix) for file in TEXTS}
    assert kinds == {("case_studies", ".yml"), ("docs", ".md"), ("docs", ".yml")}
    assert len(words(readable(ROOT / "case_studies" / "colombia.yml"))) > 1000


def test_the_digests_are_those_of_the_paper(paper):
    title = "The UNIDO Approach to Cluster Development: Key Principles and Project Experiences. Technical Paper"
    assert copied(title, paper) == [" ".join(words(title))]


def test_the_file_of_digests_is_sound():
    found = unpack((DATA / "paper_runs.txt").read_text(encoding="ascii"))
    assert found == sorted(set(found)), "sorted, each once"
    assert {len(item) for item in found} == {SIZE}
    assert 8_000 < len(found) < 10_000
    assert (DATA / "paper_runs.txt").read_text(encoding="ascii") == pack(found)


def test_names_are_few_needed_and_explained(paper):
    assert len(NAMES) <= 10
    everything = "\n\n".join(readable(ROOT / file) for file in TEXTS)
    for entry in NAMES:
        assert entry["why"].strip()
        others = [name for name in LISTED if name != entry["name"]]
        assert copied(everything, paper, others), f"not needed: {entry['name']}"


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        SENTENCE.upper().replace(" ", "\n"),
        f"Our reading: {SENTENCE}. So it was.",
        SENTENCE.replace("bought", "[@paper: Bread, par. 1] bought"),
        SENTENCE.replace("big oven", "[big oven](term:oven)"),
        "- Seven small bakers on the river bank\n- bought one big oven together\n- and since that spring",
        f'"{SENTENCE}"',
        f'"{SENTENCE}"\n\nSee [@paper: Bread, par. 1].',
        f"> {SENTENCE}",
        f'"{PAPER}" [@paper]',
        'Seven small bakers on the "river bank bought one big oven together, and since that spring" [@paper]',
    ],
)
def test_a_copied_sentence_is_found(text):
    assert copied(text, MADE_UP)


@pytest.mark.parametrize(
    "text",
    [
        " ".join(words(SENTENCE)[: RUN - 1]),
        "Since that spring, seven bakers have shared a big oven.",
        f'The paper says: "{SENTENCE}" [@paper: Bread, par. 1].',
        f"The paper says: “{SENTENCE}” [@paper: Bread, par. 1].",
        f"> {SENTENCE} [@paper: Bread, par. 1]",
        f"- First.\n- “{SENTENCE}” [@paper]\n- Last.",
    ],
)
def test_own_words_and_marked_quotations_are_free(text):
    assert copied(text, MADE_UP) == []


def test_a_name_is_free_only_as_far_as_it_goes():
    name = " ".join(SENTENCE.split()[:13])
    assert copied(name, MADE_UP)
    assert copied(name, MADE_UP, [name]) == []
    assert copied(SENTENCE, MADE_UP, [name])


def test_the_whole_passage_is_reported():
    text = f"{SENTENCE} nothing else. {SENTENCE}"
    assert copied(text, MADE_UP) == [" ".join(words(SENTENCE))] * 2


def test_quotation_marks_of_yaml_mark_nothing(tmp_path):
    file = tmp_path / "case.yml"
    file.write_text(f'did: "{SENTENCE} [@paper: Bread, par. 1]"\n', encoding="utf-8")
    assert copied(readable(file), MADE_UP)
    file.write_text(f'did: "“{SENTENCE}” [@paper: Bread, par. 1]"\n', encoding="utf-8")
    assert copied(readable(file), MADE_UP) == []
