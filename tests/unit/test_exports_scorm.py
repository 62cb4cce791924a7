"""SCORM packages: manifests valid against the published schemas, nothing missing in them, no link that leads out unsaid."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from functools import cache
from urllib.parse import urlsplit

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from portal.build.site import built as built_site
from portal.exports import lms, scorm
from portal.exports.abroad import Abroad
from portal.language.catalogue import PSEUDO, Original
from portal.render import items
from portal.write import archive
from tests.fixtures.quiz import pages
from tests.support import real
from tests.support.npm import SCHEMAS, unpacked
from tests.support.payloads import PAYLOADS, REFUSED

VERSIONS = {scorm.V12: "scorm12edition", scorm.V2004: "scorm20044thedition"}
# What a validator starts with: the schema of the package itself, and those of the elements inside it.
STARTS = {
    scorm.V12: {
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
    },
    scorm.V2004: {
        "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
        "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
        "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq_v1p3.xsd",
        "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav_v1p3.xsd",
        "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
    },
}
ALL = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{}</xs:schema>'


@cache
def schema(version: str) -> etree.XMLSchema:
    """The schemas of a version as one. They are brought by npm; without them this fails and says how to get them."""
    folder = unpacked(SCHEMAS) / "lib" / "schemas" / "definitionFiles" / VERSIONS[version]
    imports = "".join(f'<xs:import namespace="{space}" schemaLocation="{name}"/>' for space, name in STARTS[version].items())
    parser = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)
    return etree.XMLSchema(etree.fromstring(ALL.format(imports), parser, base_url=f"{folder.as_uri()}/all.xsd"))


@cache
def corpus():
    return real.corpus()


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[str, bytes]:
    """The small site of tests/fixtures/quiz by address."""
    folder = pages.build(tmp_path_factory.mktemp("wells"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def package(version: str, built: dict[str, bytes]) -> dict[str, bytes]:
    return scorm.package(Abroad(pages.desk().corpus, Original()), "wells", pages.course(), version, built)


# Manifests.


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("mid", [*corpus().modules])
def test_the_manifest_of_each_module_is_valid(version, mid):
    made = scorm.manifest(mid, corpus().modules[mid].module.title, version, ["index.html", "assets/js/state.js"])
    schema(version).assertValid(etree.fromstring(made))


BREAK = {
    "a title too many": (b"<title>", b"<title>twice</title><title>"),
    "no organizations": (b"organizations", b"organisations"),
    "an item without a title": (b"</title>", b"</headline>"),
    "an id that is none": (b'identifier="M-', b'identifier="1 '),
    "a resource without a kind": (b'type="webcontent"', b""),
    "an activity of no kind": (b'="sco"', b'="lesson"'),
}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", BREAK)
def test_a_seeded_fault_in_a_manifest_is_caught(version, name):
    old, new = BREAK[name]
    made = scorm.manifest("pots", "Pots", version, ["index.html"])
    assert old in made
    broken = made.replace(old, new) if name == "no organizations" else made.replace(old, new, 1)
    if name == "an item without a title":
        broken = made.replace(b"<title>", b"<headline>").replace(old, new)
    assert not schema(version).validate(etree.fromstring(broken))


@pytest.mark.parametrize("payload", sorted(set(PAYLOADS) - REFUSED))
def test_a_hostile_title_stays_a_title(payload):
    made = etree.fromstring(scorm.manifest("pots", PAYLOADS[payload], scorm.V12, []))
    assert {node.text for node in made.iter("{*}title")} == {PAYLOADS[payload]}
    assert schema(scorm.V12).validate(etree.fromstring(scorm.manifest("pots", PAYLOADS[payload], scorm.V12, ["x"])))


# What is in a package.


@pytest.mark.parametrize("version", VERSIONS)
def test_a_package_holds_all_it_names_and_names_all_it_holds(version, built):
    files = package(version, built)
    listed = {node.get("href") for node in etree.fromstring(files["imsmanifest.xml"]).iter("{*}file")}
    assert listed == set(files) - {"imsmanifest.xml"}
    page = LexborHTMLParser(files["index.html"].decode())
    asked = [node.attributes.get("src") or node.attributes.get("href") for node in page.css("script[src], img[src], link[href]")]
    assert set(asked) <= set(files)
    assert len(asked) == len(lms.STYLES) + len(lms.SCRIPTS)
    assert page.css("script:not([src]):not([type='application/json']), style, [style], iframe, base") == []


def outside(page: LexborHTMLParser) -> list:
    return [node for node in page.css("a[href]") if urlsplit(node.attributes["href"]).scheme in ("http", "https")]


def fits(page: LexborHTMLParser, files: dict[str, bytes]) -> list[str]:
    """The links of a page that lead nowhere, or out without saying so."""
    ids = {node.attributes["id"] for node in page.css("[id]")}
    faults = []
    for node in page.css("a[href]"):
        link = urlsplit(node.attributes["href"])
        if link.scheme in ("http", "https"):
            said = "out" in (node.attributes.get("class") or "").split() and "leads out" in node.text()
            faults += (
                [] if said and node.attributes.get("target") == "_blank" else [f"does not say that it leads out: {node.html}"]
            )
        elif link.path:
            faults += [] if posixpath.normpath(link.path) in files else [f"leads nowhere: {node.html}"]
        elif link.scheme != "mailto":
            faults += [] if link.fragment in ids else [f"there is no such place: {node.html}"]
    return faults


def test_links_stay_inside_or_say_that_they_lead_out(built):
    files = package(scorm.V12, built)
    assert fits(LexborHTMLParser(files["index.html"].decode()), files) == []


def test_the_packages_of_this_project_hold_all_they_need(site):
    """Every module: links, ids, drawings and the files that the page loads."""
    desk, made = Abroad(corpus(), Original()), built_site(site)
    for mid, course in corpus().modules.items():
        files = scorm.package(desk, mid, course, scorm.V2004, made)
        page = LexborHTMLParser(files["index.html"].decode())
        ids = [node.attributes["id"] for node in page.css("[id]")]
        assert len(ids) == len(set(ids)), mid
        assert fits(page, files) == [], mid
        assert len(page.css(".item")) == len(course.items)
        drawn = re.findall(r"\(diagram:([\w-]+)\)", course.lesson.body)
        assert len(page.css("figure.diagram svg")) >= len(drawn)
        assert {f"assets/diagrams/{name}.{kind}" for name in drawn for kind in ("svg", "png")} <= set(files)
        schema(scorm.V2004).assertValid(etree.fromstring(files["imsmanifest.xml"]))


def test_a_link_that_leads_out_unsaid_would_be_caught(built):
    files = package(scorm.V12, built)
    page = files["index.html"].decode()
    assert fits(LexborHTMLParser(page.replace("<main", '<a href="https://other.example/">x</a><main')), files) != []
    assert fits(LexborHTMLParser(page.replace("<main", '<a href="modules/other/index.html">x</a><main')), files) != []


def test_where_links_lead():
    names = ("modules/wells/index.html", "modules/wells/quiz.html", "assets/diagrams/x.svg", "modules/pots/index.html")
    built = dict.fromkeys(names, b"")
    inside = lms.Inside("wells", "https://portal.example/", built, Abroad(corpus(), Original()).words_of.t("out"))
    here = "modules/wells/quiz.html"
    assert {link: inside.target(here, link) for link in (
        "index.html#rope", "index.html", "#item-x", "quiz.html", "../../assets/diagrams/x.svg", "../pots/index.html#kiln",
        "../../sources.html#a", "https://other.example/x", "mailto:a@b.example",
    )} == {
        "index.html#rope": ("#rope", False), "index.html": ("#package--lesson", False), "#item-x": ("#item-x", False),
        "quiz.html": ("#package--questions", False), "../../assets/diagrams/x.svg": ("assets/diagrams/x.svg", False),
        "../pots/index.html#kiln": ("https://portal.example/modules/pots/index.html#kiln", True),
        "../../sources.html#a": ("https://portal.example/sources.html#a", True),
        "https://other.example/x": ("https://other.example/x", True), "mailto:a@b.example": ("mailto:a@b.example", False),
    }  # fmt: skip
    assert inside.wanted == {"assets/diagrams/x.svg"}


def test_no_id_stands_twice_and_nothing_of_the_frame_is_left(built):
    page = LexborHTMLParser(package(scorm.V2004, built)["index.html"].decode())
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    assert page.css(".masthead, .foot, .crumbs, .search, .theme, a[href*='trainer/'], a[href*='progress.html']") == []
    assert len(page.css(".item")) == len(pages.course().items)


def test_a_module_without_questions_is_the_lesson_alone(built):
    course = pages.course()
    alone = type(course)(course.module, course.lesson)
    site = {name: data for name, data in built.items() if not name.endswith("quiz.html")}
    made = scorm.package(Abroad(pages.desk().corpus, Original()), "wells", alone, scorm.V12, site)
    page = LexborHTMLParser(made["index.html"].decode())
    assert [node.attributes["id"] for node in page.css(".package-part")] == [lms.LESSON]
    assert page.css(".package-bar nav") == []
    assert fits(page, made) == []


def test_the_frame_of_the_package_is_translated(built):
    desk = Abroad(pages.desk("en-XA").corpus, PSEUDO["en-XA"])
    page = LexborHTMLParser(scorm.package(desk, "wells", pages.course(), scorm.V12, built)["index.html"].decode())
    bar = page.css_first(".package-bar").text() + "".join(page.css_first("#package-state").attributes.values())
    assert re.findall(r"\b[a-z]{4,}\b", bar.replace("package-state", "").replace("status", "")) == []
    assert len(bar) > 200


def test_zips_are_the_same_whatever_the_order(built):
    files = package(scorm.V12, built)
    packed = archive(files)
    assert archive(dict(reversed(list(files.items())))) == packed
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == sorted(files)
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# What the script gets.


def longest(item) -> object:
    """The longest answer that can be given without typing on purpose against the limit."""
    known = items.scored_by(item)
    if item.type in ("match", "categorise", "matrix", "cloze-select"):
        values = [*known["right"].values(), *(known.get("spares") or ())]
        return {key: max(map(str, values), key=len) for key in known["right"]}
    if item.type == "cloze-type":
        return {gap.id: "x" * 40 for gap in item.gaps}
    if item.type == "multiple":
        return known["options"]
    if item.type == "scenario":
        return [max((way.id for way in scene.decisions), key=len) for scene in item.scenes]
    return {"order": known.get("right"), "numeric": "1,234,567.89 currency units", "rubric": {
        criterion.id: "0" for criterion in getattr(item, "criteria", ())}}.get(item.type, "x" * 20)  # fmt: skip


def short(value: object, words: list[str]) -> str:
    """As package.js writes it."""
    text = items.json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return re.sub(r'"(?:[^"\\]|\\.)*"', lambda match: "@zz" if items.json.loads(match.group()) in words else match.group(), text)


@pytest.mark.parametrize("mid", [*corpus().modules])
def test_all_answers_of_a_module_fit_into_the_room_of_scorm_1_2(mid):
    """With every question answered twice, at its longest."""
    course = corpus().modules[mid]
    data = lms.data(mid, course, scorm.V12)
    rows = [[n, "abcd", longest(item), 10.5, longest(item), 10.5] for n, item in enumerate(course.items)]
    text = short({"q": rows, "l": list(range(len(course.module.sections))), "p": "each"}, data["words"])
    assert len(text) < 4096


def test_the_words_of_answers_are_known():
    course = pages.course()
    data = lms.data("wells", course, scorm.V12)
    assert {"bakers", "rope", "arrival", "mayor", "talking"} <= set(data["words"])
    assert [row[0] for row in data["items"]] == [f"wells/{item.id}" for item in course.items]
    assert [row[4] for row in data["items"]] == [item.type != "rubric" for item in course.items]
