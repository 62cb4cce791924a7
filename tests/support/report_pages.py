"""The page of the class report with an invented course, and files as learners and trainers bring them. Nothing here is true.

The course has two modules with three outcomes each, a test before and after and a final test; the module of the quiz fixture,
with every kind of question, is there too.
"""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from portal.render import report
from portal.render.chrome import chrome
from tests.fixtures.quiz import pages
from tests.support.project import ROOT

REPORT = report.ADDRESS
BEFORE_AFTER, FINAL, WAY = "before-after-weavers", "final-weavers", "paths/weavers"
MODULES = {"looms": ("warp", "weft", "yarn"), "markets": ("price", "fair", "order")}
Run = dict[str, Any]


def data() -> dict[str, Any]:
    """What the scripts of the page know: the questions of all kinds, and an invented course with tests."""
    desk = pages.desk()
    corpus = replace(desk.corpus, modules={pages.MID: pages.course()}, paths=(), programmes=())
    made = report.data(corpus, desk.beside(REPORT))
    made["items"] = [report.told(desk, pages.MID, item, whole=True) for item in pages.course().items if item.type != "rubric"]
    made["modules"] += [_module(mid, outcomes) for mid, outcomes in MODULES.items()]
    made["items"] += [
        _item(mid, outcome, n, form) for mid in MODULES for outcome in MODULES[mid] for n in (1, 2) for form in "ab"
    ]
    forms = {form: [item["key"] for item in made["items"] if item["key"].endswith(f"-{form}")] for form in "ab"}
    common = {"way": WAY, "pass": 80, "forms": forms}
    made["assessments"] = [
        {"id": BEFORE_AFTER, "kind": "before-after", "title": "Before and after: weavers", **common},
        {"id": FINAL, "kind": "final", "title": "Final test: weavers", **common},
    ]
    steps = [{"parts": module["sections"]} for module in made["modules"] if module["id"] in MODULES]
    made["ways"] = [{"id": WAY, "title": "Path for weavers & sons", "hours": 12, "steps": steps}]
    return {**made, "hake": True, "thresholds": {"participation": 80, "achievement": 80}}


def _module(mid: str, outcomes: tuple[str, ...]) -> dict[str, Any]:
    sections = [f"{mid}/part-{n}" for n in range(1, 6)]
    told = [[name, f"Judge the {name} of {mid}"] for name in outcomes]
    return {
        "id": mid,
        "title": f"All about {mid}",
        "short": mid.capitalize(),
        "outcomes": told,
        "sections": sections,
        "items": [],
    }


def _item(mid: str, outcome: str, n: int, form: str) -> dict[str, Any]:
    key = f"{mid}/{outcome}-{n}-{form}"
    options = [[name, f"{name.upper()} of {key}"] for name in ("p", "q", "r", "s")]
    return {"key": key, "type": "single", "points": n, "of": f"{len(key):04x}", "outcome": outcome, "ask": f"What of {key}?",
            "options": options, "right": "p"}  # fmt: skip


def build(folder: Path, known: dict[str, Any] | None = None) -> Path:
    """Write the page to ``folder``, with the styles and scripts of the portal."""
    shutil.copytree(ROOT / "docs" / "assets", folder / "assets")
    (folder / "assets/css/site.css").write_text("")
    desk = pages.desk()
    shell = chrome(desk.corpus, desk.catalogue)
    source = dict(report.pages(desk.corpus, desk))["trainer/report.md"].decode()
    (folder / "trainer").mkdir()
    (folder / REPORT).write_text(pages.page(REPORT, source, shell), encoding="utf-8")
    for address, script in report.scripts(known or data()):
        (folder / address).write_bytes(script)
    return folder


# Files.


def sit(known: dict[str, Any], form: str, strength: float, chance: random.Random, gaps: float = 0.05) -> Run:
    """Answers of somebody who knows the right one with the probability ``strength``: question to (answer, share)."""
    test = known["assessments"][0]
    found: Run = {}
    for key in test["forms"][form]:
        answer = "p" if chance.random() < strength else chance.choice("qqrs")
        found[key] = None if chance.random() < gaps else (answer, 1 if answer == "p" else 0)
    return found


