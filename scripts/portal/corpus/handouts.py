"""Rules for hand-outs: what they name exists, and every part of a form has something in it that fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from portal.corpus.corpus import HANDOUTS, SAMPLE, Library, handout_id
from portal.corpus.modules import module_names
from portal.problems import Problem, suggest
from portal.read.files import ID
from portal.schema.bind import Document
from portal.schema.handout import FormTable, Handout

Rule = Callable[[Library, str, Document[Handout]], Iterator[Problem]]
EXAMPLE = "-example"  # how the address of a filled hand-out ends
CONTENT = ("note", "text", "fields", "table")


def check_handouts(library: Library) -> Iterator[Problem]:
    """Every problem in every hand-out."""
    yield from lonely_samples(library)
    for name, document in library.handouts():
        for rule in RULES:
            yield from rule(library, name, document)


def lonely_samples(library: Library) -> Iterator[Problem]:
    """A file that fills a sheet stands beside the hand-out that it fills."""
    for file in sorted(library.files):
        if file.startswith(HANDOUTS) and file.endswith(SAMPLE) and handout_id(file) not in library.handout_names():
            mend = f"give it the name of a template in {HANDOUTS}, or remove it"
            yield Problem(file, 1, 1, "C362", f'there is no template "{handout_id(file)}" that this file could fill', mend)


def file_names(library: Library, name: str, document: Document[Handout]) -> Iterator[Problem]:
    """The name of a hand-out is its address, and no other page of hand-outs has it."""
    taken = name == "index" or (name.endswith(EXAMPLE) and name.removesuffix(EXAMPLE) in library.handout_names())
    if taken or not ID.fullmatch(name):
        mend = "rename it: small letters a to z, digits and single hyphens, neither index nor the name of another example"
        yield Problem(document.file, 1, 1, "C301", f'the file name "{name}.yml" cannot be the address of a template', mend)


def words(library: Library, name: str, document: Document[Handout]) -> Iterator[Problem]:
    """Its phases stand in the taxonomy, and its modules exist."""
    phases = {tag.id for tag in library.corpus.taxonomy.phase}
    for key, code, known, message in (
        ("phases", "C303", phases, '"{}" is not in the list "phase" of taxonomy.yml'),
        ("modules", "C307", module_names(library), 'no module has the id "{}"'),
    ):
        for index, value in enumerate(getattr(document.item, key)):
            if value not in known:
                mend = suggest(value, known) or "remove it from the list"
                yield document.problem(code, (key, index), message.format(value), mend)


def something(library: Library, name: str, document: Document[Handout]) -> Iterator[Problem]:
    """A hand-out has parts, or mirrors a kind of file of which one is filled in; a part has something in it."""
    item, sample = document.item, f"{HANDOUTS}{name}{SAMPLE}"
    if bool(item.parts) == bool(item.mirrors):
        key = "mirrors" if item.mirrors else "parts"
        mend = "keep one of the two" if item.mirrors else "write the parts of the form under `parts`"
        yield document.problem("C362", (key,), "a template has either parts or mirrors", mend, key=True)
    elif item.mirrors and sample not in library.files:
        mend = f"write an invented {item.mirrors} there: it is the filled example of the template"
        yield Problem(sample, 1, 1, "R115", "the file is missing", mend)
    elif not item.mirrors and sample in library.files:
        mend = "remove it, or write `mirrors: case` in place of `parts`"
        yield Problem(sample, 1, 1, "C362", f'the template "{name}" has parts: this file does not fill it', mend)
    for index, part in enumerate(item.parts):
        if not any(getattr(part, key) for key in CONTENT):
            mend = f"add one of {', '.join(CONTENT)}, or remove the part"
            yield document.problem("C360", ("parts", index, "title"), f'the part "{part.id}" has nothing in it', mend)


def tables(library: Library, name: str, document: Document[Handout]) -> Iterator[Problem]:
    """The rows of an example have as many cells as there are columns, and the heads of rows fit on the blank form."""
    for index, part in enumerate(document.item.parts):
        if part.table:
            yield from _table(document, ("parts", index, "table"), part.table)


def _table(document: Document, path: tuple, table: FormTable) -> Iterator[Problem]:
    columns = len(table.columns)
    for number, row in enumerate(table.example):
        if len(row) != columns:
            message = f"cells in this row: {len(row)}; columns of the table: {columns}"
            mend = "write a cell for each column; a cell with a comma in it needs quotes"
            yield document.problem("C361", (*path, "example", number), message, mend)
    if not max(1, len(table.heads)) <= table.rows <= 40:
        message = f"rows of the table: {table.rows}; heads of rows: {len(table.heads)}"
        mend = f"write a number from {max(1, len(table.heads))} to 40, or change the heads"
        yield document.problem("C361", (*path, "rows"), message, mend)


RULES: tuple[Rule, ...] = (file_names, words, something, tables)
