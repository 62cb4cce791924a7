"""What is made from the schema: editor schemas, field reference, template of a case. For modules see test_templates.py."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter

from portal.corpus import prose
from portal.corpus.load import load
from portal.corpus.prose import slug
from portal.exports import editors, fields, generated, new_case, new_handout, new_module, new_pool, new_quiz, plain
from portal.problems import ProblemsFound
from portal.read.tree import parse
from portal.schema import scalars
from portal.schema.base import WRITE_HERE, Model, some
from portal.schema.bind import bind, keys
from portal.schema.case import Case
from portal.schema.course import bind_quiz
from portal.schema.module import Module
from portal.schema.pool import Twin
from portal.schema.quiz import KINDS, Item, Quiz
from portal.schema.site import Page

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = {kind: editors.schema(kind) for kind in editors.KINDS}
MODELINE = "# yaml-language-server: $schema=../docs/reference/schema/case.schema.json\n"
MODULE_FILES = [*ROOT.glob("modules/*/module.yml"), *ROOT.glob("modules/*/quiz.yml")]


def yaml_files() -> list[str]:
    files = [
        *ROOT.glob("case_studies/*.yml"),
        *ROOT.glob("docs/reference/*.yml"),
        *ROOT.glob("docs/templates/*.yml"),
        *MODULE_FILES,
    ]
    return sorted(path.relative_to(ROOT).as_posix() for path in files)


def kind_of(file: str) -> str:
    if file.startswith("docs/templates/"):
        return "case" if file.endswith(".example.yml") else "handout"
    return "case" if file.startswith("case_studies/") else Path(file).stem


def accepted_by_portal(text: str, kind: Any) -> bool:
    try:
        tree = parse("f.yml", text)
        bind_quiz("f.yml", text, tree) if kind is Quiz else bind("f.yml", text, tree, kind)
    except ProblemsFound:
        return False
    return True


def accepted_by_editor(text: str, schema: dict) -> bool:
    return Draft202012Validator(schema).is_valid(plain.value(text))


def models(kind: Any) -> Iterator[type[BaseModel]]:
    """Every model in a type, itself included."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
        for info in kind.model_fields.values():
            yield from models(info.annotation)
    for part in get_args(kind):
        yield from models(part)


ALL_MODELS = sorted(
    {model for kind in (*editors.KINDS.values(), Page) for model in models(kind)}, key=lambda model: model.__name__
)


# Fresh


def test_committed_files_are_those_the_schema_makes():
    stale = [name for name, data in generated(ROOT).items() if not (ROOT / name).is_file() or (ROOT / name).read_bytes() != data]
    assert stale == [], "run `portal generate`"


def test_no_schema_of_a_former_kind_is_left():
    by_hand = "progress-file.schema.json"  # of what learners save, not of a source
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / editors.FOLDER).iterdir() if path.name != by_hand}
    assert found == set(editors.plan())


# Editor schemas


@pytest.mark.parametrize("kind", editors.KINDS)
def test_schema_is_a_valid_schema_with_descriptions(kind):
    Draft202012Validator.check_schema(SCHEMAS[kind])
    groups = [node for node in (SCHEMAS[kind], *SCHEMAS[kind].get("$defs", {}).values()) if "properties" in node]
    for node in groups:
        assert node["additionalProperties"] is False
        for key, inner in node["properties"].items():
            assert inner["title"] and inner["description"].endswith(".") and inner["examples"], key


