"""What a command costs: processor time and memory of it and of all that it starts."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time (user and system), and megabytes of memory at the peak."""

    seconds: float
    memory: float


def run(folder: Path, *command: str) -> Cost:
    """The cost of a Python command run in ``folder``. Ends this program when the command fails."""
    return spawn(folder, sys.executable, *command)


def spawn(folder: Path, *command: str) -> Cost:
    """The same for any program, given by its path."""
    paths = os.pathsep.join(filter(None, [str(ROOT / "scripts"), os.environ.get("PYTHONPATH")]))
    env = {**os.environ, "PYTHONPATH": paths, "NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryFile() as said:
        actions = [(os.POSIX_SPAWN_DUP2, said.fileno(), stream) for stream in (1, 2)]
        os.chdir(folder)
        process = os.posix_spawn(command[0], [*command], env, file_actions=actions)
        _, status, used = os.wait4(process, 0)
        if status:
            said.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{said.read().decode()[-3000:]}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6)


def least(costs: Iterable[Cost]) -> Cost:
    """The least of several runs: whatever disturbs a run only adds to it."""
    listed = list(costs)
    return Cost(min(cost.seconds for cost in listed), min(cost.memory for cost in listed))
