"""Measure an exercise in its two Pythons against the same demo in JupyterLite: ``python -m tests.scale.labs``, and at the end
of ``make bench``.

Every visit has a new browser, and both sites the same server (wire.py), which compresses and counts. The slow line is
1.6 Mbit/s with 150 ms of latency. The click on Run comes as soon as the page takes it: ours when it has loaded, JupyterLite's
when its kernel begins to load (the click then waits in its queue; before, it may be lost). Nothing is asserted: machines differ.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Error, Page, Playwright, sync_playwright

from tests.scale import jupyterlite
from tests.scale.wire import LINE, Tally, counted
from tests.support.browser import Chromium, NoBrowser, find
from tests.support.project import ROOT

CACHE = ROOT / "build" / "bench"
EXERCISE = "modules/joint-action/joint-purchase.html"
NOTEBOOK = ROOT / "modules/joint-action/exercises/joint-purchase.ipynb"
FIRST = "Buying together saves"  # how the first output begins
PATIENCE = 240_000  # milliseconds for one step
VISITS = 2  # of each kind; the least counts
OURS, OTHER = ("quick", "full"), "JupyterLite"
# What the issue expects: bytes of quick, and parts of JupyterLite's time on the slow line.
MOST_BYTES, MOST_TIME = 400_000, {"quick": 1 / 25, "full": 0.6}
# Notes when the button was pressed and when the first output stood there, in milliseconds since the page was asked for.
WATCH = """(() => {
  const seen = window.bench = {};
  const shown = () => [...document.querySelectorAll(OUT)].some(node => node.textContent.includes(TEXT));
  function look() {
    if (!seen.click || seen.output || !shown()) return;
    seen.output = performance.now();
    document.documentElement.dataset.bench = "seen";
  }
  addEventListener("mousedown", () => { seen.click ??= performance.now(); }, true);
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
})()"""


@dataclass(frozen=True)
class Visit:
    """Seconds, bytes and requests: up to the click, and from the click to the first output."""

    opening: float
    running: float
    bytes: tuple[int, int]
    requests: tuple[int, int]

    @property
    def seconds(self) -> float:
        """From opening the page to the first output."""
        return self.opening + self.running


@dataclass(frozen=True)
class Measured:
    """The best visit on the slow line and the best without a limit."""

    slow: Visit
    fast: Visit


@dataclass(frozen=True)
class Way:
    """How to reach the first output: the page, where the output stands, what must stand there before, and what to press."""

    address: str
    out: str
    ready: str
    press: Callable[[Page], None]


def press_quick(page: Page) -> None:
    """Run, as the page is."""
    page.locator(".lab-run").click()


def press_full(page: Page) -> None:
    """Ask for full Python, then run."""
    page.get_by_role("button", name="Use full Python").click()
    page.locator(".lab-said", has_text="Full Python is in use").wait_for()
    page.locator(".lab-run").click()


def press_other(page: Page) -> None:
    """Run the only cell."""
    page.locator('[data-command="notebook:run-cell-and-select-next"]').click()


WAYS = {
    "quick": Way(EXERCISE, ".lab-headline", ".lab-run", press_quick),
    "full": Way(EXERCISE, ".lab-headline", ".lab-run", press_full),
    OTHER: Way(jupyterlite.PAGE, ".jp-OutputArea-output", '.jp-Notebook-ExecutionIndicator[data-status="unknown"]', press_other),
}


def throttle(page: Page) -> None:
    """Put the page on the slow line, and the service worker that may load for it."""
    session: CDPSession = page.context.new_cdp_session(page)

    def attached(event: dict) -> None:
        for number, (method, given) in enumerate((("Network.enable", {}), ("Network.emulateNetworkConditions", LINE))):
            message = json.dumps({"id": number, "method": method, "params": given})
            with suppress(Error):  # a worker that has ended already
                session.send("Target.sendMessageToTarget", {"sessionId": event["sessionId"], "message": message})

    session.on("Target.attachedToTarget", attached)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False})


def visit(browser: Browser, base: str, tally: Tally, way: Way, slow: bool) -> Visit:
    """Open the page, press, and wait for the first output."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(WATCH.replace("OUT", json.dumps(way.out)).replace("TEXT", json.dumps(FIRST)))
    if slow:
        throttle(page)
    began = tally.now()
    page.goto(base + way.address)
    page.locator(way.ready).wait_for()
    clicked = tally.now()
    way.press(page)
    page.locator("html[data-bench]").wait_for(state="attached")
    ended, seen = tally.now(), page.evaluate("window.bench")
    parts = [(click - start, end - click) for start, click, end in zip(began, clicked, ended)]
    return Visit(seen["click"] / 1000, (seen["output"] - seen["click"]) / 1000, *parts)


