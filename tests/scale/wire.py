"""A server that sends as the web does, compressed and to be kept for a while, and that counts what leaves it."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from tests.support.server import Handler, serving

# Bytes a second: 1.6 Mbit/s.
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
PACKED = {".whl", ".zip", ".png", ".jpg", ".woff2", ".gz"}  # compressed already


@dataclass
class Tally:
    """Bytes (with their headers) and answers sent so far."""

    bytes: int = 0
    requests: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def add(self, count: int, requests: int = 0) -> None:
        """Count, whichever thread sends."""
        with self._lock:
            self.bytes += count
            self.requests += requests

    def now(self) -> tuple[int, int]:
        """Bytes and requests at this moment."""
        with self._lock:
            return self.bytes, self.requests


@cache
def zipped(path: Path) -> bytes:
    """A file as gzip (level 6) sends it; made once, so that no visit but the first waits for it."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Wire(Handler):
    """Every file but those that are compressed already goes out as gzip; each may be kept for ten minutes."""

    disable_nagle_algorithm = True

    def __init__(self, *given, tally: Tally, **named):
        self.tally = tally
        super().__init__(*given, **named)

    def setup(self) -> None:
        super().setup()
        send = self.wfile.write

        def write(data: bytes) -> int:
            self.tally.add(len(data))
            return send(data)

        self.wfile.write = write

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def do_GET(self) -> None:
        self.tally.add(0, requests=1)
        path = Path(self.translate_path(self.path))
        if path.suffix in PACKED or not path.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return super().do_GET()
        body = zipped(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def counted(site: Path) -> Iterator[tuple[str, Tally]]:
    """Serve ``site``; gives its address and what it has sent."""
    tally = Tally()
    with serving(site, handler=partial(Wire, tally=tally)) as address:
        yield address, tally
