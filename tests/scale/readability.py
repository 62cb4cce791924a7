"""How easy the lessons are to read: ``python tests/scale/readability.py``, and at the end of ``make bench``.

Flesch's reading ease: 206.835 - 1.015 * words per sentence - 84.6 * syllables per word (R. Flesch, "A new readability
yardstick", Journal of Applied Psychology 32, 1948, pages 221-233). We aim at 50 or more, and at 20 words a sentence or fewer.
Only running text counts: paragraphs and list items, without headings, tables, drawings and citations. Syllables are guessed
from the spelling, as the libraries we looked at fetch a dictionary over the network or count places to hyphenate. Compared
once with the CMU Pronouncing Dictionary, 98 of 100 words of our lessons had the right number, and the sum was 0.5 % too low.
The figure says which lesson to look at first, not whether a reader understands it. Nothing is asserted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.corpus import prose
from portal.corpus.load import load

ROOT = Path(__file__).parents[2]
EASE, LENGTH = 50, 20  # the aim: at least, at most
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
END = re.compile(r"[.!?]+[\"”’)]*(?=\s+[^\Wa-z]|\s+[\"“‘(]|\s*\Z)")
VOWELS = re.compile(r"[aeiouyàâäéèêëíîïóôöúùûü]+")
# An ending with an e that is not heard, as in "made", "makes" and "asked"; not as in "table", "changes" and "wanted".
SILENT = re.compile(r"(?<=[^aeiouy])(?<![^aeiouy]l)(?:e|(?<![cgsxz])(?<![cs]h)es|(?<![td])ed)\Z")


def syllables(word: str) -> int:
    """About how many syllables a word has: its groups of vowels, without a silent ending."""
    parts = (part for part in re.split(r"['’-]", word.lower()) if VOWELS.search(part))
    return sum(max(1, len(VOWELS.findall(part)) - bool(SILENT.search(part))) for part in parts) or 1


@dataclass(frozen=True)
class Reading:
    """What a text is made of."""

    sentences: int
    words: int
    syllables: int

    @property
    def length(self) -> float:
        """Words per sentence."""
        return self.words / self.sentences

    @property
    def ease(self) -> float:
        """Flesch's reading ease: the higher, the easier."""
        return 206.835 - 1.015 * self.length - 84.6 * self.syllables / self.words


def reading(blocks: list[str]) -> Reading:
    """The figures of some paragraphs; each ends its last sentence."""
    sentences = [words for block in blocks for part in END.split(block) if (words := WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    return Reading(len(sentences), len(words), sum(map(syllables, words)))


def blocks(body: str) -> Iterator[str]:
    """The paragraphs and list items of a page, as readers see them."""
    skip = 0
    for token in prose.tokens(body, page=True):
        skip += token.type in ("table_open", "heading_open")
        skip -= token.type in ("table_close", "heading_close")
        if token.type == "inline" and not skip:
            yield "".join(_shown(child.type, child.content) for child in token.children or ())


def _shown(kind: str, content: str) -> str:
    return content if kind in ("text", "code_inline") else " " if kind in ("softbreak", "hardbreak") else ""


def table() -> Iterator[str]:
    """The lines of the report."""
    yield f"{'lesson':<28}{'words':>7}{'words a sentence':>19}{'reading ease':>15}"
    for name, course in load(ROOT).corpus.modules.items():
        found = reading([*blocks(course.lesson.body)])
        marks = [f"below {EASE}"] * (found.ease < EASE) + [f"above {LENGTH} words"] * (found.length > LENGTH)
        yield f"{name:<28}{found.words:>7,}{found.length:>19.1f}{found.ease:>15.1f}   {', '.join(marks)}".rstrip()


if __name__ == "__main__":
    print("\n".join(table()))
