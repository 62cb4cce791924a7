"""JSON-LD: a block a page, true to the page, accepted by a real validator that catches a slip, and safe in a page."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from portal.build.audit import audit
from portal.corpus.load import load
from portal.language.catalogue import PSEUDO, Original
from portal.language.translate import translate
from portal.render.linked import TYPES
from portal.render.safe import data_block
from portal.render.site import render
from tests.support import real as project
from tests.support import schema_dts
from tests.support.project import FIXTURES, ROOT

BLOCK = re.compile(r'\n<script type="application/ld\+json">(.*)</script>\n\Z')
KIND = re.compile(r'^kind: "(.+)"$', re.MULTILINE)
NONE = {"moved"}


def blocks(root, words=None) -> dict[str, tuple[str, dict]]:
    """Kind and block of every page."""
    corpus, words = load(root).corpus, words or Original()
    found = {}
    for name, data in render(translate(corpus, words), words).items():
        source = data.decode() if name.endswith(".md") else ""
        if source and (kind := KIND.search(source)) and kind[1] not in NONE:
            found[name] = (kind[1], json.loads(BLOCK.search(source)[1]))
    return found


@pytest.fixture(scope="module")
def real():
    return blocks(ROOT)


def test_every_kind_of_page_has_a_block(real):
    assert {kind for kind, _ in real.values()} == set(TYPES)
    assert all(block["@type"] == TYPES[kind] for kind, block in real.values())


def chosen(found) -> dict[str, dict]:
    """One page of each kind, the longest, and every case and module."""
    by_kind = {kind: max((name for name in found if found[name][0] == kind), key=lambda name: len(str(found[name])))
               for kind in {kind for kind, _ in found.values()}}  # fmt: skip
    names = {*by_kind.values(), *(name for name in found if found[name][0] in ("case", "lesson", "quiz"))}
    return {name: found[name][1] for name in sorted(names)}


@pytest.mark.xdist_group("compiler")
def test_a_real_validator_accepts_every_kind_and_catches_a_slip(real, tmp_path):
    """The types of schema.org, by TypeScript. Each right block also stands beside a copy with one key misspelt or one value of
    a wrong kind: exactly these are refused."""
    right = chosen(real)
    wrong = {f"slip in {name}": {**{key: block[key] for key in block if key != "description"}, "descripton": "x"}
             for name, block in right.items()}  # fmt: skip
    case = right["cases/ghana.md"]
    wrong["number for a name"] = {**case, "name": 7}
    wrong["slip inside"] = {**case, "publisher": {"@type": "Organization", "nmae": "x"}}
    wrong["wrong kind inside"] = {**case, "spatialCoverage": {"@type": "Person", "name": "Ghana"}}
    told = schema_dts.faults({**right, **wrong}, tmp_path)
    assert {name: told[name] for name in told if name in right} == {}
    assert set(told) == set(wrong)


def test_a_case_says_what_its_page_says(real, corpus):
    for cid, case in corpus.cases.items():
        block = real[f"cases/{cid}.md"][1]
        assert (block["name"], block["description"]) == (case.title, case.summary)
        assert block["url"] == block["@id"] == f"{corpus.site.address}cases/{cid}.html"
        assert block["dateModified"] == case.updated.isoformat()
        assert block["temporalCoverage"] == f"{case.period.start}/{case.period.end}"
        assert len(block["spatialCoverage"]) == len(case.countries)


def test_a_module_has_the_fields_of_lrmi_and_accessibility(real, corpus):
    for mid, course in corpus.modules.items():
        block = real[f"modules/{mid}/index.md"][1]
        assert block["teaches"] == [aim.text for aim in course.module.outcomes]
        assert re.fullmatch(r"PT\d+M", block["timeRequired"])
        assert block["educationalLevel"] == course.module.level
    for key in ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary"):
        assert all(block[key] for _, block in real.values()), key


def test_a_quiz_gives_no_answer_away(real, corpus):
    for mid, course in corpus.modules.items():
        if course.items:
            told = json.dumps(real[f"modules/{mid}/quiz.md"][1])
            assert not any(item.solution in told for item in course.items)


def test_every_file_that_is_named_is_there(real):
    from portal.exports.data import plan

    files = plan(project.corpus(), Original()).files
    told = json.dumps([block for kind, block in real.values() if kind in ("results", "data", "silences", "disputed")])
    named = re.findall(r'"contentUrl": "https://[^/]+/([^"]+)"', told)
    assert set(named) <= set(files) and len(set(named)) == 10


def test_an_old_page_of_another_language_names_its_own_address():
    found = blocks(FIXTURES / "small", PSEUDO["ar-XB"])
    block = found["cases/north-valley.md"][1]
    assert "/ar-XB/cases/north-valley.html" in block["url"] and block["inLanguage"] == "ar-XB"
    assert block["name"] != "Invented: a joint kiln in North Valley"


NASTY = 'x</script><script>alert(1)</script><!-- ]]> & " \u2028'


def test_no_text_ends_the_block():
    corpus = load(FIXTURES / "small").corpus
    case = corpus.cases["north-valley"].model_copy(update={"title": NASTY, "summary": NASTY})
    page = render(replace(corpus, cases={"north-valley": case}), Original())["cases/north-valley.md"].decode()
    block = json.loads(BLOCK.search(page)[1])
    assert block["name"] == NASTY
    scripts = LexborHTMLParser(BLOCK.search(page)[0]).css("script")
    assert [script.attributes for script in scripts] == [{"type": "application/ld+json"}]


def inside(html: str) -> set[str]:
    page = f'<html lang="en"><head><title>One</title></head><body><main><h1>One</h1>{html}</main></body></html>'
    return {problem.code for problem in audit({"one.html": page.encode()})}


def test_the_audit_lets_exactly_this_type_of_block_through():
    assert inside(str(data_block({"name": "x"}))) == set()
    for kind in ("", "text/javascript", "module", "application/javascript", "application/ld+json; charset=utf-8", "importmap",
                 "speculationrules", "text/babel"):  # fmt: skip
        assert inside(f'<script type="{kind}">1</script>') == {"B504"}, kind
    assert inside("<script>1</script>") == {"B504"}
