"""Lighthouse on one page of each kind: ``python -m tests.scale.lighthouse [SITE]``, and at the end of ``make bench``.

Its own phone on its own slow line (mobile, slow 4G, simulated); our server, which sends gzip. Each page is visited three times
and the best visit counts, as whatever disturbs a visit only adds to it. Lighthouse comes by npm, by the digests in its lock.

One of its audits is left out: it asks for robots.txt from within the page, and our policy lets no page ask for anything.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from portal.build.runtimes import NoRuntime, npm
from tests.scale.labs import built
from tests.scale.wire import counted
from tests.support.browser import Chromium, NoBrowser, find
from tests.support.project import ROOT

HERE, CACHE = Path(__file__).parent, ROOT / "build" / "lighthouse"
PROGRAM = CACHE / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = {
    "home": "index.html", "case": "cases/pampat.html", "lesson": "modules/joint-action/index.html",
    "quiz": "modules/joint-action/quiz.html", "exercise": "modules/joint-action/joint-purchase.html",
}  # fmt: skip
VISITS = 3
# Least score of a hundred by category, and most by figure: milliseconds, and for shifts the sum of their shares.
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST = {"largest-contentful-paint": 1500, "cumulative-layout-shift": 0.01, "total-blocking-time": 100}
LEFT_OUT = "robots-txt"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


@dataclass(frozen=True)
class Visit:
    """Scores by category, figures, and the names of audits that found something, other than those on speed."""

    scores: Mapping[str, int]
    figures: Mapping[str, float]
    found: tuple[str, ...]

    @property
    def faults(self) -> list[str]:
        """What is not as it has to be."""
        low = [f"{name} {self.scores[name]}" for name, least in LEAST.items() if self.scores[name] < least]
        return low + [f"{name} {self.figures[name]:g}" for name, most in MOST.items() if self.figures[name] > most]


def bring() -> Path:
    """Lighthouse, put under build/ by npm. Raises NoRuntime."""
    CACHE.mkdir(parents=True, exist_ok=True)
    lock = (HERE / "lighthouse.lock").read_bytes()
    kept = CACHE / "package-lock.json"
    if not (PROGRAM.is_file() and kept.is_file() and kept.read_bytes() == lock):
        shutil.copyfile(HERE / "lighthouse.package.json", CACHE / "package.json")
        kept.write_bytes(lock)
        command = [*npm(CACHE), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        made = subprocess.run(command, cwd=CACHE, capture_output=True, text=True, check=False, timeout=600)
        if made.returncode:
            raise NoRuntime(f"npm could not bring Lighthouse: {(made.stderr.strip().splitlines() or ['no reason given'])[-1]}")
    return PROGRAM


def visit(address: str, chromium: Chromium) -> Visit:
    """One visit with an empty browser."""
    node = shutil.which("node") or npm(CACHE)[0]
    categories = f"--only-categories={','.join(LEAST)}"
    command = [node, str(bring()), address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}", categories]
    env = {**os.environ, **chromium.env, "CHROME_PATH": chromium.path}
    run = subprocess.run(
        [*command, f"--skip-audits={LEFT_OUT}"], env=env, capture_output=True, text=True, check=False, timeout=300
    )
    if run.returncode:
        raise NoRuntime(f"Lighthouse did not run: {(run.stderr.strip().splitlines() or ['no reason given'])[-1]}")
    made = json.loads(run.stdout)
    scores = {name: round(100 * (made["categories"][name]["score"] or 0)) for name in LEAST}
    figures = {name: round(made["audits"][name]["numericValue"], 3) for name in MOST}
    listed = {entry["id"] for name in LEAST if name != "performance" for entry in made["categories"][name]["auditRefs"]}
    found = sorted(name for name in listed if made["audits"].get(name, {}).get("score") == 0)
    return Visit(scores, figures, tuple(found))


def best(address: str, chromium: Chromium) -> Visit:
    """The best of some visits."""
    visits = (visit(address, chromium) for _ in range(VISITS))
    return min(visits, key=lambda seen: (-seen.scores["performance"], seen.figures["total-blocking-time"]))


def table(found: Mapping[str, Visit]) -> Iterator[str]:
    """The lines of the report."""
    yield f"{'':10}{'performance':>12}{'accessibility':>15}{'best practices':>16}{'SEO':>5}{'LCP ms':>8}{'CLS':>7}{'TBT ms':>8}"
    for name, seen in found.items():
        scores, (paint, shift, blocked) = list(seen.scores.values()), seen.figures.values()
        yield (f"{name:10}{scores[0]:>12}{scores[1]:>15}{scores[2]:>16}{scores[3]:>5}{paint:>8.0f}{shift:>7.3f}{blocked:>8.0f}"
               f"   {'met' if not seen.faults else 'NOT MET: ' + ', '.join([*seen.faults, *seen.found])}")  # fmt: skip


def main() -> int:
    """Print the table; 1 when something is not as it has to be, or cannot be measured."""
    print("\nLighthouse: phone, slow 4G simulated; LCP is when the largest part is seen, CLS what shifts, TBT what blocks")
    if os.environ.get("BENCH") == "quick":
        print("Not measured: BENCH=quick asks for the small part only, and this takes some minutes.")
        return 0
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else built()
    try:
        with sync_playwright() as playwright:
            chromium = find(playwright)
        with counted(site) as (base, _):
            found = {name: best(base + address, chromium) for name, address in PAGES.items()}
    except (NoBrowser, NoRuntime) as none:
        print(f"Not measured: {none}")
        return 1
    print("\n".join(table(found)), flush=True)
    return int(any(seen.faults for seen in found.values()))


if __name__ == "__main__":
    sys.exit(main())
