"""What every command does: find the project, say what is wrong, show the steps."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import click
from rich.console import Console

from portal.problems import ProblemsFound, as_github, as_json, as_text

screen = Console(stderr=True, highlight=False)


def project() -> Path:
    """The project's folder: the one we stand in. Exits when it is none."""
    root = Path.cwd()
    if not (root / "docs" / "reference").is_dir():
        fail(f"{root} is not a portal project (there is no docs/reference in it); go to the project's folder first")
    return root


def fail(message: str) -> None:
    """Say what is wrong and exit with 1."""
    click.echo(f"portal: {message}", err=True)
    sys.exit(1)


def report(found: ProblemsFound, style: str = "text") -> None:
    """Print problems: as text on the error stream, for machines on the output stream."""
    if style == "text":
        click.echo(as_text(found.problems, found.sources), err=True)
    else:
        click.echo({"github": as_github, "json": as_json}[style](found.problems))


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Show what is being done and for how long; on a terminal with a moving sign."""
    started = time.monotonic()
    with screen.status("Starting") if screen.is_terminal else nullcontext() as status:

        def step(words: str) -> None:
            line = f"{time.monotonic() - started:5.1f} s  {words}"
            status.update(line) if status else screen.print(line)

        yield step
