"""A hand-out as Markdown that stands alone: it reads well as plain text, and links and sources are written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from portal.corpus.prose import CITATION, Cite, citations, cited
from portal.render.desk import Desk
from portal.render.safe import pieces
from portal.render.sheet import Block, Line
from portal.schema.handout import FormTable, Handout

RULE = "_" * 40
INVENTED = "The cluster in this example does not exist. Its firms, people and figures are made up for teaching."
LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^\s)>]*)>?[^)]*\)")
# What Markdown takes for markup: at the start of a line; and inside of it, a bracket only before an address, an underscore
# not inside of a word, and an ampersand only where it begins a code.
START = re.compile(r"^(\d{0,9})([#>+.)-])(?=\s)")
MARKUP = re.compile(r"[\\*<`]|(?<=\])(?=\()|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")


def form(desk: Desk, handout: Handout, blocks: Sequence[Block], address: str, filled: bool) -> str:
    """The whole text of a form, blank or filled; ``address`` is the page it belongs to, which the desk writes now."""
    paragraphs = [*_head(desk, handout, filled), *_before(desk, handout, filled)]
    for block in blocks:
        paragraphs += [f"## {line(block.title)}", *_block(desk, block, filled)]
    say = desk.words_of.say
    paragraphs += [f"## {say('Before you hand it in')}", "\n".join(f"- [ ] {line(check)}" for check in handout.checks)]
    return "\n\n".join([*paragraphs, *_sources(desk, paragraphs_of(handout, blocks, filled)), "---", _foot(desk, address)]) + "\n"


def paragraphs_of(handout: Handout, blocks: Sequence[Block], filled: bool) -> Iterator[str]:
    """The texts of a form that may cite a source."""
    yield from () if filled else (handout.before,)
    yield from (given for block in blocks for given in (block.note, block.text) if given)


def _sources(desk: Desk, texts: Iterable[str]) -> Iterator[str]:
    """The sources that are cited, each on a line."""
    refs = dict.fromkeys(cite.ref for text in texts for cite in cited(text))
    if refs:
        yield f"## {desk.words_of.say('Sources')}"
        yield "\n".join(f"- {_source(desk, ref)}" for ref in refs)


def _source(desk: Desk, ref: str) -> str:
    source = desk.corpus.source[ref]
    parts = (source.authors, source.title, source.publisher, str(source.year or ""), source.url and f"<{source.url}>")
    shown = (part if part == parts[-1] else line(part) for part in parts if part)
    return f"{line(desk.cited(Cite(ref, None)))}: {', '.join(shown)}"


def _head(desk: Desk, handout: Handout, filled: bool) -> Iterator[str]:
    say, title = desk.words_of.say, line(handout.title)
    if filled:
        yield f"# {say('INVENTED example: {title}', title=title)}"
        yield f"> **{say('INVENTED')}** {say(INVENTED)}"
        return
    yield f"# {title}"
    yield line(handout.summary)
    minutes = str(desk.words_of.tn("about {n} minute, estimated", "about {n} minutes, estimated", handout.minutes).unescape())
    facts = {"Who fills it in": line(handout.who), "When": line(handout.when), "Time": minutes}
    yield "\n".join(f"- **{say(label)}:** {value}" for label, value in facts.items())


def _before(desk: Desk, handout: Handout, filled: bool) -> Iterator[str]:
    if not filled:
        yield f"## {desk.words_of.say('How to use it')}"
        yield prose(desk, handout.before)


def _block(desk: Desk, block: Block, filled: bool) -> Iterator[str]:
    """The paragraphs of a part."""
    if block.about:
        yield line(block.about)
    yield from (prose(desk, given) for given in (block.note, block.text) if given)
    for entry in block.fields:
        yield from _filled(entry) if filled else _blank(desk, entry)
    if block.table:
        yield table(block.table, filled)


def _label(entry: Line) -> str:
    colon = "" if entry.label.endswith((":", "?", ".")) else ":"
    return f"**{line(entry.label)}** (`{entry.key}`):" if entry.key else f"**{line(entry.label)}{colon}**"


def _filled(entry: Line) -> Iterator[str]:
    yield f"{_label(entry)} {line(entry.example) if entry.example else '–'}"


def _blank(desk: Desk, entry: Line) -> Iterator[str]:
    """The label, how to answer, and lines to write on."""
    such_as = desk.words_of.say("Such as: {example}", example=entry.such_as) if entry.such_as else ""
    told = " ".join(line(words) for words in (entry.help, such_as) if words)
    yield _label(entry) + (f" {told}" if told else "")
    yield "\n\n".join([RULE] * max(1, entry.lines))


def rows(given: FormTable, filled: bool) -> list[tuple[str, ...]]:
    """The rows of a table, on the blank form with the first cells that are given."""
    if filled and given.example:
        return list(given.example)
    empty = ("",) * (len(given.columns) - 1)
    return [((given.heads[number] if number < len(given.heads) else ""), *empty) for number in range(given.rows)]


def table(given: FormTable, filled: bool) -> str:
    """A table, with a bar for each column."""
    listed = [given.columns, ("---",) * len(given.columns), *rows(given, filled)]
    return "\n".join("| " + " | ".join(line(cell).replace("|", "\\|") for cell in row) + " |" for row in listed)


def _foot(desk: Desk, address: str) -> str:
    site = desk.corpus.site
    whole = desk.absolute(address)
    return f"{line(site.name)} · {desk.words_of.say('Version')} {line(site.version)} · <{whole}> · {line(site.licence)}"


def line(words: str) -> str:
    """Plain text as Markdown. What stands between backticks stays code; a line break becomes a new paragraph."""
    shown = (f"`{piece}`" if code else MARKUP.sub(lambda match: "\\" + match.group(), piece) for piece, code in pieces(words))
    return START.sub(r"\1\\\2", re.sub(r"\s*\n\s*", "\n\n", "".join(shown)))


def prose(desk: Desk, text: str) -> str:
    """An author's Markdown with citations written out and links to pages of the portal as whole addresses."""

    def linked(match: re.Match) -> str:
        target = desk.whole(match[2])
        return f"[{match[1]}]({target})" if target else match[1]

    cited = CITATION.sub(lambda match: "(" + "; ".join(map(desk.cited, citations(match[1]))) + ")", text)
    return LINK.sub(linked, cited).strip()