@pytest.mark.parametrize("file", yaml_files())
def test_editor_accepts_the_files_of_the_project(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    errors = [f"{error.json_path}: {error.message[:200]}" for error in validator(kind_of(file)).iter_errors(plain.value(text))]
    assert errors == []


def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(SCHEMAS[kind])


@pytest.mark.parametrize("file", sorted((ROOT / "case_studies").glob("*.yml")), ids=lambda path: path.stem)
def test_each_case_tells_editors_where_its_schema_is(file):
    assert file.read_text(encoding="utf-8").startswith(MODELINE)
    assert (file.parent / "../docs/reference/schema/case.schema.json").is_file()


@pytest.mark.parametrize("file", sorted(MODULE_FILES), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_file_of_a_module_tells_editors_where_its_schema_is(file):
    place = f"../../docs/reference/schema/{file.stem}.schema.json"
    assert file.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema={place}\n")
    assert (file.parent / place).is_file()


DEMO = new_case("demo")["case_studies/demo.yml"]
MODULE = new_module("demo")["modules/demo/module.yml"]
COURSE = bind("m.yml", MODULE, parse("m.yml", MODULE), Module).item
QUIZ = new_quiz("demo", COURSE)["modules/demo/quiz.yml"]
SMALL = {
    "module": MODULE,
    "quiz": QUIZ,
    "pool": new_pool("demo", COURSE)["modules/demo/pool.yml"],
    "assessments": (ROOT / "tests/fixtures/small/docs/reference/assessments.yml").read_text(encoding="utf-8"),
    "countries": "- {code: GH, name: Ghana, world_region: west-africa}\n",
    "acronyms": "- {acronym: CDA, expands: Agent, printed: list, source: {ref: unido-2020}}\n",
    "sources": "- {id: a, title: A, publisher: P, language: en, kind: press, read: whole}\n",
    "glossary": "- {id: a, term: A, definition: D, basis: other, source: {ref: s}, fr: a, es: a, ar: a}\n",
    "diagrams": "- {id: a, shape: ring, title: A, alt: A, caption: A, credit: A, source: {ref: s}}\n",
    "site": (ROOT / "docs/reference/site.yml").read_text(encoding="utf-8"),
    "taxonomy": (ROOT / "docs/reference/taxonomy.yml").read_text(encoding="utf-8"),
    "case": DEMO,
    "handout": new_handout("demo")["docs/templates/demo.yml"],
}
TITLE = 'title: "Write here: title"'

# Kind, text to replace, replacement: both must refuse it.
REFUSED = [
    ("case", TITLE, TITLE + "\ntittle: A"),
    ("case", TITLE, ""),
    ("case", TITLE, "title:"),
    ("case", TITLE, "title: ''"),
    ("case", TITLE, "title: [A, B]"),
    ("case", TITLE, "title: |\n  two\n  lines"),
    ("case", TITLE, f"title: {'a' * 91}"),
    ("case", TITLE, f"title: |\n  {'é' * 91}"),
    ("case", "countries: [CO]", "countries: []"),
    ("case", "countries: [CO]", "countries:"),
    ("case", "countries: [CO]", "countries: CO"),
    ("case", "countries: [CO]", "countries: [Colombia]"),
    ("case", "sectors: [agrifood, cosmetics]", "sectors: [Agri Food]"),
    ("case", "sectors: [agrifood, cosmetics]", "sectors: [a--b]"),
    ("case", "  start: 2016", "  start: about 2016"),
    ("case", "  start: 2016", "  start: 1899"),
    ("case", "  start: 2016", "  start: '2101'"),
    ("case", "  start: 2016", "  start: 2016.5"),
    ("case", "added: 2026-11-23", "added: 23.11.2026"),
    ("case", "added: 2026-11-23", "added: 2026"),
    ("case", "    stated: false", "    stated: no"),
    ("case", "    stated: false", "    stated: 0"),
    ("case", "source: {ref: unido-2020", "source: {reff: unido-2020"),
    ("case", 'source: {ref: unido-2020, at: "Colombia, data box"}', "source: unido-2020"),
    ("case", 'source: {ref: unido-2020, at: "Colombia, data box"}', "source: {at: page}"),
    ("case", "#language: en", "language: English"),
    ("case", "\n  - # one entry", "\n  - [a]\n  - # one entry"),
    ("countries", "code: GH", "code: gh"),
    ("countries", "- {", "{"),
    ("acronyms", "printed: list", "printed: lists"),
    ("acronyms", "printed: list", "printed: ~"),
    ("acronyms", "printed: list", "printed: [list]"),
    ("sources", "read: whole", "read: all"),
    ("sources", "read: whole", "read: whole, url: www.unido.org"),
    ("sources", "read: whole", "read: whole, url: ftp://unido.org"),
    ("sources", "read: whole", "read: whole, sections: [{name: A, paragraphs: some}]"),
    ("sources", "read: whole", "read: whole, sections: [{name: A, paragraphs: 1.5}]"),
    ("glossary", "ar: a", "ar: a, auto: maybe"),
    ("glossary", ", ar: a", ""),
    ("diagrams", "shape: ring", "shape: circle"),
    ("diagrams", "shape: ring", "shape: ring, tags: sdg"),
    ("site", '"#0b4f5c"', '"0b4f5c"'),
    ("site", '"#0b4f5c"', "blue"),
    ("site", "version:", "edition:"),
    ("taxonomy", "silence:", "silences:"),
    ("module", "level: intermediate", "level: easy"),
    ("module", "number: 8", "number: eight"),
    ("module", "number: 8", "number: 8\nnumbers: 8"),
    ("module", "serves: [calculate-saving]", "serves: []"),
    ("module", "depth: apply", "depth: applied"),
    ("module", "minutes: {quiz: 30, exercises: 60}", "minutes: {quiz: 30}"),
    ("handout", "minutes: 60", "minutes: one hour"),
    ("handout", "minutes: 60", "minutes: 60\nmirrors: module"),
    ("handout", "    fields:", "    field:"),
    ("handout", "#table:", "table: [[a]]\n    #"),
    ("quiz", "type: single", "type: singel"),
    ("quiz", "type: single", "type: numeric"),
    ("quiz", "  type: single\n", ""),
    ("quiz", "type: single", "type: [single]"),
    ("quiz", "type: single", "type:"),
    ("quiz", "type: single", "type: single\n  tolerance: 1"),
    ("quiz", "type: single", "type: single\n  choises: []"),
    ("quiz", "difficulty: analyse", "difficulty: hard"),
    ("quiz", "      right: true", "      right: yes"),
    ("quiz", "- # single", "- words\n- # single"),
    ("quiz", "- # single", "-\n- # single"),
]

# The same, but both must accept it: an editor reads numbers, true and text where the author typed plain text.
ACCEPTED = [
    ("case", TITLE, "title: 2016"),
    ("case", TITLE, "title: 1.10"),
    ("case", TITLE, "title: no"),
    ("case", TITLE, "title: true"),
    ("case", TITLE, "title: 2016-01-01"),
    ("case", TITLE, f"title: |\n  {'a' * 90}\n"),
    ("case", TITLE, f"title: {unicodedata.normalize('NFD', 'é' * 90)}"),
    ("case", TITLE, f"title: {unicodedata.normalize('NFD', 'أ' * 90)}"),
    ("case", TITLE, f"title: {unicodedata.normalize('NFD', '각' * 90)}"),
    ("case", "countries: [CO]", "countries: [NO]"),
    ("case", "  start: 2016", "  start: '2016'"),
    ("case", "  start: 2016", '  start: " 2016 "'),
    ("case", "added: 2026-11-23", "added: '2026-11-23'"),
    ("case", "    stated: false", "    stated: 'true'"),
    ("case", "ref: unido-2020", "ref: 2020"),
    ("case", "#language: en", "language: no"),
    ("case", "#language: en", "language: pt-BR"),
    ("acronyms", "acronym: CDA", "acronym: 5"),
    ("sources", "read: whole", "read: whole, url: 'HTTPS://unido.org/a(b)'"),
    ("site", "version:", "funder: 100\nversion:"),
    ("site", '"#0b4f5c"', '"#0B4F5C"'),
    ("handout", "minutes: 60", "minutes: 60\nmirrors: case"),
    ("handout", "#table:", "table: {columns: [2016, true], rows: 1, example: [[1, no]]}\n    #"),
    ("module", "number: 8", "number: -8"),
    ("module", "  id: calculate-saving", "  id: 2016"),
    ("quiz", "type: single", "type: 'single'"),
    ("quiz", "type: single", "type: single\n  points: '2'"),
    ("quiz", "      right: true", "      right: 'true'"),
    ("quiz", QUIZ, "[]"),
]


@pytest.mark.parametrize("kind", SMALL)
def test_both_accept_the_texts_that_the_tables_change(kind):
    assert accepted_by_portal(SMALL[kind], editors.KINDS[kind])
    assert accepted_by_editor(SMALL[kind], SCHEMAS[kind])


@pytest.mark.parametrize(("kind", "old", "new"), REFUSED)
def test_both_refuse(kind, old, new):
    assert old in SMALL[kind]
    text = SMALL[kind].replace(old, new, 1)
    assert not accepted_by_portal(text, editors.KINDS[kind])
    assert not accepted_by_editor(text, SCHEMAS[kind])


@pytest.mark.parametrize(("kind", "old", "new"), ACCEPTED)
def test_both_accept(kind, old, new):
    assert old in SMALL[kind]
    text = SMALL[kind].replace(old, new, 1)
    assert accepted_by_portal(text, editors.KINDS[kind])
    assert accepted_by_editor(text, SCHEMAS[kind])


class Every(Model):
    """One key for each kind of value."""

    line: scalars.line(12) | None = None
    name: scalars.Name | None = None
    prose: scalars.Prose | None = None
    id: scalars.Id | None = None
    whole: scalars.Whole | None = None
    number: scalars.Number | None = None
    date: scalars.Date | None = None
    year: scalars.Year | None = None
    truth: scalars.Truth | None = None
    address: scalars.Address | None = None
    colour: scalars.Colour | None = None
    country: scalars.Country | None = None
    language: scalars.Language | None = None
    ids: some(scalars.Id) = ()
    here: Every | None = None


Every.model_rebuild()
EVERY = editors.described(Every)
TYPED = st.one_of(
    st.text(alphabet="0123456789", min_size=1, max_size=6),
    st.text(alphabet="0129-.+eExo_ ", max_size=10),
    st.text(alphabet="abefnorstuyTGHN-# \n", max_size=14),
    st.dates().map(str),
    st.sampled_from(["true", "false", "yes", "no", "null", "~", "0x1f", "1e3", "1e-3", ".inf", "NO", "en", "pt-BR", "#0b4f5c"]),
    st.text(max_size=30),
)
STYLES = (
    lambda text: text,
    lambda text: "'" + text.replace("'", "''") + "'",
    lambda text: "|\n" + "\n".join("  " + row for row in text.split("\n")),
    lambda text: f"[{text}]",
    lambda text: "{ids: [" + text + "]}",
)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(list(Every.model_fields)), TYPED, st.sampled_from(STYLES))
def test_editor_accepts_whatever_the_portal_accepts(key, typed, style):
    text = f"{key}: {style(typed)}\n"
    if accepted_by_portal(text, Every):
        assert accepted_by_editor(text, EVERY), text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2016", 2016), ("-3", -3), ("007", 7), ("0x1F", 31), ("0o17", 15), ("1.10", 1.1), (".5", 0.5), ("1e3", 1000.0),
        ("-.inf", float("-inf")), ("true", True), ("FALSE", False), ("no", "no"), ("yes", "yes"), ("1_000", "1_000"),
        ("2026-11-23", "2026-11-23"), ("'2016'", "2016"), ('"true"', "true"), ("|\n  2016", "2016"), ("null", None), ("~", None),
        ("[1, 'a', no]", [1, "a", "no"]), ("عمل: {a: 1}", {"عمل": {"a": 1}}),
    ],
)  # fmt: skip
def test_scalars_are_read_as_in_yaml_1_2(text, value):
    assert plain.value(text) == value
    assert type(plain.value(text)) is type(value)