def measure(playwright: Playwright, chromium: Chromium, sites: Mapping[str, Path]) -> dict[str, Measured]:
    """The best visits by name. They take turns, so that a machine that grows busy spoils no comparison. One of each comes
    before, so that the server has compressed and the machine has read everything. JupyterLite may fail: then it is left out."""
    with ExitStack() as open_servers:
        servers = {name: open_servers.enter_context(counted(site)) for name, site in sites.items()}
        seen = [_round(playwright, chromium, servers, slow) for slow in (False, *[True] * VISITS, *[False] * VISITS)]
    return {name: Measured(_best(seen[1 : 1 + VISITS], name), _best(seen[1 + VISITS :], name)) for name in servers}


def _best(rounds: list[dict[str, Visit]], name: str) -> Visit:
    return min((seen[name] for seen in rounds), key=lambda one: one.seconds)


def _round(playwright: Playwright, chromium: Chromium, servers: dict[str, tuple[str, Tally]], slow: bool) -> dict[str, Visit]:
    """A visit of each, in a browser of its own."""
    seen = {}
    for name, (base, tally) in list(servers.items()):
        browser = chromium.launch(playwright)
        try:
            seen[name] = visit(browser, base, tally, WAYS[name], slow)
        except Error as error:
            if name != OTHER:
                raise
            print(
                f"JupyterLite showed no output, so there is nothing to compare with: {' '.join(error.message.split())}",
                flush=True,
            )
            del servers[name]
        finally:
            browser.close()
    return seen


def _cells(one: Measured, other: Measured | None) -> Iterator[str]:
    """Bytes and requests are those without a limit: on the slow line, more than was needed may be under way."""
    yield f"{sum(one.fast.bytes):>12,}{one.fast.bytes[1]:>12,}{sum(one.fast.requests):>6}{one.fast.requests[1]:>6}"
    for seen in (one.slow, one.fast):
        yield f"{seen.seconds:>10.1f}{seen.running:>9.1f}"
    yield f"{one.slow.seconds / other.slow.seconds:>10.3f}{one.slow.running / other.slow.running:>9.3f}" if other else ""


def table(found: Mapping[str, Measured]) -> Iterator[str]:
    """The lines of the report: everything from opening the page, and from the click on; times as parts of JupyterLite's."""
    yield f"{'':14}{'bytes':^24}{'requests':^12}{'s at 1.6 Mbit/s':^19}{'s without limit':^19}{'of JupyterLite':^19}"
    yield f"{'':14}{'in all':>12}{'click on':>12}{'all':>6}{'on':>6}" + f"{'in all':>10}{'click on':>9}" * 3
    for name, one in found.items():
        yield f"{name:<14}" + "".join(_cells(one, found.get(OTHER)))


def verdicts(found: Mapping[str, Measured]) -> Iterator[str]:
    """What was expected, and whether it is so."""
    size = sum(found["quick"].fast.bytes)
    yield f"quick: {size:,} bytes in all, expected at most {MOST_BYTES:,}: {_met(size <= MOST_BYTES)}"
    for name in OURS if OTHER in found else ():
        ours, other = found[name].slow, found[OTHER].slow
        for words, part in (("in all", ours.seconds / other.seconds), ("from the click", ours.running / other.running)):
            told = f"{part:.3f} (1/{1 / part:.1f}) of JupyterLite's time at 1.6 Mbit/s"
            yield f"{name}, {words}: {told}, expected at most {MOST_TIME[name]:.2f}: {_met(part <= MOST_TIME[name])}"


def _met(so: bool) -> str:
    return "met" if so else "NOT MET"


def other_site() -> dict[str, Path]:
    """JupyterLite by its name; empty, with the reason printed, when it cannot be brought."""
    try:
        return {OTHER: jupyterlite.bring(CACHE / "jupyterlite", NOTEBOOK)}
    except jupyterlite.NoJupyterLite as none:
        print(f"JupyterLite could not be brought, so there is nothing to compare with: {none}", flush=True)
        return {}


def built() -> Path:
    """The site of this project, built now."""
    site = CACHE / "site"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT / "scripts"), os.environ.get("PYTHONPATH")]))}
    made = subprocess.run([sys.executable, "-m", "portal", "build", "--site", str(site)], cwd=ROOT, env=env, check=False,
                          capture_output=True, text=True)  # fmt: skip
    if made.returncode:
        sys.exit(f"The site cannot be built, so its exercises are not measured:\n{made.stderr[-3000:]}")
    return site


def _load() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"


def main() -> None:
    """Print the table."""
    print(f"\nFrom opening {EXERCISE}, and from the click on Run, to the first output; new browser, gzip")
    if os.environ.get("BENCH") == "quick":
        print("Not measured: BENCH=quick asks for the small part only, and this takes some minutes.")
        return
    site, before = built(), _load()
    with sync_playwright() as playwright:
        try:
            chromium = find(playwright)
        except NoBrowser as none:
            print(f"Not measured: {none}")
            return
        found = measure(playwright, chromium, dict.fromkeys(OURS, site) | other_site())
    print("\n".join([*table(found), *verdicts(found), f"Load of {os.cpu_count()} processors: before {before}, after {_load()}"]))


if __name__ == "__main__":
    main()
