"""The charts of clusterlab, and where its code runs: in Jupyter, in one file, in MicroPython."""

from __future__ import annotations

import ast
import json
import types
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import clusterlab as lab
from portal.build.runtimes import joined
from tests.support.project import ROOT

FOLDER = ROOT / "scripts" / "clusterlab"
SVG = "{http://www.w3.org/2000/svg}"
LADDER = [(0, 100), (10, 95), (50, 90), (100, 86)]
ORDERS = [6, 8, 12, 15, 20, 9, 11, 14, 18, 7]


# Charts

WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"), max_size=60)
VALUES = st.integers(-(10**7), 10**7) | st.floats(-1e7, 1e7)


def charts(label, values, title):
    """One of each kind, from the same values."""
    data = [(f"{label}{n}", value) for n, value in enumerate(values)]
    yield lab.bars(data, title, "%", 1)
    yield lab.waterfall(("start", values[0]), data, label or "end", title, "", 0, "12,34,567.5")
    yield lab.grouped_bars([(name, [value, value / 2]) for name, value in data], [label or "one", "two"], title, "kg", 2)
    yield lab.lines([(label, list(enumerate(values))), ("two", [(0, 1), (3, 2)])], title, "x", "y", 1)


@settings(max_examples=50)
@given(WORDS, st.lists(VALUES, min_size=1, max_size=6), WORDS)
def test_a_chart_is_well_formed_inert_and_said_in_words(label, values, title):
    for chart in charts(label, values, title):
        root = ElementTree.fromstring(chart._repr_svg_())
        tags = {node.tag for node in root.iter()}
        assert tags <= {SVG + name for name in ("svg", "title", "desc", "rect", "text", "line", "path", "circle")}
        attributes = {name for node in root.iter() for name in node.attrib}
        assert not {name for name in attributes if name in ("style", "href", "class") or name.startswith("on")}
        assert (root.findtext(SVG + "title") or "").startswith(title)
        assert repr(chart) == chart.text and chart.text.endswith(root.findtext(SVG + "desc") or "")


@settings(max_examples=50)
@given(st.lists(VALUES, min_size=1, max_size=6))
def test_nothing_of_a_chart_stands_outside_of_it(values):
    for chart in charts("Firm ", values, "What they pay"):
        root = ElementTree.fromstring(chart.svg)
        wide, high = map(float, root.get("viewBox").split()[2:])
        for node in root.iter():
            x, y = (float(node.get(name) or 0) for name in ("x", "y"))
            assert -0.1 <= x <= wide and -0.1 <= y <= high
            assert x + float(node.get("width") or 0) <= wide + 0.1 and y + float(node.get("height") or 0) <= high + 0.1


def test_the_words_of_a_chart_hold_every_label_and_value():
    steps = [("Lower price", -1230), ("Transport", 154.8), ("Other costs", 300)]
    chart = lab.waterfall(("Alone", 11550), steps, "Together", "What they pay", "", 1)
    assert (
        chart.text
        == "What they pay: Alone 11,550.0; Lower price −1,230.0; Transport +154.8; Other costs +300.0; Together 10,774.8"
    )
    with pytest.raises(ValueError, match="needs data"):
        lab.bars([], "Nothing")


# Where it runs


def test_what_is_shown_goes_to_the_screen_of_the_page_or_of_jupyter(capsys):
    seen = []
    lab.on_show(seen.append)
    try:
        lab.show("one", 2)
    finally:
        lab.tables._screen.clear()
    assert seen == ["one", 2]
    lab.show("three")
    assert "three" in capsys.readouterr().out


ALLOWED = {"clusterlab.writing", "clusterlab.tables", "clusterlab.charts", "IPython.display", "math"}
# What MicroPython does not know, or does otherwise.
UNKNOWN = {
    "ljust",
    "rjust",
    "center",
    "zfill",
    "casefold",
    "translate",
    "removeprefix",
    "removesuffix",
    "isspace",
    "isalpha",
    "format",
}


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__"))
def test_the_code_keeps_to_what_micropython_knows(name):
    for node in ast.walk(ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))):
        assert not isinstance(node, (ast.Import, ast.JoinedStr, ast.Match, ast.AnnAssign))
        assert not isinstance(node, ast.ImportFrom) or node.module in ALLOWED
        assert not isinstance(node, (ast.List, ast.Tuple, ast.Set)) or not any(
            isinstance(part, ast.Starred) for part in node.elts
        )
        assert not isinstance(node, ast.Slice) or node.step is None
        assert not isinstance(node, ast.Attribute) or node.attr not in UNKNOWN
        assert not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "round"


def test_all_of_it_fits_into_one_file():
    whole = types.ModuleType("clusterlab_in_one_file")
    source = joined(ROOT / "scripts")
    exec(compile(source, "clusterlab.py", "exec"), whole.__dict__)
    assert [name for name in lab.__all__ if not hasattr(whole, name)] == []
    assert "clusterlab" not in {
        name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom) for name in [node.module.split(".")[0]]
    }
    assert whole.bars([("a", 1)], "t").svg == lab.bars([("a", 1)], "t").svg
    assert json.dumps(whole.joint_purchase(ORDERS, LADDER)) == json.dumps(lab.joint_purchase(ORDERS, LADDER))


@pytest.mark.parametrize("name", lab.__all__)
def test_whatever_a_notebook_can_use_says_what_it_is(name):
    assert len(getattr(lab, name).__doc__ or "") > 40
