"""A module as SCORM package, for 1.2 and for 2004 (4th edition): one page with the lesson and the questions, and a manifest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from portal.corpus.corpus import Corpus, Course
from portal.exports import lms
from portal.exports.abroad import Abroad
from portal.exports.fates import report
from portal.exports.lms import Inside
from portal.exports.markup import Element, document, full, node
from portal.exports.plan import Plan
from portal.language.catalogue import Catalogue

PAGE = "index.html"
V12, V2004 = "1.2", "2004 4th Edition"
SPACES: dict[str, dict[str, str]] = {
    V12: {
        "xmlns": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    },
    V2004: {
        "xmlns": "http://www.imsglobal.org/xsd/imscp_v1p1",
        "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
        "xmlns:adlseq": "http://www.adlnet.org/xsd/adlseq_v1p3",
        "xmlns:adlnav": "http://www.adlnet.org/xsd/adlnav_v1p3",
        "xmlns:imsss": "http://www.imsglobal.org/xsd/imsss",
    },
}


def plan(corpus: Corpus, catalogue: Catalogue, modules: Iterable[str], site: Mapping[str, bytes]) -> Plan:
    """Two packages for each module. ``site`` are the built pages and files of the language, by address."""
    desk, files = Abroad(corpus, catalogue), {}
    courses = {mid: corpus.modules[mid] for mid in modules}
    for mid, course in courses.items():
        for version, name in ((V12, "1.2"), (V2004, "2004")):
            files[f"{mid}-scorm-{name}.zip"] = package(desk, mid, course, version, site)
    return Plan(files, tuple(report("scorm", courses)))


def package(desk: Abroad, mid: str, course: Course, version: str, site: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a package."""
    inside = Inside(mid, desk.home, site, desk.words_of.t("(leads out of this package)"))
    made = {PAGE: lms.page(desk, course, inside, version)}
    made |= {name: site[name] for name in sorted(inside.wanted)}
    return {"imsmanifest.xml": manifest(mid, course.module.title, version, sorted(made)), **made}


def manifest(mid: str, title: str, version: str, files: Iterable[str]) -> bytes:
    """The manifest: one activity, which is the page, and the files it needs."""
    kind = {"type": "webcontent", "href": PAGE, "adlcp:scormtype" if version == V12 else "adlcp:scormType": "sco"}
    listed = (node("file", href=name) for name in files)
    item = node("item", node("title", title), *_delivery(version), identifier="activity", identifierref="page")
    organization = node("organization", node("title", title), item, *_control(version), identifier="module")
    return document(
        full(
            "manifest",
            {"identifier": f"M-{mid}", "version": "1.0", **SPACES[version]},
            node("metadata", node("schema", "ADL SCORM"), node("schemaversion", version)),
            node("organizations", organization, default="module"),
            node("resources", full("resource", {"identifier": "page", **kind}, *listed)),
        )
    )


def _delivery(version: str) -> Iterator[Element]:
    """The page itself says when it is completed: the system must not guess."""
    if version == V2004:
        told = node("imsss:deliveryControls", completionSetByContent="true", objectiveSetByContent="true")
        yield node("imsss:sequencing", told)


def _control(version: str) -> Iterator[Element]:
    if version == V2004:
        yield node("imsss:sequencing", node("imsss:controlMode", choice="true", flow="true"))