@pytest.mark.parametrize("word", KINDS)
def test_an_editor_speaks_of_the_keys_of_one_kind_of_question_only(word):
    """What is missing is told by the model that the type names, and by no other one."""
    given = {"type": word, "id": "a", "ask": "a", "section": "a", "outcome": "a", "difficulty": "recall", "solution": "a"}
    told = {error.message.split("'")[1] for error in validator("quiz").iter_errors([given])}
    assert told == {name for name, info in KINDS[word].model_fields.items() if info.is_required()} - set(given)


# Descriptions and examples


@pytest.mark.parametrize("model", ALL_MODELS, ids=lambda model: model.__name__)
def test_every_example_is_one_that_its_key_accepts(model):
    for name, info in model.model_fields.items():
        kind = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
        TypeAdapter(kind).validate_python(parse(f"{model.__name__}.{name}", info.examples[0]).value)


# Field reference


@lru_cache
def sections() -> dict[str, str]:
    page = fields.plan()[fields.PATH].decode()
    return {part.split("\n", 1)[0]: part for part in re.split(r"(?m)^### ", page)[1:]}


# A question for tests has the keys of its kind and those of a twin: they stand there.
IN_TABLES = [*(model for model in ALL_MODELS if not issubclass(model, Twin)), Twin]


@pytest.mark.parametrize("model", IN_TABLES, ids=lambda model: model.__name__)
def test_field_reference_has_a_row_for_every_key(model):
    shared = set(Item.model_fields) if issubclass(model, Item) else set()
    needed = [info.is_required() for info in model.model_fields.values()]
    own = [(key, "yes" if need else "no") for key, need in zip(keys(model), needed, strict=True) if key not in shared]
    assert rows(editors.words(model.__name__)) == own


