"""Digests of the paper's runs of twelve words: enough to recognise a copied sentence, too little to rebuild one.

The paper itself is not part of this project. Whoever holds a plain text of it makes the file anew:

    python tests/coverage/digest.py TEXT > tests/coverage/paper_runs.txt

A word is a stretch of letters and digits in lower case. Every run of twelve words becomes one keyed BLAKE2 digest of
five bytes. The file holds them sorted and joined, in base64; lines that start with "#" are comments.
"""

from __future__ import annotations

import base64
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

RUN = 12
SIZE = 5
KEY = b"cluster portal: our own words"  # public; it only keeps the digests out of ready-made tables
WORD = re.compile(r"[^\W_]+")
MISREAD = {"duster": "cluster", "dusters": "clusters"}  # the paper was read by a machine that takes "cl" for "d"
HEAD = "# Keyed digests of the paper's runs of twelve words. Made by digest.py; see there."


def word(match: re.Match[str]) -> str:
    """One word in the form that is compared."""
    small = match.group().lower()
    return MISREAD.get(small, small)


def words(text: str) -> list[str]:
    """The words of a text: letters and digits only, in lower case."""
    return [word(match) for match in WORD.finditer(text)]


def digest(run: Sequence[str]) -> bytes:
    """The digest of one run of words."""
    return blake2b(" ".join(run).encode(), digest_size=SIZE, key=KEY).digest()


def digests(text_words: Sequence[str]) -> Iterator[bytes]:
    """The digest of the run that starts at each word, in reading order."""
    return (digest(text_words[at : at + RUN]) for at in range(len(text_words) - RUN + 1))


def pack(found: Iterable[bytes]) -> str:
    """A set of digests as the text of the file."""
    joined = b"".join(sorted(set(found)))
    return "\n".join([HEAD, *textwrap.wrap(base64.b64encode(joined).decode("ascii"), 120)]) + "\n"


def unpack(text: str) -> list[bytes]:
    """The digests in a file, in the order in which they stand there."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    joined = base64.b64decode("".join(lines), validate=True)
    return [joined[at : at + SIZE] for at in range(0, len(joined), SIZE)]


if __name__ == "__main__":
    sys.stdout.write(pack(digests(words(Path(sys.argv[1]).read_text(encoding="utf-8")))))
