"""Drawings: well-formed and inert SVG, all its words inside the sheet, and the same picture as PNG."""

from __future__ import annotations

import re
import struct
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pydantic
import pytest

from portal.read.tree import parse
from portal.render.diagrams import WORDS, Drawing, Scene, draw, drawable, font_data, picture
from portal.render.diagrams.items import Path as Line
from portal.render.diagrams.items import Rect, mirror
from portal.render.diagrams.measure import width, wrap
from portal.render.diagrams.paint import MARKS, TYPES
from portal.schema.case import Case, Component, Period, Result, Stage
from portal.schema.diagram import Diagram
from portal.schema.reference import Tag

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
SHOWN = ("title", "label", "note", "centre", "frame", "credit", "name", "short", "about", "rows", "columns")
ISOLATES = str.maketrans("", "", "\u2067\u2069")


def _listed(file: str, kind: type[pydantic.BaseModel]) -> tuple:
    path = f"docs/reference/{file}.yml"
    return tuple(kind.model_validate(entry) for entry in parse(path, (ROOT / path).read_text(encoding="utf-8")).value)


DIAGRAMS = {diagram.id: diagram for diagram in _listed("diagrams", Diagram)}


def _tags(*labels: str) -> tuple[Tag, ...]:
    return tuple(
        Tag.model_construct(
            id=label.lower().replace(" ", "-"),
            number=number,
            label=label,
            about=f"What {label} means, in one sentence.",
        )
        for number, label in enumerate(labels, 1)
    )


PHASES = (
    "Selection",
    "Governance trust",
    "Diagnostic",
    "Vision action plan",
    "Implementation",
    "Monitoring evaluation",
)


def _case(short: str, start: int, end: int, inferred: bool = False, **more: object) -> Case:
    stages = more.pop("stages", ())
    period = Period.model_construct(start=start, end=end, inferred=inferred, stages=stages)
    return Case.model_construct(short=short, period=period, components=(), results=(), **more)


def _cases() -> dict[str, Case]:
    stages = tuple(
        Stage.model_construct(label=f"Phase {n}", start=a, end=b) for n, a, b in (("I", 2013, 2019), ("II", 2019, 2024))
    )
    parts = tuple(Component.model_construct(name=name) for name in ("Managers of clusters", "Joint initiatives", "Policy"))
    results = tuple(Result.model_construct(id=name, label=name) for name in ("mapped", "selected"))
    return {
        "punjab": _case("Punjab", 2016, 2021).model_copy(update={"components": parts}),
        "creative-mediterranean": _case("Creative Mediterranean", 2013, 2017).model_copy(update={"results": results}),
        "pampat": _case("PAMPAT", 2013, 2024, stages=stages),
        "argan": _case("Argan", 2013, 2019, inferred=True),
    }


def _scene(**changes: object) -> Scene:
    tags = {"phase": _tags(*PHASES), "five_c": _tags("Coordinate", "Compete", "Conform", "Connect", "Credit")}
    return replace(Scene(tags, _cases(), t=str, figure=lambda result: f"over 140 {result.id}"), **changes)


def _every_text(value: object, change) -> object:
    """A model with every text that a drawing shows changed."""
    if isinstance(value, pydantic.BaseModel):
        fields = {
            key: change(entry) if key in SHOWN and isinstance(entry, str)
            else tuple(map(change, entry)) if key in ("rows", "columns")
            else _every_text(entry, change)
            for key, entry in value.__dict__.items()
        }  # fmt: skip
        return value.model_copy(update=fields)
    return tuple(_every_text(entry, change) for entry in value) if isinstance(value, tuple) else value


def _changed(name: str, change, direction: str = "ltr") -> Drawing:
    scene = _scene()
    tags = {key: _every_text(entry, change) for key, entry in scene.tags.items()}
    cases = {key: _every_text(case, change) for key, case in scene.cases.items()}
    words = {"t": change, "figure": lambda result: change(scene.figure(result))}
    changed = replace(scene, tags=tags, cases=cases, direction=direction, language="x", **words)
    return draw(_every_text(DIAGRAMS[name], change), changed)


