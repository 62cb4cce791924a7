"""What PDF/UA-1 asks of a file, as far as a program can see it: our own checks, as no checker of PDF/UA comes as a package.

Each check is a generator of faults, and its docstring is the rule. The numbers are the clauses of ISO 14289-1.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.sax.saxutils import escape

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject

INSIDE = {
    "/L": {"/L", "/LI", "/Caption"}, "/LI": {"/Lbl", "/LBody"}, "/TR": {"/TH", "/TD"},
    "/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"},
}  # fmt: skip


def faults(data: bytes) -> list[str]:
    """What is wrong with a PDF."""
    reader = PdfReader(io.BytesIO(data))
    nodes = list(tree(reader))
    found = [*catalogue(reader), *named(reader), *fonts(reader), *marked(reader), *links(reader)]
    return [*found, *pictures(nodes), *headings(nodes), *nesting(nodes)]


def tree(reader: PdfReader) -> Iterator[tuple[str, DictionaryObject, list[str]]]:
    """Every element of the structure in reading order: its role, itself, and the roles of what is in it."""

    def walk(node) -> Iterator:
        node = node.get_object()
        inside = [kid.get_object() for kid in kids(node)]
        roles = [kid["/S"] for kid in inside if isinstance(kid, DictionaryObject) and "/S" in kid]
        if "/S" in node:
            yield node["/S"], node, roles
        for kid in inside:
            if isinstance(kid, DictionaryObject) and "/S" in kid:
                yield from walk(kid)

    yield from walk(reader.trailer["/Root"]["/StructTreeRoot"])


def kids(node: DictionaryObject) -> list:
    held = node.get("/K", ArrayObject())
    held = held.get_object() if isinstance(held, IndirectObject) else held
    return list(held) if isinstance(held, ArrayObject) else [held]


def catalogue(reader: PdfReader) -> Iterator[str]:
    """7.1, 7.2, 7.18: the file says that it is tagged, in which language it is, and that its title is shown."""
    root = reader.trailer["/Root"]
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    if not root.get("/Lang"):
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown"
    for number, page in enumerate(reader.pages, 1):
        if "/Annots" in page and page.get("/Tabs") != "/S":
            yield f"page {number}: the order of tabs is not that of the structure"


def named(reader: PdfReader) -> Iterator[str]:
    """5, 7.1: the metadata say PDF/UA-1, and give a title."""
    xmp = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    if "pdfuaid" not in xmp or ":part" not in xmp:
        yield "the metadata do not say PDF/UA"
    if not (reader.metadata and reader.metadata.title) or escape(reader.metadata.title) not in xmp:
        yield "no title in the metadata"
    if not reader.outline:
        yield "no bookmarks"


def fonts(reader: PdfReader) -> Iterator[str]:
    """7.21: every font stands in the file, and says which characters its glyphs are."""
    for name, font in used(reader).items():
        held = [kid.get_object()["/FontDescriptor"] for kid in font.get("/DescendantFonts", [font])]
        if not any(key in one for one in held for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"{name}: not embedded"
        if "/ToUnicode" not in font:
            yield f"{name}: does not say its characters"


def used(reader: PdfReader) -> dict[str, DictionaryObject]:
    """The fonts of a file by name, without the letters of the subset."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            one = font.get_object()
            found[str(one["/BaseFont"]).lstrip("/").split("+")[-1]] = one
    return found


SHOWN = {b"Tj", b"TJ", b"'", b'"', b"Do", b"f", b"F", b"f*", b"S", b"s", b"B", b"b", b"sh"}


def marked(reader: PdfReader) -> Iterator[str]:
    """7.1: everything on a page is part of the structure, or said to be decoration."""
    for number, page in enumerate(reader.pages, 1):
        depth = 0
        for _, operator in ContentStream(page.get_contents(), reader).operations:
            depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
            if operator in SHOWN and depth < 1:
                yield f"page {number}: {operator.decode()} stands outside of the structure"
                break


def links(reader: PdfReader) -> Iterator[str]:
    """7.18.5: a link says where it leads, and belongs to an element of the structure."""
    for number, page in enumerate(reader.pages, 1):
        for one in page.get("/Annots", []):
            link = one.get_object()
            if link["/Subtype"] == "/Link" and not (link.get("/Contents") and "/StructParent" in link):
                yield f"page {number}: a link without words or place"


def pictures(nodes: list) -> Iterator[str]:
    """7.3: a picture has words for those who do not see it."""
    yield from (
        "a picture without words" for role, node, _ in nodes if role == "/Figure" and not str(node.get("/Alt", "")).strip()
    )


def headings(nodes: list) -> Iterator[str]:
    """7.4.2: headings begin with the first level and leave none out on the way down."""
    before = 0
    for level in (int(role[2:]) for role, _, _ in nodes if role[1:2] == "H" and role[2:].isdigit()):
        if level > before + 1:
            yield f"a heading of level {level} after one of level {before}"
        before = level
    if not before:
        yield "no headings"


def nesting(nodes: list) -> Iterator[str]:
    """7.2: lists and tables hold what lists and tables are made of."""
    for role, _, inside in nodes:
        for one in set(inside) - INSIDE.get(role, set(inside)):
            yield f"{one} in {role}"