def rows(heading: str) -> list[tuple[str, str]]:
    """Each key of a section, and whether it is needed."""
    return re.findall(r"(?m)^\| `(\w+)` \| (yes|no) \|", sections()[heading])


def test_field_reference_has_the_keys_of_every_question_once():
    needed = [(name, "yes" if info.is_required() else "no") for name, info in Item.model_fields.items()]
    assert rows("Question") == needed
    assert all(f"`{word}`" in sections()["Question"] for word in KINDS)
    for word, kind in KINDS.items():
        assert f"Its `type` is `{word}`." in sections()[editors.words(kind.__name__)]


def test_field_reference_says_limits_and_allowed_words():
    found = sections()
    assert "| `short` | yes | one line of text, at most `24` characters |" in found["Case"]
    assert "| one of: `exact`, `about`, `over`, `at-least`, `up-to` |" in found["Result"]
    assert "| `results` | no | list; each entry: keys of [Result](#result) |" in found["Case"]


def test_field_reference_is_a_page_without_faults():
    page = fields.plan()[fields.PATH].decode()
    body = page.split("---\n", 2)[2]
    assert list(prose.faults(body, page=True)) == []
    headings = [slug(words) for words in re.findall(r"(?m)^###? (.+)$", body)]
    assert len(headings) == len(set(headings))
    assert {target.removeprefix("#") for target in prose.links(body, page=True)} <= set(headings)


