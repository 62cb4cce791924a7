"""A synthetic project of any size: the real cases, multiplied, with other names, places, years and figures.

    python tests/scale/corpus.py 1000 FOLDER

Every copy says in its title and author that it is synthetic. The same number and seed give the same bytes. Each copy has
words of its own in every text, so that neither the caches of the compiler nor those of compression have it easier than
with real cases. The bibliography and the vocabulary stay those of the project.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
COPIED = ("docs", "modules", "overrides", "locales", "mkdocs.yml")
PROSE = {"claimed", "checked", "unknown", "challenge", "approach", "activities", "gender", "sustainability", "lessons", "text",
         "did", "note", "because", "reading", "elsewhere"}  # fmt: skip
# Words of a text that may be exchanged: none in citations, links and entities.
WORD = re.compile(r"\[[@#][^\]]*\]|\]\([^)]*\)|&\w+;|\b([a-z]{4,})\b")
SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "or", "el")]


def make(folder: Path, count: int, seed: int = 1) -> Path:
    """Write a project with ``count`` cases into ``folder``, which must be new. The first eight are the real ones."""
    (folder / "case_studies").mkdir(parents=True)
    for source in (ROOT / name for name in COPIED):
        if source.is_dir():
            shutil.copytree(source, folder / source.name)
        elif source.is_file():
            shutil.copy(source, folder)
    for name, text in cases(count, seed):
        (folder / "case_studies" / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder


def cases(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Id and YAML of ``count`` cases."""
    real = sorted((ROOT / "case_studies").glob("*.yml"))
    yield from ((path.stem, path.read_text(encoding="utf-8")) for path in real[:count])
    models = [yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader) for path in real]
    words = sorted({word for model in models for word in re.findall(r"\b[a-z]{4,9}\b", model["approach"])})
    tags = vocabulary()
    for number in range(len(real), count):
        at = number % len(real)
        case = Copy(number, random.Random(f"{seed} {number}"), words).of(models[at], tags)
        text = yaml.dump(case, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
        yield f"{real[at].stem}-{number:05}", text


def vocabulary() -> dict[str, list[str]]:
    """What a case can be tagged with."""
    reference = ROOT / "docs" / "reference"
    taxonomy = yaml.load((reference / "taxonomy.yml").read_text(encoding="utf-8"), yaml.CBaseLoader)
    countries = yaml.load((reference / "countries.yml").read_text(encoding="utf-8"), yaml.CBaseLoader)
    kinds = {"sectors": "sector", "instruments": "instrument", "donors": "organisation"}
    found = {key: [tag["id"] for tag in taxonomy[kind]] for key, kind in kinds.items()}
    return {**found, "countries": [country["code"] for country in countries]}


class Copy:
    """Makes one synthetic case; ``chance`` decides, ``words`` are put in the place of others."""

    def __init__(self, number: int, chance: random.Random, words: list[str]):
        self.number, self.chance, self.words = number, chance, words
        self.name = "".join(chance.choices(SYLLABLES, k=3)).capitalize()

    def of(self, model: dict[str, Any], tags: dict[str, list[str]]) -> dict[str, Any]:
        """A case that differs from its model wherever cases differ."""
        case = {key: self.varied(key, value) for key, value in model.items() if key != "id"}
        case["title"] = f"Synthetic case {self.number}: {self.name}"
        case["short"] = f"{self.name} {self.number}"
        case["summary"] = self.text(model["summary"])[:320]
        case["author"] = "Nobody: made for measurements"
        for key, known in tags.items():
            case[key] = self.chance.sample(known, min(len(known), len(model[key])))
        shift = self.chance.randint(-8, 4)
        for stretch in (case["period"], *case["period"].get("stages", ())):
            stretch.update({end: str(int(stretch[end]) + shift) for end in ("start", "end")})
        return case

    def varied(self, key: str, value: Any) -> Any:
        """The same value with other figures and other words."""
        if isinstance(value, dict):
            return {inner: self.varied(inner, entry) for inner, entry in value.items()}
        if isinstance(value, list):
            return [self.varied("", entry) for entry in value]
        if key == "value":
            return str(max(1, round(float(value) * self.chance.uniform(0.2, 3))))
        return self.text(value) if key in PROSE else value

    def text(self, text: str) -> str:
        """The same text with every third word exchanged; what stands in citations and links stays."""

        def other(match: re.Match[str]) -> str:
            return self.chance.choice(self.words) if match[1] and self.chance.random() < 0.3 else match[0]

        return WORD.sub(other, text).replace("\n\n", f"\n\n{self.name}: ")


if __name__ == "__main__":
    make(Path(sys.argv[2]), int(sys.argv[1]))
