"""Common Cartridges: a manifest in which everything resolves, tests in the profile, pages that are clean.

The schemas of IMS for version 1.1 are in no package of npm or pip, so the rules of theirs that a writer can break are held here:
the order of elements, the kinds of resources, the profiles of questions, references and ids.
"""

from __future__ import annotations

import posixpath
import re
from functools import cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from selectolax.lexbor import LexborHTMLParser

from portal.corpus.load import load
from portal.exports import cartridge, parts, qti
from portal.exports.abroad import Abroad
from portal.exports.fates import FATES
from portal.language.catalogue import Original
from tests.support import real
from tests.support.exported import hostile, opened, words_of
from tests.support.payloads import PAYLOADS, REFUSED
from tests.support.project import ROOT

CP = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
WL = "{http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1}"
NAME = re.compile(r"[A-Za-z_][\w.-]*\Z")  # what XML takes for an id


@cache
def corpus():
    return real.corpus()


@cache
def small():
    return load(ROOT / "tests" / "fixtures" / "small").corpus


@cache
def whole() -> dict[str, bytes]:
    """The files of the cartridge with all modules."""
    made = cartridge.plan(corpus(), Original(), list(corpus().modules))
    assert set(made.files) == {"course.imscc"}
    return made.files["course.imscc"]


def faults(files: dict[str, bytes]) -> list[str]:
    """What is wrong in a cartridge: in its manifest, in what the manifest names, and in its tests."""
    root = ElementTree.fromstring(files["imsmanifest.xml"])
    found = [f"{tag} is not in its place" for tag in wrong_order(root, ["metadata", "organizations", "resources"], CP)]
    resources = root.findall(f"{CP}resources/{CP}resource")
    ids = [node.get("identifier") for node in root.iter() if node.get("identifier")]
    found += [f"the id {name} stands twice" for name in {name for name in ids if ids.count(name) > 1}]
    found += [f"{name} is no id" for name in ids if not NAME.match(name)]
    listed = [node.get("href") for resource in resources for node in resource.findall(f"{CP}file")]
    found += [f"{name} is not in the manifest" for name in set(files) - set(listed) - {"imsmanifest.xml"}]
    found += [f"{name} is not there" for name in set(listed) - set(files)]
    known = {resource.get("identifier") for resource in resources}
    pointing = [item.get("identifierref") for item in root.iter(f"{CP}item") if item.get("identifierref")]
    found += [f"{name} leads nowhere" for name in pointing if name not in known]
    found += [fault for resource in resources for fault in resource_faults(resource, files)]
    return found


def wrong_order(node: Element, order: list[str], space: str) -> list[str]:
    """The children of an element that are unknown there or come too early."""
    places = [order.index(child.tag.removeprefix(space)) if child.tag.removeprefix(space) in order else -1 for child in node]
    return [node[n].tag for n, place in enumerate(places) if place < 0 or (n and place < places[n - 1])]


def resource_faults(resource: Element, files: dict[str, bytes]) -> list[str]:
    file = resource.find(f"{CP}file")
    if file is None:
        return [f"{resource.get('identifier')} has no file"]
    path = file.get("href")
    kind = resource.get("type")
    if kind == "webcontent":
        return [] if resource.get("href") == path else [f"{path}: the resource has another address"]
    root = ElementTree.fromstring(files.get(path, b"<gone/>"))
    if kind == "imswl_xmlv1p1":
        good = root.tag == f"{WL}webLink" and (root.find(f"{WL}url").get("href") or "").startswith("https://")
        return [] if good else [f"{path} is no web link"]
    if kind != "imsqti_xmlv1p2/imscc_xmlv1p1/assessment":
        return [f"{path}: there is no kind {kind}"]
    return [f"{path}: {fault}" for item in root.iter(f"{QTI}item") for fault in item_faults(item)]


PROFILES = {"cc.multiple_choice.v0p1": "Single", "cc.multiple_response.v0p1": "Multiple", "cc.true_false.v0p1": "Single",
            "cc.fib.v0p1": None, "cc.essay.v0p1": None}  # fmt: skip


