"""Builds in processes of their own, that can be killed at any step."""

from __future__ import annotations

import logging
import multiprocessing
import random
import time
from multiprocessing.connection import Connection
from pathlib import Path

from portal.build import publish
from portal.build.site import build

DONE = "done"
# Every build starts from a process that has loaded everything: a build takes a second then, not three.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["portal.build.site", "tests.scale.builder"])


def _build(root: Path, target: Path, exchange: bool, say: Connection) -> None:
    logging.disable(logging.INFO)
    if not exchange:
        publish._exchange = lambda one, other: False  # as on a system that cannot exchange two folders
    build(root, target, say.send)
    say.send(DONE)


def _step(words: str) -> str:
    """The name of a step: the first word of what the build says about it."""
    return words.split()[0]


class Builder:
    """Builds of one project into one folder. ``exchange``: whether the system can exchange two folders in one step."""

    def __init__(self, root: Path, target: Path, exchange: bool):
        self.root, self.target, self.exchange = root, target, exchange
        self.steps: dict[str, float] = {}  # how long each step took in the last complete build

    def _start(self):
        (self.root / "build" / "kept" / "last.json").unlink(missing_ok=True)  # what was built last is built again
        hear, say = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=_build, args=(self.root, self.target, self.exchange, say))
        process.start()
        say.close()
        return process, hear

    def whole(self) -> None:
        """A build that nobody disturbs."""
        process, hear = self._start()
        began: list[tuple[str, float]] = []
        while not began or began[-1][0] != DONE:
            began.append((hear.recv(), time.monotonic()))
        process.join()
        assert process.exitcode == 0
        self.steps = {_step(name): began[at + 1][1] - start for at, (name, start) in enumerate(began[:-1])}

    def killed(self, chance: random.Random) -> bool:
        """A build that is killed at a random moment of a random step. False when it was done before that."""
        step = chance.choice(list(self.steps))
        process, hear = self._start()
        try:
            while (heard := _step(hear.recv())) not in (step, DONE):
                pass
        except EOFError:
            raise AssertionError("the build ended by itself") from None
        if heard != DONE:
            time.sleep(chance.random() * self.steps[step])
        process.kill()
        process.join()
        return process.exitcode != 0
