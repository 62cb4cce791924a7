"""A small web server for a built site, on this machine only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit


class Handler(SimpleHTTPRequestHandler):
    """Files of a site under the path it is published at; for what is not there, the site's own page for lost readers."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *given, base: str, **named):
        self.base = base
        super().__init__(*given, **named)

    def translate_path(self, path: str) -> str:
        inside = path.startswith(self.base)
        return super().translate_path("/" + path.removeprefix(self.base) if inside else "/outside of the site")

    def end_headers(self) -> None:
        self.send_header("LinkChecker", "welcome")  # it asks as often as it likes only where it is told so
        super().end_headers()

    def send_error(self, code, message=None, explain=None) -> None:
        lost = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not lost.is_file():
            return super().send_error(code, message, explain)
        page = lost.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Clients that leave early are no fault."""

    daemon_threads = True

    def handle_error(self, *_) -> None:
        """Say nothing about broken connections; a client that missed an answer says so itself."""


@contextmanager
def serving(site: Path, address: str = "/", handler: Callable[..., Handler] = Handler) -> Iterator[str]:
    """Serve ``site`` under the path of ``address``; gives the address of its start, with a closing slash."""
    base = urlsplit(address).path or "/"
    server = Server(("127.0.0.1", 0), partial(handler, directory=str(site), base=base))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{base}"
    finally:
        server.shutdown()
        server.server_close()