def _longer(text: str) -> str:
    """Text that is half as long again, word by word; places for values stay."""
    return " ".join(word if "{" in word else word + "enoxmi"[: max(1, round(len(word) * 0.45))] for word in text.split())


def _arabic(text: str) -> str:
    stock = ["الحوكمة", "والثقة", "وبناء", "القدرات", "في", "المجموعات", "الصناعية"]
    kept = " {years}" if "{years}" in text else ""
    return " ".join(stock[(len(text) + place) % len(stock)] for place in range(max(1, len(text) // 7))) + kept


def _document(drawing: Drawing) -> ElementTree.Element:
    return ElementTree.fromstring(drawing.svg)


def _texts(drawing: Drawing) -> list[ElementTree.Element]:
    return list(_document(drawing).iter(f"{SVG}text"))


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\-]", "", text.translate(ISOLATES))


def _box(text: ElementTree.Element) -> tuple[float, float, float, float]:
    """Where a line of text stands, by the wide estimate: left, top, right, bottom."""
    size, x, y = (float(text.get(key)) for key in ("font-size", "x", "y"))
    wide = width(text.text.translate(ISOLATES), size, text.get("font-weight") == "700")
    left = x - {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor")]
    return left, y - size * 0.75, left + wide, y + size * 0.2


@pytest.fixture(params=DIAGRAMS)
def name(request) -> str:
    return request.param


def test_the_nine_diagrams_are_there():
    shapes = {"ring", "loop", "wheel", "tiers", "triangle", "map", "timeline", "funnel", "ladder"}
    assert {diagram.shape for diagram in DIAGRAMS.values()} == shapes
    assert len(DIAGRAMS) >= 9


def test_svg_is_inert(name):
    for element in _document(draw(DIAGRAMS[name], _scene())).iter():
        assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "rect", "circle", "path", "text"}
        for key, value in element.attrib.items():
            assert key not in ("style", "href") and not key.startswith(("on", "{"))
            assert "url(" not in value


def test_svg_is_named_for_those_who_do_not_see_it(name):
    root, diagram = _document(draw(DIAGRAMS[name], _scene())), DIAGRAMS[name]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) and all(entry.startswith(f"{name}-") for entry in ids)
    assert root.get("role") == "img" and root.get("aria-labelledby").split() == ids
    assert root.find(f"{SVG}title").text == diagram.title and root.find(f"{SVG}desc").text == diagram.alt


def test_every_text_of_the_data_is_in_the_picture(name):
    diagram, scene = DIAGRAMS[name], _scene()
    drawing = draw(diagram, scene)
    root, shown = _document(drawing), _squeezed("".join(text.text for text in _texts(drawing)))
    assert root.get("viewBox") == f"0 0 {drawing.width} {drawing.height}"
    wanted = [diagram.title, diagram.credit, diagram.centre, diagram.frame, *diagram.rows, *diagram.columns]
    wanted += [text for node in diagram.nodes for text in (node.label, node.note)]
    wanted += [tag.label for tag in scene.tags[diagram.tags]] if diagram.tags else []
    wanted += [case.short for case in scene.cases.values()] if diagram.shape == "timeline" else []
    wanted += [part.name for part in scene.cases["punjab"].components] if diagram.shape == "tiers" else []
    wanted += [arrow.label for arrow in diagram.arrows]
    assert [text for text in wanted if text and _squeezed(text) not in shown] == []


def test_every_text_is_escaped(name):
    evil = '<script>alert("1")</script>&\''
    plain, attacked = _document(draw(DIAGRAMS[name], _scene())), _document(_changed(name, lambda text: f"{evil}{text}"))
    assert {element.tag for element in attacked.iter()} == {element.tag for element in plain.iter()}
    shown = "".join(text.text for text in attacked.iter(f"{SVG}text"))
    assert _squeezed(shown).count(_squeezed(evil)) > 2


@pytest.mark.parametrize("change", [str, _longer, _arabic])
def test_text_is_large_enough_at_320_pixels_and_inside(name, change):
    drawing = _changed(name, change, "rtl" if change is _arabic else "ltr")
    for text in _texts(drawing):
        left, top, right, bottom = _box(text)
        assert float(text.get("font-size")) * 320 / drawing.width >= 11
        assert left >= 0 and right <= drawing.width and top >= 0 and bottom <= drawing.height, text.text


@pytest.mark.parametrize("change", [str, _longer, _arabic])
def test_no_text_runs_into_another(name, change):
    boxes = [(_box(text), text.text) for text in _texts(_changed(name, change, "rtl" if change is _arabic else "ltr"))]
    for place, (one, said) in enumerate(boxes):
        for other, also in boxes[place + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, f"{said!r} and {also!r}"


@pytest.mark.parametrize("change", [str, _longer, _arabic])
def test_text_stays_in_its_box(name, change):
    drawing = _changed(name, change, "rtl" if change is _arabic else "ltr")
    frames = [[float(rect.get(key)) for key in ("x", "y", "width", "height")] for rect in _document(drawing).iter(f"{SVG}rect")]
    for text in _texts(drawing):
        left, top, right, bottom = _box(text)
        middle, low = (left + right) / 2, float(text.get("y"))
        around = [frame for frame in frames if 0 < middle - frame[0] < frame[2] and 0 < low - frame[1] < frame[3]]
        x, y, wide, high = min(around, key=lambda frame: frame[2] * frame[3])
        assert x <= left and right <= x + wide and y <= top and bottom <= y + high, text.text


def test_right_to_left_is_the_mirror_image(name):
    here = _texts(draw(DIAGRAMS[name], _scene()))
    there = _texts(draw(DIAGRAMS[name], _scene(direction="rtl", language="ar")))
    turned = {"start": "end", "middle": "middle", "end": "start"}
    for one, other in zip(here, there, strict=True):
        assert other.text == f"\u2067{one.text}\u2069"
        assert abs(float(one.get("x")) + float(other.get("x")) - 360) < 0.11
        assert other.get("text-anchor") == turned[one.get("text-anchor")]


def test_mirroring_twice_changes_nothing():
    items = [
        Rect(1, 2, 30, 4, "card"),
        Line((("M", 1, 2), ("A", 5, 5, 0, 0, 1, 9, 9), ("C", 1, 2, 3, 4, 5, 6), ("Z",)), "flow"),
    ]
    assert mirror(mirror(items, 360), 360) == items
    turned, line = mirror(items, 360)
    assert (turned.x, turned.y) == (329, 2)
    assert line.steps == (("M", 359, 2), ("A", 5, 5, 0, 0, 0, 351, 9), ("C", 359, 2, 357, 4, 355, 6), ("Z",))


def test_drawing_is_repeatable_and_quick(name):
    diagram, scene, times = DIAGRAMS[name], _scene(), []
    first = draw(diagram, scene)
    for _ in range(9):
        start = time.perf_counter()
        assert draw(diagram, scene) == first
        times.append(time.perf_counter() - start)
    assert min(times) < 0.005


def test_every_fixed_text_can_be_translated():
    asked: set[str] = set()
    for diagram in DIAGRAMS.values():
        draw(diagram, _scene(t=lambda said: asked.add(said) or said))
    assert asked == set(WORDS)


def test_a_case_that_is_not_published_has_no_drawing():
    scene = _scene(cases={})
    assert {name for name, diagram in DIAGRAMS.items() if not drawable(diagram, scene)} == {
        "punjab-levels", "mediterranean-funnel", "timeline",
    }  # fmt: skip
    with pytest.raises(KeyError):
        draw(DIAGRAMS["punjab-levels"], scene)


def _classes(cases: dict[str, Case]) -> set[str]:
    drawn = draw(DIAGRAMS["timeline"], _scene(cases=cases))
    return {element.get("class") for element in _document(drawn).iter() if element.get("class")}


def test_time_line_marks_what_was_planned_and_what_is_inferred():
    cases = _cases()
    assert {"d-hatch", "d-open", "d-strong"} <= _classes(cases)
    assert not {"d-hatch", "d-open"} & _classes({"creative-mediterranean": cases["creative-mediterranean"]})
    assert "d-open" in _classes({"argan": cases["argan"]}) and "d-hatch" in _classes({"punjab": cases["punjab"]})


def test_reading_of_ours_is_dashed_and_says_so():
    drawing = draw(DIAGRAMS["kaplinsky-readman"], _scene())
    links = [element for element in _document(drawing).iter() if element.get("class") in ("d-ours", "d-flow")]
    assert len(links) == len(DIAGRAMS["kaplinsky-readman"].arrows) + 1  # and the one in the legend
    assert all(link.get("stroke-dasharray") for link in links)
    assert "Dashed arrow: our reading" in [text.text for text in _texts(drawing)]


@pytest.mark.parametrize(
    "text",
    [
        "Monitoring and evaluation",
        "Donaudampfschifffahrtsgesellschaftskapitän",
        "集群发展的六个阶段",
        "a",
        "مراقبة وتقييم",
    ],
)
@pytest.mark.parametrize("room", [40, 66, 90, 300])
def test_lines_fit_and_lose_nothing(text, room):
    lines = wrap(text, room, 12.5, True)
    assert all(width(line, 12.5, True) <= room for line in lines)
    assert _squeezed("".join(lines)) == _squeezed(text)


@pytest.fixture(scope="module")
def fonts(tmp_path_factory) -> list[Path]:
    folder, data = tmp_path_factory.mktemp("fonts"), font_data()
    for file, content in data.items():
        (folder / file).write_bytes(content)
    return [folder / file for file in data]


def test_png_is_large_and_the_same_each_time(name, fonts):
    drawing = draw(DIAGRAMS[name], _scene())
    png = picture(drawing, fonts)
    wide, high = struct.unpack(">II", png[16:24])
    assert png.startswith(b"\x89PNG") and wide >= 1600 and abs(high / wide - drawing.height / drawing.width) < 0.01
    assert picture(drawing, fonts) == png


STYLES = (ROOT / "docs/assets/css/diagrams.css").read_text(encoding="utf-8")


def test_the_style_sheet_knows_every_kind():
    rules = dict(re.findall(r"^\.d-([\w-]+) \{ (.+) \}$", STYLES, re.MULTILINE))
    assert set(rules) == {*MARKS, *TYPES}
    for kind, look in MARKS.items():
        colours = {key for key in ("fill", "stroke") if look.get(key, "none") != "none"}
        assert colours == set(re.findall(r"(fill|stroke):", rules[kind])), kind


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("block", [r":root \{", r':root\[data-theme="dark"\] \{', r":root:not\(\[data-theme=\"light\"\]\) \{"])
def test_contrast_holds_in_light_and_dark(block):
    """Text at 4.5 to 1 on every ground it may stand on, lines that carry meaning at 3 to 1."""
    body = re.search(block + r"([^}]*)\}", STYLES).group(1)
    colour = dict(re.findall(r"--d-([\w-]+): (?:var\([\w-]+, )?(#[0-9a-f]{6})", body))
    grounds = [colour[key] for key in ("paper", "soft", "pale", "inner")]
    for ink in ("ink", "quiet", "strong"):
        assert min(_contrast(colour[ink], ground) for ground in grounds) >= 4.5, ink
    assert _contrast(colour["accent-text"], colour["paper"]) >= 4.5
    assert _contrast(colour["ink"], colour["accent-pale"]) >= 4.5
    assert _contrast(colour["on-strong"], colour["strong"]) >= 4.5
    assert min(_contrast(colour["accent"], ground) for ground in grounds) >= 3
