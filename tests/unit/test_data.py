"""The open data: it passes its own schemas, CSV opens with the right types, nothing in it runs, and no field is lost."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from portal.corpus.load import load
from portal.exports.data import BETWEEN, MARK, RUNS, cell, in_csv, plan
from portal.exports.records import TABLES
from portal.language.catalogue import Original
from portal.render.opendata import FOLDER
from tests.support import real
from tests.support.project import FIXTURES, ROOT

NAMES = [name for name, _, _ in TABLES]
MODELS = {name: model for name, _, model in TABLES}
FIELDS = ROOT / "tests" / "golden" / "data-v1.txt"


@pytest.fixture(scope="module", params=["small", "real"])
def opened(request):
    """The open data of the invented project and of this one."""
    return plan(load(FIXTURES / "small" if request.param == "small" else ROOT).corpus, Original())


def loaded(opened, path: str):
    return json.loads(bytes(opened.files[f"{FOLDER}/{path}"]))


def rows(opened, name: str) -> list[dict[str, str]]:
    """A table as a program reads it that knows of the byte order mark."""
    text = bytes(opened.files[f"{FOLDER}/{name}.csv"]).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_json_passes_its_schema(opened, name):
    schema, data = loaded(opened, f"schema/{name}.schema.json"), loaded(opened, f"{name}.json")
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(data)) == []
    assert data["$schema"] == f"schema/{name}.schema.json"
    assert data["count"] == len(data[name]) > 0


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_row_does_not_pass(opened, name):
    schema, data = loaded(opened, f"schema/{name}.schema.json"), loaded(opened, f"{name}.json")
    check = Draft202012Validator(schema, format_checker=FormatChecker())
    row = data[name][0]
    for wrong in ({**row, "id": 7}, {**row, "tpyo": 1}, {key: row[key] for key in row if key != "id"}):
        assert not check.is_valid({**data, name: [wrong]})


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique_and_addresses_whole(opened, name):
    listed = loaded(opened, f"{name}.json")[name]
    assert len({row["id"] for row in listed}) == len(listed)
    assert all(row["address"].startswith("https://") for row in listed)


def test_every_id_that_is_named_exists(opened):
    found = {name: {row["id"] for row in loaded(opened, f"{name}.json")[name]} for name in NAMES}
    for row in loaded(opened, "results.json")["results"]:
        assert row["case"] in found["cases"] and row["source"] in found["sources"]
    for row in loaded(opened, "cases.json")["cases"]:
        assert set(row["sources"]) <= found["sources"]
        own = {f"{row['id']}/{result}" for point in row["disagreements"] for result in point["results"]}
        disputed = {entry["id"] for entry in loaded(opened, "results.json")["results"] if entry["disputed"]}
        assert own == {entry for entry in disputed if entry.startswith(f"{row['id']}/")}
    for row in loaded(opened, "terms.json")["terms"]:
        assert set(row["see"]) <= found["terms"] and row["source"] in found["sources"]
    for row in loaded(opened, "modules.json")["modules"]:
        assert set(row["cases"]) <= found["cases"] and set(row["terms"]) <= found["terms"]


def typed(text: str):
    """What a spreadsheet makes of a cell: a number, a truth, a day, nothing, or text."""
    if text in ("", "true", "false"):
        return {"": None, "true": True, "false": False}[text]
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    if re.fullmatch(r"-?\d+\.\d+", text):
        return float(text)
    return datetime.date.fromisoformat(text).isoformat() if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else text


@pytest.mark.parametrize("name", NAMES)
def test_csv_opens_with_the_types_of_json(opened, name):
    """Numbers are numbers, days are days, truths are truths; lists are texts with a bar, and texts the same but for the guard."""
    listed = loaded(opened, f"{name}.json")[name]
    table = rows(opened, name)
    assert len(table) == len(listed)
    for flat, row in zip(table, listed):
        assert list(flat) == in_csv(MODELS[name])
        for key, text in flat.items():
            value = row[key]
            if isinstance(value, (int, float, bool)) or value is None:
                assert (typed(text), type(typed(text))) == (value, type(value)), (name, key)
            else:
                whole = BETWEEN.join(value) if isinstance(value, list) else value
                assert text.removeprefix("'") == whole.removeprefix("'"), (name, key)


@pytest.mark.parametrize("name", NAMES)
def test_csv_begins_with_the_mark_and_ends_its_lines_as_spreadsheets_do(opened, name):
    data = bytes(opened.files[f"{FOLDER}/{name}.csv"]).decode()
    assert data.startswith(MARK + "id,address,") and data.endswith("\r\n")
    assert MARK not in data[1:]


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_of_the_files_runs(opened, name):
    for row in rows(opened, name):
        for key, text in row.items():
            assert not text.startswith(RUNS) or re.fullmatch(r"-\d+(\.\d+)?", text), (name, key, text)


@pytest.mark.parametrize("text", ["=1+1", "+14%", "-x", "@sum(a1)", "\t=1", "\r=1", "  =1", '=HYPERLINK("https://x")', "＝1"])
def test_a_formula_gets_an_apostrophe(text):
    assert cell(text) == f"'{text}"
    assert cell((text, "b")).startswith("'")


@pytest.mark.parametrize("value", [-5, -0.5, 0, 7, 18.8, 871941])
def test_a_number_stays_a_number(value):
    assert typed(cell(value)) == value
    assert cell(True) == "true"
    assert cell(None) == ""


@given(st.text())
def test_whatever_the_text_it_cannot_run_and_nothing_is_lost(text):
    made = cell(text)
    assert not made.lstrip(" ").startswith(RUNS)
    assert made in (text, f"'{text}")


def test_values_are_those_of_the_sources():
    """Nothing is converted: 871,941 dollars stay dollars, and a change stays a change."""
    found = {row["id"]: row for row in loaded(plan(real.corpus(), Original()), "results.json")["results"]}
    exports, growth = found["colombia/joint-exports"], found["colombia/employment-direct"]
    assert (exports["value"], exports["unit"], exports["figure"]) == (871941, "usd", "871,941 US dollars")
    assert (growth["value"], growth["change"], growth["change_as"], growth["figure"]) == (None, 14, "percent", "+14%")
    before = found["pampat/argan-pgi"]
    assert [before[key] for key in ("baseline_value", "baseline_year", "end_value", "end_year")] == [32, 2013, 80, 2019]


def test_no_field_of_version_1_is_lost_or_changed():
    """The change policy of the page: fields may be added, and nothing else. UPDATE_GOLDEN=1 adds the new ones."""
    opened = plan(load(FIXTURES / "small").corpus, Original())
    made = [f"{table.id}.{field.name}: {field.holds}" for table in opened.tables for field in table.fields]
    kept = FIELDS.read_text(encoding="utf-8").splitlines() if FIELDS.exists() else []
    if os.environ.get("UPDATE_GOLDEN"):
        kept += [line for line in made if line not in kept]
        FIELDS.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert [line for line in kept if line not in made] == []
    assert made == [line for line in made if line in kept], "a new field: UPDATE_GOLDEN=1 writes it down"


def test_answers_and_notes_for_trainers_are_not_in_the_data():
    opened = plan(load(FIXTURES / "small").corpus, Original())
    module = load(FIXTURES / "small").corpus.modules["pots"].module
    everything = "".join(bytes(data).decode() for data in opened.files.values())
    assert module.title in everything
    assert module.facilitator.aim not in everything and module.facilitator.debrief[0] not in everything


def test_the_readme_names_every_table_and_field():
    opened = plan(load(FIXTURES / "small").corpus, Original())
    text = opened.files[f"{FOLDER}/README.txt"].decode()
    for table in opened.tables:
        assert f"\n{table.id}: " in text
        assert all(f"  {field.name} (" in text for field in table.fields)
