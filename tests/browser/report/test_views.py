"""The class report for others: hidden names, groups that are too small, CSV, print."""

from __future__ import annotations

import pytest

from tests.support.report_pages import (
    FINAL,
    KNOWN,
    REPORT,
    class_of,
    exported,
    files_of,
    offer,
    read_csv,
    table,
    upload,
)

# ---------- names and small groups ----------


def test_names_are_hidden_on_request(open_tab):
    page = open_tab().go(REPORT)
    offer(page, *files_of(class_of(8)))
    page.get_by_label("Hide names").check()
    assert [row[0] for row in table(page, "runs")] == [f"L{n}" for n in range(1, 9)]
    assert "Learner 0" not in page.locator("main").inner_text()
    page.get_by_label("Hide names").uncheck()
    assert "Learner 03" in page.locator("main").inner_text()


def test_shared_views_show_no_group_under_five(open_tab):
    page = open_tab().go(REPORT)
    keys = KNOWN["assessments"][0]["forms"]["a"]
    final = {True: dict.fromkeys(keys, ("p", 1)), False: dict.fromkeys(keys, ("q", 0))}
    runs = class_of(12)
    for n, name in enumerate(runs):
        if n < 11:
            runs[name][FINAL, "final-1"] = ("a", final[n < 8])
    offer(page, *files_of(runs))
    assert table(page, "final") == [["Passed", "8"], ["Taken, not passed", "3"], ["Not taken", "1"], ["All learners", "12"]]
    page.get_by_label("Shared view").check()
    text = page.locator("main").inner_text()
    assert "Learner 0" not in text and page.locator("[data-table=runs], [data-table=help]").count() == 0
    # 3 and 1 are 4 people together, whom 12 − 8 would give away: so 8 is hidden too.
    assert table(page, "final") == [[name, "hidden"] for name in ("Passed", "Taken, not passed", "Not taken")] + [
        ["All learners", "12"]
    ]
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV: Who has passed").click()
    assert read_csv(download.value.path())[1:] == [
        ["Passed", "hidden"],
        ["Taken, not passed", "hidden"],
        ["Not taken", "hidden"],
        ["All learners", "12"],
    ]
    assert [row[1] for row in table(page, "gain")] == ["12"] * 7
    assert all(row[3] in ("hidden", "–") or int(row[3].rsplit(" ", 1)[1]) >= 5 for row in table(page, "questions"))


def test_a_class_of_four_is_not_shown_at_all(open_tab):
    page = open_tab().go(REPORT)
    offer(page, *files_of(class_of(4)))
    page.get_by_label("Shared view").check()
    cells = [
        cell for name in ("final", "helped", "modules", "gain", "questions") for row in table(page, name) for cell in row[1:]
    ]
    assert cells and set(cells) == {"hidden"}


HIDDEN = [
    ([8, 3, 1], {"total": True, "parts": True}, [0, 1, 2], False),
    ([17, 3], {"total": True, "parts": True}, [0, 1], False),
    ([9, 8, 3], {"total": True, "parts": True}, [1, 2], False),
    ([9, 4, 3], {"total": True, "parts": True}, [1, 2], False),
    ([20, 20, 4], {"total": True}, [0, 2], False),
    ([20, 20, 4], {}, [2], False),
    ([4], {"total": True}, [0], True),
    ([2, 1], {"total": True, "parts": True}, [0, 1], True),
    ([5, 6], {"total": True, "parts": True}, [], False),
]


def test_what_a_total_would_give_away_is_hidden_too(open_tab):
    page = open_tab().go(REPORT)
    for counts, options, rows, total in HIDDEN:
        found = page.evaluate(
            """([counts, options]) => { const {rows, total} = portalReport.numbers.hidden(counts, options);
              return [[...rows].sort(), total]; }""",
            [counts, options],
        )
        assert found == [rows, total], counts


# ---------- CSV ----------


def test_csv_runs_nothing_in_a_spreadsheet(open_tab):
    page = open_tab().go(REPORT)
    nasty = ['=HYPERLINK("http://x","y")', "+1", "-1+2", "@SUM(A1)", "＝1", "Zoë, “A”"]
    runs = class_of(1)["Learner 00"]
    offer(page, *(upload(f"{n}.json", exported(KNOWN, name, runs)) for n, name in enumerate(nasty)))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV: Before and after, one by one").click()
    assert download.value.suggested_filename == "runs.csv"
    rows = read_csv(download.value.path())
    assert {row[0] for row in rows[1:]} == {"Zoë, “A”", *(f"'{name}" for name in nasty[:5])}
    assert all(len(row) == len(rows[0]) for row in rows)
    assert all(float(row[3]) == pytest.approx(float(row[2]) - float(row[1]), abs=0.002) for row in rows[1:])
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV: Learners and modules").click()
    assert read_csv(download.value.path())[0] == [
        "Learner",
        "Looms: share done",
        "Looms: score",
        "Markets: share done",
        "Markets: score",
    ]