def item_faults(item: Element) -> list[str]:
    name = item.get("ident")
    found = [
        f"{name}: {tag} is not in its place"
        for tag in wrong_order(item, ["itemmetadata", "presentation", "resprocessing", "itemfeedback"], QTI)
    ]
    meta = {
        field.findtext(f"{QTI}fieldlabel"): field.findtext(f"{QTI}fieldentry") for field in item.iter(f"{QTI}qtimetadatafield")
    }
    profile = meta.get("cc_profile")
    if profile not in PROFILES:
        return [*found, f"{name}: there is no profile {profile}"]
    choice = item.find(f"{QTI}presentation/{QTI}response_lid")
    if (choice.get("rcardinality") if choice is not None else None) != PROFILES[profile]:
        found.append(f"{name}: the field does not fit the profile {profile}")
    labels = [label.get("ident") for label in item.iter(f"{QTI}response_label")]
    found += [f"{name}: an answer stands twice" for _ in range(len(labels) - len(set(labels)))]
    named = {node.text for node in item.iter(f"{QTI}varequal")} if labels else set()
    found += [f"{name}: no answer is called {value}" for value in named - set(labels)]
    told = {node.get("ident") for node in item.iter(f"{QTI}itemfeedback")}
    said = {node.get("linkrefid") for node in item.iter(f"{QTI}displayfeedback")}
    found += [f"{name}: the remark {value} is missing or never said" for value in told ^ said]
    full = [node for node in item.iter(f"{QTI}setvar") if node.text == "100"]
    if (len(full) != 1) == (profile != "cc.essay.v0p1"):
        found.append(f"{name}: no answer gives the points")
    return found


def test_the_cartridge_of_the_whole_course_has_no_fault():
    assert faults(whole()) == []


