"""Serve the built site on this machine only, rebuild when a source changes, and refresh open pages."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from watchfiles import watch

from portal.build.publish import MARK
from portal.read.files import changes

RELOAD = Path(__file__).with_name("reload.js").read_bytes()
PATIENCE = 20.0  # seconds a waiting page is held


class Beacon:
    """Tells waiting pages that another build is there."""

    def __init__(self, digest: str):
        self.digest = digest
        self.changed = threading.Condition()

    def light(self, digest: str) -> None:
        """A build has been published."""
        with self.changed:
            self.digest = digest
            self.changed.notify_all()

    def another_than(self, digest: str) -> bool:
        """Wait until the build is another than ``digest``, at most PATIENCE seconds."""
        with self.changed:
            return self.changed.wait_for(lambda: self.digest != digest, PATIENCE)


class Handler(SimpleHTTPRequestHandler):
    """Files of the site; pages get the script that reloads them."""

    def __init__(self, *given, beacon: Beacon, **named):
        self.beacon = beacon
        super().__init__(*given, **named)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/__portal/reload.js":
            self._send(RELOAD, "text/javascript")
        elif parts.path == "/__portal/wait.js":
            seen = parse_qs(parts.query).get("from", [""])[0]
            self._send(b"location.reload();" if self.beacon.another_than(seen) else b"", "text/javascript")
        elif self.headers.get("Sec-Fetch-Dest") != "empty" and (page := self._page(parts.path)) is not None:  # the worker saves
            tag = f'<script src="/__portal/reload.js" data-build="{self.beacon.digest}" defer></script></body>'
            self._send(page.replace(b"</body>", tag.encode(), 1), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _page(self, asked: str) -> bytes | None:
        path = Path(self.translate_path(asked))
        path = path / "index.html" if path.is_dir() and asked.endswith("/") else path
        return path.read_bytes() if path.suffix == ".html" and path.is_file() else None

    def _send(self, data: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Requests are not news."""


def published(target: Path) -> str:
    """The digest of the site in ``target``."""
    return json.loads((target / MARK).read_text())["digest"]


def server(target: Path, port: int, beacon: Beacon) -> ThreadingHTTPServer:
    """A server bound to 127.0.0.1. Raises OSError when the port is taken."""
    made = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(target), beacon=beacon))
    made.daemon_threads = True
    return made


def serve(root: Path, target: Path, port: int, rebuild: Callable[[], bool], ready: Callable[[str], None]) -> None:
    """Serve until interrupted. ``rebuild`` builds and says whether it succeeded; ``ready`` gets the address."""
    beacon = Beacon(published(target))
    running = server(target, port, beacon)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    ready(f"http://127.0.0.1:{running.server_address[1]}/")
    try:
        for _ in watch(*changes(root), raise_interrupt=False):
            if rebuild():
                beacon.light(published(target))
    finally:
        running.shutdown()
