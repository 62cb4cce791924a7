"""A course as Common Cartridge 1.1: lessons as pages, questions as tests, exercises as web links, drawings as pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from portal.corpus.corpus import Corpus, Course
from portal.exports import parts, qti
from portal.exports.abroad import Abroad, drawing_path
from portal.exports.fates import report
from portal.exports.markup import document, full, node
from portal.exports.plan import Plan
from portal.language.catalogue import Catalogue
from portal.render import prose
from portal.render.safe import Safe, element, join, text
from portal.schema import quiz as kinds

BASE = "http://www.imsglobal.org/xsd/imsccv1p1/"
SPACES = {
    "xmlns": f"{BASE}imscp_v1p1",
    "xmlns:lom": "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource",
    "xmlns:lomimscc": "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest",
}
PAGE, TEST, LINK = "webcontent", "imsqti_xmlv1p2/imscc_xmlv1p1/assessment", "imswl_xmlv1p1"
# A heading as render/safe.py writes it for Markdown: its text has no sign that HTML would take for its own.
HEADING = re.compile(r"^(##+) (.*) \{#([\w-]+)\}$", re.MULTILINE)

Part = tuple[str, str, str, bytes]  # the path in the cartridge, the type, the title, and the file


def plan(corpus: Corpus, catalogue: Catalogue, modules: Iterable[str]) -> Plan:
    """One cartridge with the chosen modules."""
    desk = Abroad(corpus, catalogue)
    courses = {mid: corpus.modules[mid] for mid in modules}
    parts_of = {mid: tuple(_parts(desk, mid, course)) for mid, course in courses.items()}
    files = {path: data for listed in parts_of.values() for path, _, _, data in listed}
    drawings = {drawing_path(name): desk.drawn.drawn[name].svg.encode() for name in desk.shown}
    files |= drawings
    files["imsmanifest.xml"] = _manifest(desk, courses, parts_of, sorted(drawings))
    name = next(iter(courses)) if len(courses) == 1 else "course"
    return Plan({f"{name}.imscc": files}, tuple(report("cartridge", courses)))


def _parts(desk: Abroad, mid: str, course: Course) -> Iterator[Part]:
    """The files of a module in the order in which learners meet them."""
    yield f"{mid}.html", PAGE, course.module.title, _page(desk, course.module.title, _lesson(desk, mid, course))
    for name, book in course.notebooks.items():
        title = desk.words_of.t("Exercise: {title}", title=book.title).unescape()
        yield f"{mid}-{name}.xml", LINK, str(title), _link(str(title), str(desk.url(f"modules/{mid}/{name}.html").unescape()))
    asked = list(parts.asked(mid, course))
    if any(True for one in asked for _ in qti.singles(one, desk)):
        title = str(desk.words_of.t("Questions: {module}", module=course.module.title).unescape())
        yield f"{mid}-questions.xml", TEST, title, qti.assessment(f"{mid}-questions", title, asked, desk)
    for one in asked:
        if isinstance(one.item, kinds.Rubric):
            title = str(desk.words_of.t("Self-assessment: {module}", module=course.module.title).unescape())
            body = join([parts.criteria(one.item, desk), parts.after(one, desk)])
            yield f"{mid}-{one.item.id}.html", PAGE, title, _page(desk, title, body)
    title = str(desk.words_of.t("Online edition: {title}", title=course.module.title).unescape())
    yield f"{mid}-online.xml", LINK, title, _link(title, str(desk.url(f"modules/{mid}/index.html").unescape()))


def _lesson(desk: Abroad, mid: str, course: Course) -> Safe:
    """The lesson with what it leads to, and who wrote it under which licence."""
    module, site, t = course.module, desk.corpus.site, desk.words_of.t
    outcomes = element("ul", join(element("li", text(outcome.text)) for outcome in module.outcomes))
    head = [element("p", text(module.summary)), element("p", t("Afterwards you can")), outcomes]
    desk.tables = desk.drawings = 0
    body = Safe(HEADING.sub(_heading, str(prose.page(course.lesson.body, course.lesson.anchors, desk))))
    address = desk.url(f"modules/{mid}/index.html")
    source = element(
        "p", join([text(f"{module.author}, {site.name}, {site.version}. "), element("a", address, href=address.unescape())])
    )
    return join([*head, body, source, element("p", text(site.licence))], "\n")


def _heading(found: re.Match) -> str:
    level = len(found[1])
    return f'<h{level} id="{found[3]}">{found[2]}</h{level}>'


def _page(desk: Abroad, title: str, body: Safe) -> bytes:
    """A page without styles: the system that takes it in has its own."""
    words = desk.catalogue
    head = f'<!doctype html>\n<html lang="{text(words.language)}" dir="{text(words.direction)}">\n<head><meta charset="utf-8">'
    return f"{head}<title>{text(title)}</title></head>\n<body>\n<h1>{text(title)}</h1>\n{body}\n</body>\n</html>\n".encode()


def _link(title: str, address: str) -> bytes:
    url = node("url", href=address, target="_blank")
    return document(full("webLink", {"xmlns": f"{BASE}imswl_v1p1"}, node("title", title), url))


# The manifest.


def _manifest(desk: Abroad, courses: dict[str, Course], parts_of: dict[str, tuple[Part, ...]], drawings: list[str]) -> bytes:
    folders = (_folder(mid, course, parts_of[mid]) for mid, course in courses.items())
    whole = node("item", *folders, identifier="root")
    organization = node("organization", whole, identifier="course", structure="rooted-hierarchy")
    resources = [_resource(path, kind) for listed in parts_of.values() for path, kind, _, _ in listed]
    resources += [_resource(path, PAGE) for path in drawings]
    made = full(
        "manifest", {"identifier": "cartridge", **SPACES}, _about(desk), node("organizations", organization),
        node("resources", *resources),
    )  # fmt: skip
    return document(made)


def _about(desk: Abroad) -> Element:
    site, language = desk.corpus.site, desk.catalogue.language
    names = (node("lomimscc:string", site.name, language=language), node("lomimscc:string", site.tagline, language=language))
    general = node("lomimscc:general", node("lomimscc:title", names[0]), node("lomimscc:description", names[1]))
    lom = node("lomimscc:lom", general)
    return node("metadata", node("schema", "IMS Common Cartridge"), node("schemaversion", "1.1.0"), lom)


def _folder(mid: str, course: Course, listed: tuple[Part, ...]) -> Element:
    leaves = (
        node("item", node("title", title), identifier=f"I-{_id(path)}", identifierref=_id(path)) for path, _, title, _ in listed
    )
    return node("item", node("title", course.module.title), *leaves, identifier=f"I-{mid}")


def _resource(path: str, kind: str) -> Element:
    given = {"identifier": _id(path), "type": kind} | ({"href": path} if kind == PAGE else {})
    return full("resource", given, node("file", href=path))


def _id(path: str) -> str:
    """A name that XML takes for an id."""
    return "R-" + path.replace("/", "-")