# Template of a case


def uncommented(text: str, indent: str = "") -> str:
    """The text with one # taken away in front of every key (not of every comment) at this indent."""
    return re.sub(rf"(?m)^({indent})#(?! \S|$)", r"\1", text)


def test_template_begins_with_its_schema_and_names_its_case():
    assert DEMO.startswith(MODELINE)
    assert "#id: demo " in DEMO


def test_template_has_every_key_of_a_case_in_order():
    assert [*parse("", DEMO).value] == [name for name, info in Case.model_fields.items() if info.is_required()]
    assert [*parse("", uncommented(DEMO)).value] == [*keys(Case)]


@pytest.mark.parametrize("model", [model for model in ALL_MODELS if model in set(models(Case))], ids=lambda model: model.__name__)
def test_template_names_every_key_of_every_part(model):
    for name in keys(model):
        assert re.search(rf"(?m)^[ #]*{name}:|[{{ ]{name}: ", DEMO), name


def test_template_in_full_use_is_readable_and_of_the_right_kinds():
    text, before = DEMO, ""
    while text != before:
        text, before = uncommented(text, " *"), text
    assert accepted_by_portal(text, Case)
    assert accepted_by_editor(text, SCHEMAS["case"])


@pytest.mark.parametrize("text", [DEMO, uncommented(DEMO)], ids=["as written", "every key in use"])
def test_template_is_refused_until_each_of_its_texts_is_replaced(text, tmp_path):
    for name in ("docs", "case_studies", "modules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "case_studies" / "demo.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load(tmp_path)
    assert {(problem.file, problem.code) for problem in found.value.problems} == {("case_studies/demo.yml", "C320")}
    rows = enumerate(text.splitlines(), 1)
    live = [number for number, row in rows if WRITE_HERE in row and not row.lstrip().startswith("#")]
    assert [problem.line for problem in found.value.problems] == live


def test_template_passes_when_its_texts_are_replaced(tmp_path):
    for name in ("docs", "case_studies", "modules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "case_studies" / "demo.yml").write_text(DEMO.replace(WRITE_HERE, "Our own words on"), encoding="utf-8")
    assert "demo" in load(tmp_path).corpus.cases