BREAK = {
    "a file that is not listed": ("imsmanifest.xml", b'<file href="joint-action.html" />', b""),
    "a reference that leads nowhere": ("imsmanifest.xml", b'identifierref="R-joint-action.html"', b'identifierref="R-lost"'),
    "an id that stands twice": ("imsmanifest.xml", b'identifier="I-mapping"', b'identifier="I-policy"'),
    "resources first": ("imsmanifest.xml", b"<metadata>", b"<resources /><metadata>"),
    "a kind that is none": ("imsmanifest.xml", b"imswl_xmlv1p1", b"imswl_xmlv9"),
    "an answer without a choice": ("joint-action-questions.xml", b'<response_label ident="a0">', b'<response_label ident="zz">'),
    "a profile that is none": ("joint-action-questions.xml", b"cc.multiple_choice.v0p1", b"cc.drag.v0p1"),
    "no points": ("joint-action-questions.xml", b">100</setvar>", b">0</setvar>"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAK)
def test_a_seeded_fault_is_caught(name):
    file, old, new = BREAK[name]
    assert old in whole()[file]
    broken = {**whole(), file: whole()[file].replace(old, new, 1)}
    assert faults(broken) != []


@pytest.mark.parametrize("mid", list(corpus().modules))
def test_every_question_is_there_or_left_out_for_the_reason_given(mid):
    course = corpus().modules[mid]
    root = ElementTree.fromstring(whole()[f"{mid}-questions.xml"])
    names = [item.get("ident") for item in root.iter(f"{QTI}item")]
    assert len(names) == len(set(names))
    for item in course.items:
        own = [name for name in names if name == f"{mid}.{item.id}" or name.startswith(f"{mid}.{item.id}.")]
        wanted = {"match": "pairs", "categorise": "cards", "matrix": "rows", "order": "entries", "cloze-select": "gaps",
                  "cloze-type": "gaps"}  # fmt: skip
        if not FATES["cartridge"][item.type].becomes:
            assert own == [], item.id
        elif item.type == "rubric":
            assert own == [] and f"{mid}-{item.id}.html" in whole()
        else:
            assert len(own) == (len(getattr(item, wanted[item.type])) if item.type in wanted else 1), item.id


def answer(item: Element, chosen: set[str]) -> bool:
    """Whether answers give the points, by the condition in the question."""
    (right,) = [node for node in item.iter(f"{QTI}respcondition") if (node.findtext(f"{QTI}setvar") or "") == "100"]
    return any(holds(node, chosen) for node in right.find(f"{QTI}conditionvar"))


def holds(node: Element, chosen: set[str]) -> bool:
    kind = node.tag.removeprefix(QTI)
    if kind == "varequal":
        return node.text in chosen
    inside = [holds(child, chosen) for child in node]
    return all(inside) if kind == "and" else not inside[0]


@pytest.mark.parametrize("mid", list(corpus().modules))
def test_right_answers_give_the_points_and_others_do_not(mid):
    desk = Abroad(corpus(), Original())
    root = ElementTree.fromstring(whole()[f"{mid}-questions.xml"])
    found = {item.get("ident"): item for item in root.iter(f"{QTI}item")}
    for one in parts.asked(mid, corpus().modules[mid]):
        for single in qti.singles(one, desk):
            right = {choice.id for choice in single.answers if choice.right}
            wrong = {choice.id for choice in single.answers if not choice.right}
            if single.profile == qti.SEVERAL:
                assert answer(found[single.id], right)
                assert not any(answer(found[single.id], {*right, other}) for other in wrong)
                assert not answer(found[single.id], set(list(right)[1:]))
            elif single.answers:
                assert all(answer(found[single.id], {choice}) for choice in right)
                assert not any(answer(found[single.id], {choice}) for choice in wrong)


def test_a_part_of_a_question_does_not_tell_the_answers_of_the_others():
    desk = Abroad(small(), Original())
    asked = next(one for one in parts.asked("pots", small().modules["pots"]) if one.item.type == "match")
    said = [str(single.after) for single in qti.singles(asked, desk)]
    assert not any(words_of(desk.prose(pair.feedback)) in words_of(text) for text in said for pair in asked.item.pairs)


def test_lessons_are_pages_with_their_drawings():
    files = whole()
    for mid, course in corpus().modules.items():
        page = LexborHTMLParser(files[f"{mid}.html"].decode())
        assert [words_of(node.html) for node in page.css("h2")] == [" ".join(title.split()) for title in course.headings]
        assert [node.attributes["id"] for node in page.css("h2")] == [part.id for part in course.module.sections]
        drawn = re.findall(r"\(diagram:([\w-]+)\)", course.lesson.body)
        assert [node.attributes["src"] for node in page.css("img")] == [f"drawings/{name}.svg" for name in drawn]
        assert all(posixpath.join("drawings", f"{name}.svg") in files for name in drawn)
        assert all(len(node.attributes["alt"]) > 40 for node in page.css("img"))
        assert page.css("script, style, iframe, [style], form, input") == []
        for link in page.css("a"):
            assert link.attributes["href"].startswith(("https://", "http://", "mailto:", "#")), link.html


def test_each_exercise_is_a_web_link():
    files = whole()
    for mid, course in corpus().modules.items():
        for name in course.notebooks:
            root = ElementTree.fromstring(files[f"{mid}-{name}.xml"])
            assert root.find(f"{WL}url").get("href") == f"{corpus().site.address}modules/{mid}/{name}.html"


def test_one_module_alone_and_the_same_bytes_again():
    once = cartridge.plan(corpus(), Original(), ["joint-action"]).files
    assert set(once) == {"joint-action.imscc"}
    assert cartridge.plan(corpus(), Original(), ["joint-action"]).files == once
    assert faults(once["joint-action.imscc"]) == []


@pytest.mark.parametrize("name", sorted(set(PAYLOADS) - REFUSED))
def test_a_hostile_text_stays_a_text(name):
    course = hostile(small().modules["pots"], PAYLOADS[name])
    desk = Abroad(small(), Original())
    root = ElementTree.fromstring(qti.assessment("x", PAYLOADS[name], parts.asked("pots", course), desk))
    assert root.find(f"{QTI}assessment").get("title") == PAYLOADS[name]
    for node in root.iter(f"{QTI}mattext"):
        assert opened(node.text or "") == [], node.text
    page = cartridge._page(desk, PAYLOADS[name], desk.prose(f"Steady words {PAYLOADS[name]}")).decode()
    shown = LexborHTMLParser(page)
    assert shown.css("script, style, iframe, svg, img, base, link, math, form") == []
    assert shown.css_first("h1").text() == shown.css_first("title").text() == PAYLOADS[name]
