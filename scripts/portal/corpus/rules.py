"""Rules that hold across fields and files. Each rule is a generator; its docstring is the rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from pydantic import BaseModel

from portal.corpus import prose
from portal.corpus.brief import KINDS
from portal.corpus.colour import NORMAL_TEXT, contrast
from portal.corpus.corpus import HANDOUTS, Library
from portal.problems import Problem, nearest, suggest
from portal.read.files import ID
from portal.read.notebook import Notebook
from portal.schema import walk
from portal.schema.base import WRITE_HERE, SourceRef
from portal.schema.bind import Document
from portal.schema.case import Case
from portal.schema.reference import Source

Rule = Callable[[Library], Iterator[Problem]]
COUNTRIES = "docs/reference/countries.yml"


def check_whole(library: Library) -> list[Problem]:
    """Every problem with what stands once in a portal."""
    return [problem for rule in WHOLE for problem in rule(library)]


def file_names(library: Library) -> Iterator[Problem]:
    """The names of cases and pages are part of addresses: small letters, digits and hyphens. An `id` says the same."""
    for name in sorted(name for name in library.corpus.pages if f"docs/{name}" in library.documents):
        if not all(ID.fullmatch(part) for part in name.removesuffix(".md").split("/")):
            mend = "rename it: small letters a to z, digits and single hyphens, like value-chains.md"
            yield Problem(f"docs/{name}", 1, 1, "C301", f'the file name "{name}" cannot be part of an address', mend)
    for name, document in library.cases():
        if not ID.fullmatch(name):
            mend = "rename the file: small letters a to z, digits and single hyphens, like north-valley.yml"
            yield Problem(document.file, 1, 1, "C301", f'the file name "{name}.yml" cannot be an id', mend)
        if document.item.id not in (None, name):
            mend = f'write "{name}", rename the file, or remove the key'
            yield document.problem("C302", ("id",), f'the id "{document.item.id}" is not the file name', mend)


# Which list of the taxonomy a key of a case takes its words from.
WORDS = {
    "sectors": "sector", "donors": "organisation", "instruments": "instrument", "actor": "actor", "measure": "measure",
    "unit": "unit", "what": "silence", "principle": "principle", "phase": "phase", "five_c": "five_c", "sdg": "sdg",
    "instrument": "instrument", "world_region": "world_region",
}  # fmt: skip


def vocabulary(library: Library) -> Iterator[Problem]:
    """Every tag of a case or country stands in the taxonomy, every country of a case in countries.yml."""
    known = library.once(_words)
    for document in library.documents.values():
        if document.file != COUNTRIES and not isinstance(document.item, Case):
            continue
        for path, value, _ in walk.values(document.item):
            kind = _word_list(path)
            if kind in ("country", "organisation") and document.file.startswith(HANDOUTS):
                continue  # an invented cluster lies in no country, and nobody we know pays for it
            if kind and isinstance(value, str) and value not in known[kind]:
                where = "countries.yml" if kind == "country" else f'the list "{kind}" of taxonomy.yml'
                near = nearest(value, known[kind])
                mend = f'did you mean "{near}"?' if near else suggest(value, known[kind]) + "; or add it there"
                yield document.problem("C303", path, f'"{value}" is not in {where}', mend)


def _words(library: Library) -> dict[str, list[str]]:
    """The words of every list."""
    known: dict[str, list[str]] = {kind: [] for kind in WORDS.values()}
    for kind, name in library.corpus.tags:
        known.setdefault(kind, []).append(name)
    return {**known, "country": list(library.corpus.country)}


def _word_list(path: tuple) -> str | None:
    keys = [step for step in path if isinstance(step, str)]
    return "country" if keys == ["countries"] else WORDS.get(keys[-1]) if keys else None


def references(library: Library) -> Iterator[Problem]:
    """A reference leads to an entry of the bibliography, and its place to a section and paragraph of it."""
    for document in library.documents.values():
        for path, value, _ in walk.values(_item(document)):
            if isinstance(value, SourceRef):
                yield from _reference(library, document, value, lambda key, path=path: {"path": (*path, key)})
        for path, text, page in library.texts[document.file]:
            seen: Counter[str] = Counter()
            for given in (given for given in prose.facts(text, page).references if given.type == "cite"):
                here = {"path": path, "find": given.markup, "nth": seen[given.markup]}
                seen[given.markup] += 1
                for cite in prose.citations(given.content):
                    yield from _reference(library, document, cite, lambda _, here=here: here)


def _item(document: Document):
    return getattr(document.item, "page", document.item)


def _reference(library: Library, document: Document, cited: SourceRef | prose.Cite, where: Callable) -> Iterator[Problem]:
    """Problems of one reference; ``where`` says where its key "ref" or "at" stands."""
    source = library.corpus.source.get(cited.ref)
    if source is None:
        near = nearest(cited.ref, library.corpus.source)
        mend = f'did you mean "{near}"?' if near else "correct the id, or add the source to docs/reference/sources.yml"
        yield document.problem("C304", message=f'no source has the id "{cited.ref}"', mend=mend, **where("ref"))
    elif cited.at and source.sections and (fault := _place(source, cited.at)):
        yield document.problem("C305", message=fault[0], mend=fault[1], **where("at"))


PARAGRAPH = re.compile(r"(?P<section>.+), par\. (?P<first>[0-9]{1,4})(?:[–-](?P<last>[0-9]{1,4}))?\Z")


def _place(source: Source, at: str) -> tuple[str, str] | None:
    """What is wrong with a place in a source that is cited by paragraph, and the mend."""
    sections = {section.name: section for section in source.sections}
    match = PARAGRAPH.match(at)
    name, _, place = at.rpartition(", ")
    if match:
        name = match["section"]
    if name not in sections:
        return f'"{source.id}" has no section "{name or at}"', suggest(name or at, sections)
    section = sections[name]
    if not match:
        known = [*section.places, "par. 1"]
        return None if place in section.places else (f'"{name}" of "{source.id}" has no place "{place}"', suggest(place, known))
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if 1 <= first <= last <= section.paragraphs:
        return None
    message = f'"{at}" does not exist: "{name}" of "{source.id}" has {section.paragraphs} paragraph(s)'
    return message, "cite par. 1" + (f" to {section.paragraphs}" if section.paragraphs > 1 else "")


def unique_ids(library: Library) -> Iterator[Problem]:
    """No two entries of one list have the same id."""
    for document in library.documents.values():
        seen: dict[tuple, int] = {}
        for path, value, _ in walk.values(_item(document)):
            if path[-1] not in ("id", "code", "acronym") or len(path) < 2 or not isinstance(value, str):
                continue
            where = (*path[:-2], path[-1], value)
            if where in seen:
                message = f'the {path[-1]} "{value}" stands twice in this list'
                yield document.problem("C306", path, message, f"entry {seen[where]} has it already: choose another")
            seen.setdefault(where, int(path[-2]) + 1 if isinstance(path[-2], int) else 1)


QUESTIONS = ("/quiz.yml", "/pool.yml")
ANYWHERE = "add [@source-id: place] to one of the texts of this question: it then serves all of them"


def prose_faults(library: Library) -> Iterator[Problem]:
    """Markdown keeps to what is allowed, and every figure in it has its source."""
    for document in library.documents.values():
        for path, text, page in library.texts[document.file]:
            found = [*prose.faults(text, page), *(() if _covered(document, path) else prose.unsourced(text, page))]
            for fault in found:
                mend = ANYWHERE if fault.code == "P406" and document.file.endswith(QUESTIONS) else fault.mend
                yield document.problem(fault.code, path, fault.message, mend, find=fault.find, nth=fault.nth)


def _covered(document: Document, path: tuple) -> bool:
    """A note on a source speaks of that source, a session plan and invented numbers claim nothing, and one citation serves
    a whole question."""
    if isinstance(document.item, Notebook):
        return document.item.invented
    if document.file.endswith(QUESTIONS):
        return any(cite for _, text in walk.prose(document.item[path[0]]) for cite in prose.cited(text))
    return document.file == "docs/reference/sources.yml" or path[:1] == ("facilitator",)


def targets(library: Library) -> Iterator[tuple[str, Callable]]:
    """Every link target in the corpus, with a function that makes a problem at it."""
    for document in library.documents.values():
        for path, text, page in library.texts[document.file]:
            seen: Counter[str] = Counter()
            for target in prose.links(text, page):
                yield target, partial(document.problem, path=path, find=target, nth=seen[target])
                seen[target] += 1


def links(library: Library) -> Iterator[Problem]:
    """A link by kind leads to a term, source, concept or diagram that exists; a case may have been taken out."""
    known = library.once(_ids)
    for target, problem in targets(library):
        kind, _, name = target.partition(":")
        if kind in known and name not in known[kind] and is_a_slip(kind, name, known[kind]):
            yield problem("C307", message=f'no {kind} has the id "{name}"', mend=suggest(name, known[kind]))


def _ids(library: Library) -> dict[str, set[str]]:
    """The ids of all that can be linked to by kind."""
    corpus = library.corpus
    return {
        "term": {term.id for term in corpus.glossary},
        "source": set(corpus.source),
        "concept": {name.removeprefix("concepts/") for name in library.page_names() if name.startswith("concepts/")},
        "diagram": set(corpus.diagram),
        "case": library.case_names(),
        "module": {page.split("/")[1] for page in library.module_pages()},
        "template": library.handout_names(),
    }


def is_a_slip(kind: str, name: str, known: set[str]) -> bool:
    """A publisher may take a case out: only a near miss, or what cannot be an id, is then a fault."""
    return kind != "case" or nearest(name, known) is not None or not ID.fullmatch(name)


def own_results(library: Library) -> Iterator[Problem]:
    """``[#id]`` points at a result of the same case."""
    for document in library.documents.values():
        known = {result.id for result in getattr(document.item, "results", ()) or ()}
        for path, text, page in library.texts[document.file]:
            seen: Counter[str] = Counter()
            for given in (given for given in prose.facts(text, page).references if given.type == "result"):
                if given.content not in known:
                    message = f'no result of this file has the id "{given.content}"'
                    mend = suggest(given.content, known) or "only a case that has results can point at them"
                    yield document.problem("C309", path, message, mend, find=given.markup, nth=seen[given.markup])
                seen[given.markup] += 1


def periods(library: Library) -> Iterator[Problem]:
    """A period does not end before it starts, and nothing is updated before it is added."""
    for document in library.documents.values():
        item = _item(document)
        for path, value, _ in [((), item, ""), *walk.values(item)]:
            if not isinstance(value, BaseModel):
                continue
            for start, end in (("start", "end"), ("added", "updated")):
                first, last = getattr(value, start, None), getattr(value, end, None)
                if first is not None and type(first) is type(last) and not isinstance(first, (str, BaseModel)) and last < first:
                    message = f'"{end}" ({last}) lies before "{start}" ({first})'
                    yield document.problem("C310", (*path, end), message, "correct one of the two")


def one_statement(library: Library) -> Iterator[Problem]:
    """A result is exactly one of value, change or stated_as; a value has a unit, and nothing else has one."""
    for document in library.case_files():
        for index, result in enumerate(document.item.results):
            path = ("results", index)
            given = [key for key in ("value", "change", "stated_as") if getattr(result, key) is not None]
            if len(given) != 1:
                message, mend = "a result is one of value (with unit), change or stated_as", "add the one that the source gives"
                if given:
                    message, mend = message + f"; here are {' and '.join(given)}", "keep one; make a second result of the other"
                yield document.problem("C311", (*path, *given[1:2]), message, mend, key=True)
            if (result.value is None) != (result.unit is None):
                there, missing = ("value", "unit") if result.unit is None else ("unit", "value")
                mend = f"add {missing}, or remove {there}"
                yield document.problem("C312", (*path, there), f"there is a {there} but no {missing}", mend, key=True)


def one_illustration(library: Library) -> Iterator[Problem]:
    """What a case illustrates is exactly one of principle, phase, five_c, sdg or instrument."""
    for document in library.case_files():
        for index, entry in enumerate(document.item.illustrates):
            given = [key for key in KINDS if getattr(entry, key)]
            if len(given) != 1:
                message, mend = f"one of {', '.join(KINDS)} is needed", "add the one that the case illustrates"
                if given:
                    message, mend = f"here are {' and '.join(given)}; an entry has one of them", "make an entry for each"
                yield document.problem("C313", ("illustrates", index, *given[1:2]), message, mend, key=True)


def two_sides(library: Library) -> Iterator[Problem]:
    """A dispute has at least two statements."""
    for document in library.case_files():
        for index, dispute in enumerate(document.item.disputed):
            if len(dispute.figures) < 2:
                mend = "add the statement that contradicts it, or move the figure to results"
                message = "a dispute needs at least two statements"
                yield document.problem("C314", ("disputed", index, "figures"), message, mend, key=True)


def disputed_results(library: Library) -> Iterator[Problem]:
    """A dispute names results of its own case."""
    for _, document in library.cases():
        known = {result.id for result in document.item.results}
        for index, dispute in enumerate(document.item.disputed):
            for number, name in enumerate(dispute.results):
                if name not in known:
                    mend = suggest(name, known) or "leave the key out: the case has no results"
                    message = f'no result of this file has the id "{name}"'
                    yield document.problem("C309", ("disputed", index, "results", number), message, mend)


def publication(library: Library) -> Iterator[Problem]:
    """site.yml publishes cases that exist, a logo that is there, and an address that ends with a slash."""
    document = library.documents["docs/reference/site.yml"]
    known = library.case_names()
    for index, name in enumerate(document.item.publish.cases):
        if name not in known:
            message = f'there is no case "{name}": case_studies/{name}.yml is missing'
            yield document.problem("C315", ("publish", "cases", index), message, suggest(name, known))
    if document.item.logo and document.item.logo not in library.corpus.assets:
        mend = "put the file there, or remove the key to use the logo that comes with the portal"
        yield document.problem("C316", ("logo",), f"the file docs/{document.item.logo} is missing", mend)
    for index, name in enumerate(document.item.logos):
        if name not in library.corpus.assets:
            mend = "put the file there, or take it from the list"
            yield document.problem("C316", ("logos", index), f"the file docs/{name} is missing", mend)
    if not document.item.address.endswith("/"):
        yield document.problem("C317", ("address",), "the address does not end with a slash", 'add "/" at the end')


def colours(library: Library) -> Iterator[Problem]:
    """White text on the publisher's primary colour, and the accent on white, reach the contrast of WCAG 2.2 AA."""
    document = library.documents["docs/reference/site.yml"]
    for name in ("primary", "accent"):
        colour = getattr(document.item.colours, name)
        ratio = contrast(colour, "#ffffff")
        if ratio < NORMAL_TEXT:
            message = f"{colour} and white cannot be told apart well: contrast {ratio:.1f}, needed {NORMAL_TEXT}"
            yield document.problem("C319", ("colours", name), message, "choose a darker colour")


def see_also(library: Library) -> Iterator[Problem]:
    """Related terms, and the terms of acronyms, stand in the glossary."""
    known = {term.id for term in library.corpus.glossary}
    for name, key in (("glossary", "see"), ("acronyms", "term")):
        document = library.documents[f"docs/reference/{name}.yml"]
        for path, value, _ in walk.values(document.item):
            keys = [step for step in path if isinstance(step, str)]
            if keys == [key] and value is not None and value not in known:
                yield document.problem("C307", path, f'no term has the id "{value}"', suggest(value, known))


def further_sources(library: Library) -> Iterator[Problem]:
    """Further sources of a case stand in the bibliography."""
    for _, document in library.cases():
        for index, ref in enumerate(document.item.further):
            where = {"path": ("further", index)}
            yield from _reference(library, document, prose.Cite(ref, None), lambda _, where=where: where)


def diagram_nodes(library: Library) -> Iterator[Problem]:
    """Arrows join nodes of the same diagram; a diagram names cases that exist, and results of its case."""
    document = library.documents["docs/reference/diagrams.yml"]
    cases = dict(library.cases())
    for index, diagram in enumerate(document.item):
        named = [(("case",), diagram.case), *((("cases", number), name) for number, name in enumerate(diagram.cases))]
        for path, name in named:
            if name and name not in cases and is_a_slip("case", name, cases.keys()):
                yield document.problem("C307", (index, *path), f'no case has the id "{name}"', suggest(name, cases))
        known = {node.id for node in diagram.nodes} | {tag.id for tag in getattr(library.corpus.taxonomy, diagram.tags or "", ())}
        for number, arrow in enumerate(diagram.arrows):
            for key in ("start", "to"):
                if getattr(arrow, key) not in known:
                    message = f'the diagram has no node "{getattr(arrow, key)}"'
                    yield document.problem("C318", (index, "arrows", number, key), message, suggest(getattr(arrow, key), known))
        results = {result.id for result in cases[diagram.case].item.results} if diagram.case in cases else None
        for number, name in enumerate(diagram.results):
            if results is not None and name not in results:
                message = f'the case "{diagram.case}" has no result "{name}"'
                yield document.problem("C309", (index, "results", number), message, suggest(name, results))


LEFT = re.compile(rf"(?m)^(?P<start>[#>*0-9. -]*){WRITE_HERE}|{WRITE_HERE}")


def template_texts(library: Library) -> Iterator[Problem]:
    """A text that `portal new` put in is replaced before it is published."""
    given = {
        "code": "C320",
        "message": f'the text still starts with "{WRITE_HERE}"',
        "mend": "replace it with your own words; what is not needed can be left out",
        "find": WRITE_HERE,
    }
    for document in library.documents.values():
        for path, value, _ in walk.values(_item(document)):
            if isinstance(value, str) and value.lstrip().startswith(WRITE_HERE):
                yield document.problem(path=path, **given)
        for path, text, _ in library.texts[document.file]:
            for nth, match in enumerate(LEFT.finditer(text) if document.file.endswith("/lesson.md") else ()):
                if match["start"] is not None:
                    yield document.problem(path=path, nth=nth, **given)


# What holds in each document, and what stands once in a portal.
RULES: tuple[Rule, ...] = (
    file_names, vocabulary, references, unique_ids, prose_faults, links, own_results, periods, one_statement, one_illustration,
    two_sides, disputed_results, further_sources, template_texts,
)  # fmt: skip
WHOLE: tuple[Rule, ...] = (publication, colours, see_also, diagram_nodes)
