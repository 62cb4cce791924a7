"""The preview: on this machine only, the site and nothing else, and open pages learn of a new build."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.build import serve
from portal.build.publish import MARK
from portal.build.serve import Beacon, server

PAGE = "<!doctype html><html><head></head><body><p>{}</p></body></html>"


class Running:
    """A server for a small site."""

    def __init__(self, folder: Path):
        self.beacon = Beacon("one")
        self.made = server(folder, 0, self.beacon)
        self.port = self.made.server_address[1]
        threading.Thread(target=self.made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def get(self, path: str, method: str = "GET", **header: str) -> tuple[int, dict[str, str], str]:
        """Status, header and body; the path is sent exactly as it stands here."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.putrequest(method, path)
        for name, value in header.items():
            line.putheader(name.replace("_", "-"), value)
        line.endheaders()
        answer = line.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "cases").mkdir(parents=True)
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    for name in ("index.html", "cases/ghana.html", "cases/index.html"):
        (folder / name).write_text(PAGE.format(name), encoding="utf-8")
    (folder / "style.css").write_text("p{}", encoding="utf-8")
    (folder / MARK).write_text('{"digest": "one"}', encoding="utf-8")
    return folder


@pytest.fixture
def running(site: Path) -> Iterator[Running]:
    started = Running(site)
    yield started
    started.made.shutdown()
    started.made.server_close()


@pytest.mark.parametrize("path,name", [
    ("/", "index.html"), ("/?x=1", "index.html"), ("/index.html", "index.html"), ("/cases/ghana.html", "cases/ghana.html"),
    ("/cases/", "cases/index.html"), ("/cases/ghana.html?print#facts", "cases/ghana.html"),
    ("/c%61ses/ghana.html", "cases/ghana.html"),
])  # fmt: skip
def test_a_page_comes_with_the_script_that_reloads_it(running, path, name):
    status, header, body = running.get(path)
    assert (status, header["Content-Type"], header["Cache-Control"]) == (200, "text/html; charset=utf-8", "no-store")
    assert f"<p>{name}</p>" in body
    assert body.count('<script src="/__portal/reload.js" data-build="one" defer></script></body>') == 1
    assert int(header["Content-Length"]) == len(body.encode())


def test_the_offline_worker_gets_pages_as_they_were_built(running, site):
    """It compares each file with its digest. Browsers say "document" for what is shown, "empty" for what a worker fetches."""
    assert running.get("/index.html", Sec_Fetch_Dest="empty")[2] == (site / "index.html").read_text(encoding="utf-8")
    assert "reload.js" in running.get("/index.html", Sec_Fetch_Dest="document")[2]


def test_the_files_of_the_site_are_not_changed_by_it(running, site):
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    running.get("/")
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_other_files_come_as_they_are(running):
    assert running.get("/style.css")[2] == "p{}"
    assert running.get("/__portal/reload.js")[2] == serve.RELOAD.decode()


@pytest.mark.parametrize("path", [
    "/../secret.html", "/../secret.txt", "/cases/../../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.html",
    "/cases/..%2f..%2fsecret.txt", "//../secret.html", "/..\\secret.html", "/./.././secret.txt", "/../site/../secret.html",
])  # fmt: skip
def test_no_path_leads_out_of_the_site(running, path):
    status, _, body = running.get(path)
    assert status == 404 and "secret" not in body.replace(path, "")


@pytest.mark.parametrize("path", ["/none.html", "/none", "/__portal/", "/__portal/other.js"])
def test_what_is_not_there_is_not_found(running, path):
    assert running.get(path)[0] == 404


def test_nothing_can_be_sent(running):
    for method in ("POST", "PUT", "DELETE"):
        assert running.get("/index.html", method)[0] == 501


def test_only_this_machine_is_answered(running):
    assert running.made.server_address[0] == "127.0.0.1"
    assert running.made.socket.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_an_error_not_another_port(running, site):
    with pytest.raises(OSError):
        server(site, running.port, Beacon("one"))


def test_a_page_of_an_old_build_is_told_at_once(running):
    assert running.get("/__portal/wait.js?from=older&t=1")[2] == "location.reload();"


def test_a_waiting_page_is_told_when_a_build_is_published(running):
    answer: list[str] = []
    waiting = threading.Thread(target=lambda: answer.append(running.get("/__portal/wait.js?from=one")[2]))
    waiting.start()
    waiting.join(0.3)
    assert answer == [], "it was answered before there was anything to tell"
    running.beacon.light("two")
    waiting.join(30)
    assert answer == ["location.reload();"]
    assert 'data-build="two"' in running.get("/")[2]


def test_a_page_that_has_waited_long_enough_asks_again(running, monkeypatch):
    monkeypatch.setattr(serve, "PATIENCE", 0.05)
    status, header, body = running.get("/__portal/wait.js?from=one")
    assert (status, body, header["Content-Type"]) == (200, "", "text/javascript")


def test_a_build_of_the_same_content_tells_nobody(running, monkeypatch):
    monkeypatch.setattr(serve, "PATIENCE", 0.2)
    running.beacon.light("one")
    assert running.get("/__portal/wait.js?from=one")[2] == ""


@pytest.mark.parametrize("succeeds,told", [(True, "location.reload();"), (False, "")])
def test_a_change_of_a_source_leads_to_a_build_and_the_build_to_a_reload(site, tmp_path, monkeypatch, succeeds, told):
    """A build that failed is no news: the page stays as it is."""
    monkeypatch.setattr(serve, "PATIENCE", 0.2)
    answers: list[str] = []
    address: list[str] = []

    def rebuild() -> bool:
        if succeeds:
            (site / MARK).write_text(json.dumps({"digest": "two"}), encoding="utf-8")
        return succeeds

    def watch(*folders: str, raise_interrupt: bool) -> Iterator[set]:
        yield {("modified", "a source")}
        with socket.create_connection(("127.0.0.1", int(address[0].rstrip("/").rpartition(":")[2])), timeout=30) as line:
            line.sendall(b"GET /__portal/wait.js?from=one HTTP/1.0\r\n\r\n")
            answers.append(line.makefile("rb").read().decode().partition("\r\n\r\n")[2])

    monkeypatch.setattr(serve, "watch", watch)
    serve.serve(tmp_path, site, 0, rebuild, address.append)
    assert answers == [told]
