"""Template of a new exercise: a notebook that runs, with a text to replace wherever the author's own words belong."""

from __future__ import annotations

import json
from typing import Any

from portal.schema.base import WRITE_HERE
from portal.schema.module import Module

# The cells in order: id, tag ("" for a text), and what stands in it.
CELLS = (
    ("intro", "", """\
# {mark} the question a cluster manager has

{mark} who asks, what is at stake, and what the reader will find out.

**Invented for teaching.** The numbers describe no real cluster."""),
    ("setup", "setup", """\
from clusterlab import bars, money, number, show, table"""),
    ("fields", "", """\
## Change the numbers

Change any number and look at the result. You need no programming for that.

{mark} two or three things to try, and what to look at."""),
    ("inputs", "inputs", """\
price = 100  # currency units | Price of a sack
sacks = 12  # sacks | How many sacks
currency = ""  # | Your currency, if you like
marks = "1,234.5"  # | How you write numbers (1,234.5 or 1.234,5 or 1 234,5 or 12,34,567.5)"""),
    ("demo", "demo", """\
goods = price * sacks
print("The sacks cost " + money(goods, currency, 2, marks) + ".")
show(bars([("One sack", price), ("All sacks", goods)], "What the sacks cost", currency, 2, marks))
show(table([["All sacks", sacks, goods]], ["What", "Sacks", "Cost"], "What the sacks cost", 2, marks))"""),
    ("reading", "", """\
## Read the result

{mark} what the number and the chart show, and for whom."""),
    ("total-task", "", """\
## Exercise 1

{mark} what the learner works out, and a way to do it without code."""),
    ("total", "exercise", """\
total = 0  # replace 0: what all sacks cost
print(number(total, 2, marks))"""),
    ("total-hint-1", "hint", """\
{mark} a hint that does not give the answer away. Add more cells total-hint-2 and so on for stronger hints."""),
    ("total-check", "check", """\
assert total != 0, "total is still 0. Replace the 0 by what all sacks cost."
assert abs(total - price * sacks) < 0.01, "Multiply the price of one sack by the number of sacks.\""""),
    ("total-solution", "solution", """\
total = price * sacks
print(number(total, 2, marks))"""),
    ("limits", "", """\
## What this number does not tell you

- {mark} what the sum leaves out."""),
    ("own-data", "", """\
## Your own data

{mark} how the reader replaces the invented numbers by those of a real cluster.

What you type stays in this browser. It is not sent anywhere. On a shared computer, close the page when you have finished."""),
)  # fmt: skip


def exercise(module: str, name: str, course: Module) -> dict[str, str]:
    """The notebook of a new exercise by its path; it tests the first outcome of its module."""
    about = {
        "invented": True,
        "minutes": 20,
        "outcomes": [course.outcomes[0].id],
        "summary": f"{WRITE_HERE} one or two sentences for lists",
        "title": f"{WRITE_HERE} the question",
    }
    notebook = {
        "cells": [_cell(*cell) for cell in CELLS],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "portal": about,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return {f"modules/{module}/exercises/{name}.ipynb": text}


def _cell(name: str, tag: str, text: str) -> dict[str, Any]:
    """A cell as Jupyter saves it. Hints are texts; all other tags are for code."""
    given = {"id": name, "metadata": {"tags": [tag]} if tag else {}, "source": _source(text)}
    if tag in ("", "hint"):
        return {"cell_type": "markdown", **given}
    return {"cell_type": "code", "execution_count": None, "outputs": [], **given}


def _source(text: str) -> list[str]:
    return text.replace("{mark}", WRITE_HERE).splitlines(keepends=True)