def exported(known: dict[str, Any], name: str, runs: Mapping[tuple[str, str], tuple[str, Run]], sections: int = 8,
             **fields: Any) -> dict[str, Any]:  # fmt: skip
    """The progress file of a learner; ``runs`` by test and run: form and answers."""
    at = "2026-11-20T10:00:00.000Z"
    of = {item["key"]: item for item in known["items"]}
    parts = [part for step in known["ways"][0]["steps"] for part in step["parts"]]
    records = [{"kind": "lesson", "id": part, "at": at, "answer": "seen"} for part in parts[:sections]]
    for (test, run), (form, answers) in runs.items():
        head = {"kind": "test", "id": f"{test}/{run}", "at": at, "form": form, "seed": "1234", "started": at, "finished": at}
        score = sum(found[1] * of[key]["points"] for key, found in answers.items() if found)
        draws = list(answers)
        most = sum(of[key]["points"] for key in draws)
        passed = score / most >= 0.8 if test == FINAL else None
        records.append({**head, "score": score, "of": most, "pass": passed, "draws": draws})
        records += [
            {"kind": "test", "id": f"{test}/{run}/{key}", "at": at, "answer": found[0], "score": found[1],
             "points": of[key]["points"], "of": of[key]["of"]}
            for key, found in answers.items() if found
        ]  # fmt: skip
    head = {"format": "portal-progress", "v": 1, "site": "local", "learner": {"name": name}, "made": "2026-11-21T08:00:00.000Z"}
    return {**head, "records": records, **fields}


def paper(known: dict[str, Any], run: str, form: str, rows: Mapping[str, Run], mark: str = ",") -> str:
    """Paper scores as a trainer saves them from a spreadsheet; with semicolons come decimal commas."""
    test = known["assessments"][0]
    points = {item["key"]: item["points"] for item in known["items"]}
    keys = test["forms"][form]
    lines = [["assessment", "run", "form"], [test["id"], run, form], ["learner", *keys]]
    for name, answers in rows.items():
        cells = ["" if answers[key] is None else str(answers[key][1] * points[key]) for key in keys]
        lines.append([name, *(cell.replace(".", ",") if mark == ";" else cell for cell in cells)])
    return "".join(mark.join(line) + "\r\n" for line in lines)


def upload(name: str, content: Any) -> dict[str, Any]:
    """A file as the browser gets it."""
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    raw = text if isinstance(text, bytes) else text.encode()
    return {"name": name, "mimeType": "text/csv" if name.endswith(".csv") else "application/json", "buffer": raw}


# A class, and the page as its trainer sees it.


KNOWN = data()


def one_by_one(strength: dict[str, float], start: int = 0) -> dict[str, dict]:
    """Learners with a test before and one after: name to the runs of their file."""
    found = {}
    for n, (name, strong) in enumerate(strength.items(), start):
        chance = random.Random(n)
        before, after = sit(KNOWN, "a", strong, chance), sit(KNOWN, "b", strong + 0.3, chance)
        found[name] = {(BEFORE_AFTER, "before"): ("a", before), (BEFORE_AFTER, "after"): ("b", after)}
    return found


def class_of(count: int, prefix: str = "Learner") -> dict[str, dict]:
    return one_by_one({f"{prefix} {n:02}": 0.25 + (n % 7) / 20 for n in range(count)})


def files_of(runs: dict[str, dict], **fields: Any) -> list[dict[str, Any]]:
    return [upload(f"{name}.json", exported(KNOWN, name, runs[name], **fields)) for name in runs]


def offer(page: Page, *files: dict[str, Any]) -> None:
    """Open files on the page and wait until all are read."""
    before = page.evaluate("portalReport.state.files")
    page.locator("#rep-file").set_input_files(list(files))
    page.wait_for_function("n => portalReport.state.files === n", arg=before + len(files))


def said(page: Page) -> Locator:
    return page.locator("#report-files > .rep-said")


def table(page: Page, name: str) -> list[list[str]]:
    """The rows of a table, cell by cell."""
    rows = page.locator(f"[data-table={name}] tbody tr").all()
    return [[" ".join(cell.split()) for cell in row.locator("th, td").all_inner_texts()] for row in rows]


def read_csv(path: Path | str) -> list[list[str]]:
    raw = Path(path).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
