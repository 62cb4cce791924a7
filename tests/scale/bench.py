"""Measure builds and pages: ``make bench``; ``BENCH=quick make bench`` for the two small sizes only, ``BENCH=large`` for
5,000 and 10,000 cases too.

Build: processor time (user and system) and peak memory of ``portal build`` and of plain mkdocs-material with its search,
without our overrides and hooks and with every page in its navigation, on the same compiled Markdown, one after the other.
"first" starts with nothing in build/; "again" is after one case has changed. Nothing is asserted: machines differ. At the end
stand how easy each lesson is to read (readability.py), exercises against JupyterLite (labs.py), Lighthouse (lighthouse.py).
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.scale import contenders, readability, weigh
from tests.scale.corpus import ROOT, make
from tests.scale.cost import Cost, least, run

REPEATS = {8: 3, 100: 2, 1000: 1, 10_000: 1}
STOCK = """\
site_name: Stock
docs_dir: {docs}
site_dir: {site}
use_directory_urls: false
theme: {{name: material, font: false}}
plugins: [search]
markdown_extensions: [attr_list]
validation: {{links: {{not_found: ignore, unrecognized_links: ignore, anchors: ignore}}}}
"""


def measured(folder: Path, count: int) -> tuple[Cost, Cost, Cost]:
    """First, again and stock. Our site is left in ``folder``/ours, the other in ``folder``/stock."""
    first, again, stock = [], [], []
    ours = ("-m", "portal", "build", "--site", str(folder / "ours"))
    for number in range(REPEATS[count]):
        project = make(folder / f"project{number}", count)
        first.append(run(project, *ours))
        settings = STOCK.format(docs=project / "build" / "tree" / "en", site=folder / "stock")
        (folder / "stock.yml").write_text(settings, encoding="utf-8")
        stock.append(run(folder, "-m", "mkdocs", "build", "-q", "-f", "stock.yml"))
        case = min((project / "case_studies").glob("*.yml"))
        case.write_text(case.read_text(encoding="utf-8").replace("short: ", "short: A ", 1), encoding="utf-8")
        again.append(run(project, *ours))
    return least(first), least(again), least(stock)


def size(folder: Path) -> float:
    """Megabytes of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def searches(site: Path) -> list[str]:
    """What a search of a site costs, as searching.py says it."""
    command = [sys.executable, "-m", "tests.scale.searching", str(site)]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()


def row(cells: list[object]) -> None:
    """Print one line of the table."""
    print("".join(f"{cell:>9.1f}" if isinstance(cell, float) else f"{cell!s:>9}" for cell in cells), flush=True)


def growth() -> list[str]:
    """How time and memory grow from a thousand to ten thousand cases, without the pages of others."""
    costs = {}
    for count in (1_000, 10_000):
        with tempfile.TemporaryDirectory() as name:
            project = make(Path(name).resolve() / "project", count)
            shutil.copytree(
                ROOT / "build", project / "build", ignore=shutil.ignore_patterns("tree", "kept", "tested", "exported*")
            )
            costs[count] = run(project, "-m", "portal", "build")
            os.chdir(ROOT)
    lines = [f"{count:,} cases: {cost.seconds:.0f} s, {cost.memory:.0f} MB at the peak" for count, cost in costs.items()]
    power = math.log10(costs[10_000].seconds / costs[1_000].seconds)
    return [*lines, f"From 1,000 to 10,000 cases the time grows with the power {power:.2f}."]


def main() -> None:
    """Print the tables."""
    wanted = os.environ.get("BENCH", "")
    sizes = (8, 100) if wanted == "quick" else (8, 100, 1000)
    print(f"{'':18}{'seconds of processor time':^36}{'megabytes at the peak':^27}{'site in megabytes':^18}")
    row(["cases", "pages", "first", "again", "stock", "ratio", "ours", "stock", "ratio", "ours", "stock"])
    seconds: dict[int, tuple[float, float]] = {}
    weights: list[str] = []
    for count in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name).resolve()
            first, again, stock = measured(folder, count)
            seconds[count] = first.seconds, stock.seconds
            pages = sum(1 for _ in (folder / "ours").rglob("*.html"))
            row([count, pages, first.seconds, again.seconds, stock.seconds, f"{first.seconds / stock.seconds:.2f}", first.memory,
                 stock.memory, f"{first.memory / stock.memory:.2f}", size(folder / "ours"), size(folder / "stock")])  # fmt: skip
            if count in (sizes[0], sizes[-1]):
                weights += [f"\n{count} cases", *weigh.table(folder / "ours"), *searches(folder / "ours")]
            os.chdir(ROOT)
    if 1000 in seconds:
        ours, theirs = (math.log10(many / few) for many, few in zip(seconds[1000], seconds[100]))
        print(f"From 100 to 1,000 cases the time grows with the power {ours:.2f} (stock: {theirs:.2f}); 1 is linear.")
        for count in (1000, 5000) if wanted == "large" else (1000,):
            print("\n".join(contenders.table(count, turns=2 if count == 1000 else 1)), flush=True)
    if wanted == "large":
        print("\n".join(growth()), flush=True)
    print("\n".join([*weights, "", *readability.table()]), flush=True)
    parts = ("tests.scale.bombs", "tests.scale.labs", "tests.scale.lighthouse")
    sys.exit(max(subprocess.run([sys.executable, "-m", part], cwd=ROOT, check=False).returncode for part in parts))


if __name__ == "__main__":
    main()
