"""The class report: files and paper scores, gain against a calculation of its own, doubled and hostile files."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import defaultdict
from statistics import mean
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.report_pages import (
    BEFORE_AFTER,
    FINAL,
    KNOWN,
    REPORT,
    class_of,
    exported,
    files_of,
    offer,
    one_by_one,
    paper,
    said,
    sit,
    table,
    upload,
)

POINTS = {item["key"]: item["points"] for item in KNOWN["items"]}
OUTCOME = {item["key"]: item["key"].split("/")[0] + "/" + item["outcome"] for item in KNOWN["items"]}


# ---------- gain, against a calculation of its own ----------


def scores(documents: list[dict], papers: list[str]) -> dict[str, dict[str, dict[str, tuple[float, float]]]]:
    """Learner, run and outcome to (points, most), from the files alone. "*" is the whole test."""
    found: dict = defaultdict(lambda: defaultdict(lambda: defaultdict(lambda: [0.0, 0.0])))

    def add(name: str, run: str, key: str, got: float) -> None:
        for outcome in (OUTCOME[key], "*"):
            found[name][run][outcome][0] += got
            found[name][run][outcome][1] += POINTS[key]

    for document in documents:
        records = {record["id"]: record for record in document["records"]}
        for name, record in records.items():
            if name.startswith(BEFORE_AFTER) and name.count("/") == 1:
                for key in record["draws"]:
                    answer = records.get(f"{name}/{key}")
                    add(document["learner"]["name"], name.split("/")[1], key, answer["score"] * answer["points"] if answer else 0)
    for text in papers:
        rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text else ","))
        for row in rows[3:]:
            for key, cell in zip(rows[2][1:], row[1:], strict=True):
                add(row[0], rows[1][1], key, float(cell.replace(",", ".")) if cell else 0)
    return found


def expected(found: dict) -> dict[str, tuple]:
    """Outcome to n, mean before, mean after, difference and normalised gain."""
    both = [runs for runs in found.values() if {"before", "after"} <= set(runs)]
    made = {}
    for outcome in {outcome for runs in both for outcome in runs["before"]}:
        pairs = [(runs["before"][outcome], runs["after"][outcome]) for runs in both]
        before, after = (mean(100 * pair[side][0] / pair[side][1] for pair in pairs) for side in (0, 1))
        made[outcome] = (len(pairs), before, after, after - before, (after - before) / (100 - before))
    return made


KNOWN_THERE = "portalReport.numbers.model({...portalReportData, ...portalReportItems})"
GAINS = """async () => {
  await portalReport.learn();
  const known = KNOWN_THERE, found = portalReport.files.gather(window.given, new Map(), known);
  const {rows, whole} = portalReport.numbers.gains(known, found.learners, "before-after-weavers");
  const line = row => [row.n, row.before, row.after, row.difference, row.normalised];
  return [...rows.map(row => [row.outcome.key, line(row)]), ["*", line(whole)]];
}""".replace("KNOWN_THERE", KNOWN_THERE)
READ = """async files => { await portalReport.learn(); const known = KNOWN_THERE;
  window.given = files.map(([file, text], id) => ({id, file, found: file.endsWith(".csv")
    ? portalReport.files.paper(text, known) : portalReport.files.exported(text, known, "local")}));
  return window.given.filter(entry => entry.found.error).map(entry => [entry.file, entry.found.error]); }""".replace(
    "KNOWN_THERE", KNOWN_THERE
)


def test_gain_by_outcome_is_that_of_another_calculation(open_tab):
    """20 files, one of them without the test after; paper scores of 20 others; one corrupt file."""
    runs = class_of(20)
    del runs["Learner 07"][BEFORE_AFTER, "after"]
    documents = [exported(KNOWN, name, runs[name]) for name in runs]
    others = {f"Paper {n:02}": n for n in range(20)}
    papers = [
        paper(KNOWN, run, form, {name: sit(KNOWN, form, strong, random.Random(n + 100)) for name, n in others.items()}, mark)
        for run, form, strong, mark in (("before", "b", 0.3, ";"), ("after", "a", 0.7, ","))
    ]
    page = open_tab().go(REPORT)
    named = [(f"{document['learner']['name']}.json", json.dumps(document)) for document in documents]
    named += [("before.csv", papers[0]), ("after.csv", papers[1]), ("corrupt.json", named[0][1][:-40])]
    assert page.evaluate(READ, named) == [["corrupt.json", "not_json"]]
    found, wanted = dict(page.evaluate(GAINS)), expected(scores(documents, papers))
    assert set(found) == set(wanted) and wanted["*"][0] == 39
    for outcome, line in wanted.items():
        assert found[outcome] == pytest.approx(line, abs=1e-9), outcome
    offer(page, *(upload(name, text) for name, text in named))
    expect(said(page)).to_have_text("Files read: 23. Set aside: 1. Learners: 40.")
    expect(page.locator(".rep-aside li")).to_have_text(["corrupt.json: It is damaged: it cannot be read as saved progress."])
    for row, outcome in zip(table(page, "gain"), [*KNOWN["modules"][1:], None], strict=False):
        if outcome is None:
            break
        assert row[0].endswith(("Looms", "Markets"))
    n, before, after, difference, share = wanted["*"]
    signed = f"+{difference:.1f}".removesuffix(".0")
    plain = [f"{value:.1f}".removesuffix(".0") + " %" for value in (before, after)]
    assert table(page, "gain")[-1] == ["Whole test", str(n), *plain, signed, f"{share:.2f}"]


def test_difficulty_wrong_answers_and_the_index(open_tab):
    page = open_tab().go(REPORT)
    keys = KNOWN["assessments"][0]["forms"]["b"]
    right = dict.fromkeys(keys, ("p", 1))
    wrong = {**right, keys[0]: ("q", 0), keys[1]: ("r", 0)}
    half = {**right, keys[0]: ("s", 0)}
    papers = [right] * 10 + [wrong] * 12 + [half] * 7
    runs = {f"L {n:02}": {(BEFORE_AFTER, "after"): ("b", answers)} for n, answers in enumerate(papers)}
    offer(page, *files_of(runs))
    rows = {row[0].split()[-1]: row[1:] for row in table(page, "questions")}
    assert rows[keys[0]] == ["29", "34.5 %", f"“Q of {keys[0]}”: 12"]
    assert rows[keys[1]] == ["29", "58.6 %", f"“R of {keys[1]}”: 12"] and rows[keys[2]] == ["29", "100 %", "–"]
    expect(page.locator("[data-table=questions]")).to_contain_text("No index of discrimination is shown: it needs 30 learners")
    offer(page, upload("one-more.json", exported(KNOWN, "L 30", {(BEFORE_AFTER, "after"): ("b", right)})))
    rows = {row[0].split()[-1]: row[1:] for row in table(page, "questions")}
    full, rest = [], []
    for answers in [*papers, right]:
        full.append(answers[keys[0]][1])
        others = [key for key in keys if key != keys[0]]
        rest.append(sum(answers[key][1] * POINTS[key] for key in others) / sum(POINTS[key] for key in others))
    mf, mr = mean(full), mean(rest)
    index = sum((f - mf) * (r - mr) for f, r in zip(full, rest, strict=True))
    index /= (sum((f - mf) ** 2 for f in full) * sum((r - mr) ** 2 for r in rest)) ** 0.5
    assert rows[keys[0]][3] == f"{index:.2f}".replace("-", "−") and rows[keys[2]][3] == "–"


WRONG = [
    ("single", "mayor", [["", "mayor"]]), ("single", "bakers", []), ("single", "stranger", []), ("single", None, []),
    ("true-false", "true", [["", "true"]]), ("multiple", ["rope", "flag", "flag"], [["", "flag"]]), ("multiple", "flag", []),
    ("match", {"rope": "sail", "spade": "spade"}, [["rope", "sail"]]), ("categorise", {"road": "bakers"}, [["road", "bakers"]]),
    ("matrix", {"turns": "valley", "place": "valley"}, [["turns", "valley"]]), ("match", ["rope"], []), ("order", ["a"], []),
    ("numeric", " 12 ", [["", "12"]]), ("numeric", {"a": 1}, []),
]  # fmt: skip


def test_wrong_answers_of_every_kind(open_tab):
    page = open_tab().go(REPORT)
    by_type = {item["type"]: item["key"] for item in KNOWN["items"] if item["key"].startswith("wells/")}
    for kind, answer, wanted in WRONG:
        found = page.evaluate(
            f"""async ([key, answer]) => {{ await portalReport.learn();
              return portalReport.numbers.wrong({KNOWN_THERE}.items.get(key), answer); }}""",
            [by_type[kind], answer],
        )
        assert found == wanted, (kind, answer)


# ---------- many files, doubles, hostile files ----------


def test_two_hundred_files(open_tab):
    page = open_tab().go(REPORT)
    offer(page, *files_of(class_of(200)))
    expect(said(page)).to_have_text("Files read: 200. Set aside: 0. Learners: 200.")
    assert len(table(page, "runs")) == 200 and table(page, "gain")[-1][1] == "200"


def test_the_same_twice_counts_once_and_other_content_is_asked_about(open_tab):
    page = open_tab().go(REPORT)
    first, second = class_of(1)["Learner 00"], one_by_one({"x": 0.9}, 9)["x"]
    same = exported(KNOWN, "Ana", first, made="2026-11-22T08:00:00.000Z")
    same["records"].reverse()
    offer(
        page,
        upload("a.json", exported(KNOWN, "Ana", first)),
        upload("again.json", same),
        upload("b.json", exported(KNOWN, "ana ", second)),
    )
    expect(page.locator(".rep-aside li")).to_have_text(["again.json: The same as in a.json, so it counts once (Ana)."])
    expect(page.get_by_role("group", name="Two different files for Ana: which one counts?")).to_be_visible()
    at_first = table(page, "runs")
    assert len(at_first) == 1
    page.get_by_role("button", name="Only b.json").press("Enter")
    expect(page.locator(".p-ask h3")).to_be_focused()
    assert len(table(page, "runs")) == 1 and table(page, "runs")[0][1:] != at_first[0][1:]
    expect(page.get_by_role("button", name="Only b.json")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="They are different people").click()
    assert [row[0].rsplit(" ", 1)[0] for row in table(page, "runs")] == ["Ana", "ana (2)"]
    offer(page, upload("p1.csv", paper(KNOWN, "before", "a", {"Ben": first[BEFORE_AFTER, "before"][1]})),
          upload("p2.csv", paper(KNOWN, "before", "a", {"Ben": second[BEFORE_AFTER, "before"][1]})))  # fmt: skip
    expect(page.get_by_role("group", name="Two different files for Ben: which one counts?")).to_contain_text(
        "Paper scores of “Ben”"
    )


def test_paper_counts_where_both_are_there(open_tab):
    page = open_tab().go(REPORT)
    key = KNOWN["assessments"][0]["forms"]["a"]
    at_home = {(BEFORE_AFTER, "before"): ("a", dict.fromkeys(key, ("p", 1)))}
    offer(
        page,
        upload("Ana.json", exported(KNOWN, "Ana", at_home)),
        upload("s.csv", paper(KNOWN, "before", "a", {"Ana": dict.fromkeys(key, ("q", 0))})),
    )
    assert table(page, "runs")[0][1] == "0 %"
    expect(page.locator(".rep-aside")).to_contain_text("Ana has the same test in a file and on paper; the paper counts")


def test_answers_to_questions_that_have_changed_are_left_out(open_tab):
    page = open_tab().go(REPORT)
    document = exported(KNOWN, "Ana", class_of(1)["Learner 00"])
    changed = [record for record in document["records"] if record["id"].startswith(f"{BEFORE_AFTER}/before/")][:2]
    for record in changed:
        record["of"] = "beef"
    open_run = {
        "kind": "test",
        "id": f"{FINAL}/final-1",
        "at": "2026-11-20T10:00:00Z",
        "form": "a",
        "seed": "1",
        "started": "2026-11-20T10:00:00Z",
        "finished": None,
        "score": 0,
        "of": 0,
        "pass": None,
        "draws": [],
    }
    document["records"].append(open_run)
    offer(page, upload("Ana.json", document))
    expect(page.locator(".rep-aside li")).to_have_text([
        "Ana.json: Ana has begun a test and not finished it, so it does not count: Final test: weavers, final, attempt 1.",
        "Ana.json: Answers of Ana to questions that have changed since, left out: 2.",
    ])  # fmt: skip


def record(**fields: Any) -> dict:
    return {
        "kind": "quiz",
        "id": "wells/who-brings-water",
        "at": "2026-11-20T10:00:00Z",
        "answer": "bakers",
        "score": 1,
        **fields,
    }


def document(*records: Any, **fields: Any) -> dict:
    return {**exported(KNOWN, "Eve", {}, sections=0), "records": list(records), **fields}


def with_part(part: str) -> str:
    return f"{json.dumps(document())[:-1]},{part}}}"


GRID = paper(KNOWN, "before", "a", {"Ana": dict.fromkeys(KNOWN["assessments"][0]["forms"]["a"], ("p", 1))})
RUN = {"kind": "test", "id": f"{BEFORE_AFTER}/before", "form": "a", "seed": "1", "started": None, "finished": None, "draws": []}
HOSTILE = {
    "a.json": ("<!doctype html><script>alert(1)</script>", "It is damaged"),
    "b.json": ("[" * 60_000, "It is damaged"),
    "c.json": (bytes(range(256)), "It cannot be read as text"),
    "d.json": ("null", "A file of another kind"),
    "e.json": ('{"__proto__":{"format":"portal-progress","v":1},"records":[]}', "A file of another kind"),
    "f.json": (document(v="<img src=x onerror=alert(1)>"), "another version of the portal (<img src=x onerror=a)"),
    "g.json": (document(v=2), "another version of the portal (2)"),
    "h.json": (document(site="elsewhere"), "progress of another portal"),
    "i.json": (with_part('"__proto__":{"polluted":1}'), "a part that does not belong there"),
    "j.json": (with_part('"constructor":{"prototype":{"polluted":1}}'), "a part that does not belong there"),
    "k.json": (document(learner={"name": "x" * 300}), "The name or the date"),
    "l.json": (document(learner={"name": "a\u202eb"}), "The name or the date"),
    "name.json": (document(name="Eve"), "a part that does not belong there"),
    "m.json": (document(learner={"name": "A", "mail": "b"}), "The name or the date"),
    "n.json": (document(records={"0": record()}), "The list of records"),
    "o.json": (document(record(), None), "Record 2 is not in order"),
    "p.json": (document(record(kind="draft")), "Record 1 is not in order"),
    "q.json": (document(record(kind="pref")), "Record 1 is not in order"),
    "r.json": (document(record(kind="toString")), "Record 1 is not in order"),
    "s.json": (document(record(id="__proto__/__proto__")), "Record 1 is not in order"),
    "t.json": (document(record(id="constructor/prototype")), "Record 1 is not in order"),
    "u.json": (document(record(answer={"a": {"b": "c"}})), "Record 1 is not in order"),
    "v.json": (json.dumps(document(record(score=7))).replace('"score": 7', '"score": 1e999'), "Record 1 is not in order"),
    "w.json": (document(record(), record()), "Record 2 is there twice"),
    "x.json": (document(record(**RUN | {"draws": ["../x/y"]})), "Record 1 is not in order"),
    "y.json": (document({**RUN, "at": "2026-11-20T10:00:00Z", "id": f"{BEFORE_AFTER}/never"}), "Record 1 is not in order"),
    "z.json": (document(learner={"name": "x" * 10_000_000}), "Too large: at most 256 KB"),
    "0.csv": ("a,b\n1,2\n", "No table of paper scores"),
    "1.csv": (GRID.replace(BEFORE_AFTER, "<b>x</b>"), "no test “<b>x</b>”"),
    "2.csv": (GRID.replace(",before,", ",never,"), "“never” is no run"),
    "3.csv": (GRID.replace(",before,a", ",before,z"), "“z” is no form"),
    "4.csv": (GRID.replace("looms/warp-1-a", "__proto__"), "no question “__proto__”"),
    "5.csv": (GRID.replace("Ana,1", "Ana,7"), "Row 4 (Ana) has points"),
    "6.csv": (GRID.replace("Ana,1", "Ana,-1"), "Row 4 (Ana) has points"),
    "7.csv": (GRID.replace("Ana,1", ",1"), "Row 4 has no name"),
    "8.csv": (GRID.replace("Ana,", "Ana\x00,"), "characters that do not belong"),
    "9.csv": (bytes([0xFF, 0xFE]) + GRID.encode("utf-16-le"), "It cannot be read as text"),
    "final.csv": (GRID.replace(",before,", ",final-1,"), "“final-1” is no run"),
    "picture.png": ("x", "Neither a progress file"),
    "empty.json": ("", "It is damaged"),
    "empty.csv": ("", "No table of paper scores"),
}  # fmt: skip


def test_hostile_files_are_named_with_a_reason_and_set_aside(open_tab):
    tab = open_tab()
    page = tab.go(REPORT)
    offer(
        page, *(upload(name, content) for name, (content, _) in HOSTILE.items()), upload("good.json", exported(KNOWN, "Ana", {}))
    )
    lines = dict(line.split(": ", 1) for line in page.locator(".rep-aside li").all_inner_texts())
    assert {name: line for name, line in lines.items() if HOSTILE[name][1] not in line} == {} and set(lines) == set(HOSTILE)
    assert page.evaluate("portalReport.state.learners.map(([name]) => name)") == ["Ana"]
    assert page.evaluate("[({}).polluted, Object.prototype.polluted, [].polluted]") == [None] * 3
    assert page.locator("#report-files img, #report-files script, #report-tables img").count() == 0 and tab.faults == []


def test_markup_in_names_and_answers_stays_text(open_tab):
    tab = open_tab()
    page = tab.go(REPORT)
    nasty = '<img src=x onerror="alert(1)">'
    runs = class_of(1)["Learner 00"]
    made = exported(KNOWN, nasty, runs)
    for entry in made["records"]:
        if entry["id"].count("/") == 3:
            entry.update(answer=nasty, score=0)
    offer(page, upload("<b>.json", made))
    assert nasty in table(page, "runs")[0][0] and page.locator("main img").count() == 0 and tab.faults == []
    for name in ("__proto__", "constructor", "toString"):
        offer(page, upload(f"{name}.json", exported(KNOWN, name, runs)))
    assert len(table(page, "runs")) == 4


def test_a_name_may_be_missing_or_stand_where_it_stood_at_first(open_tab):
    page = open_tab().go(REPORT)
    runs, others = class_of(1)["Learner 00"], one_by_one({"x": 0.9}, 9)["x"]
    old, none = exported(KNOWN, "", runs), exported(KNOWN, "", others)
    del old["learner"], none["learner"]
    offer(page, upload("old.json", {**old, "name": "Ana"}), upload("none.json", none), upload("none again.json", none))
    assert [row[0].rsplit(" ", 1)[0] for row in table(page, "runs")] == ["Ana", "none"]
    expect(page.locator(".rep-aside li")).to_have_text(
        "none again.json: The same as in none.json, so it counts once (a learner without a name)."
    )
