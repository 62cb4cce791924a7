"""The Nu Html Checker of the W3C (npm ``vnu-jar``): one Java process for all files, as its start takes longest."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from portal.build.runtimes import Package
from tests.support.debian import JAVA, program
from tests.support.npm import unpacked

VNU = Package("vnu-jar", "26.9.27", "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA==")
# What it reports and what is no fault, in the files to save, which hold their style sheets: it does not know newer CSS.
KNOWN = (
    "CSS: “--on”: too few values for the property “linear-gradient”.",  # one colour with two places is allowed since 2021
    "CSS: “x”: Parse Error.",  # rules inside of rules
)


def errors(files: Iterable[Path], folder: Path) -> list[str]:
    """What is wrong in the files, each with its place as seen from ``folder``. The faults above are left out."""
    jar = unpacked(VNU) / "build" / "dist" / "vnu.jar"
    command = [
        program("java", *JAVA),
        "-Xss4m",
        "-jar",
        str(jar),
        "--errors-only",
        "--exit-zero-always",
        "--format",
        "json",
        *map(str, files),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    said = json.loads(run.stderr)["messages"]  # not a list when it did not run at all
    return [
        f"{entry['url'].partition(folder.as_uri().removeprefix('file://'))[2]}:{entry.get('lastLine')}: {entry['message']}"
        for entry in said
        if entry["message"] not in KNOWN
    ]
