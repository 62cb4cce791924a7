"""Real servers with the settings that `portal export hosting` writes: nginx and Apache send the compressed files and the headers,
and pages work under them. Slow, as both may have to be installed first."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from portal.build.compress import PACKERS, policies
from portal.exports import hosting
from tests.support.debian import program
from tests.support.tab import tabs

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hosting")]
EXERCISE = "modules/joint-action/joint-purchase.html"
BROTLI = "modules/ngx_http_brotli_static_module.so"


@pytest.fixture(scope="module")
def packed(site) -> Iterator[Path]:
    """Some pages of the site with all they need, each text with its compressed siblings."""
    with tempfile.TemporaryDirectory() as work:
        Path(work).chmod(0o755)  # Apache reads as nobody, and the folders of pytest are closed
        yield _packed(site, Path(work, "site"))


def _packed(site: Path, folder: Path) -> Path:
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns("*.br", "*.gz", "lab", "downloads"))
    shutil.copytree(site / "lab", folder / "lab", ignore=shutil.ignore_patterns("full*", "*.br", "*.gz"), dirs_exist_ok=True)
    shutil.copytree(site / "downloads", folder / "downloads", ignore=shutil.ignore_patterns("*.br", "*.gz"))
    for path in [*folder.glob("*.html"), *folder.glob("assets/**/*.js"), *folder.glob("assets/**/*.css"), folder / EXERCISE]:
        for suffix, pack in PACKERS.items():
            path.with_name(path.name + suffix).write_bytes(pack(path.read_bytes()))
    return folder


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def running(command: list[str], port: int) -> Iterator[str]:
    """A server in the foreground, ended at the end."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for _ in range(200):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, process.stdout.read()
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def nginx(site: Path, work: Path) -> Iterator[str]:
    """nginx with our file, as its main settings take it in."""
    path, port = program("nginx", "nginx-light", "libnginx-mod-http-brotli-static"), free_port()
    text = hosting.plan("https://example.org/", policies(site)).files["nginx.conf"].decode()
    for old, new in (("listen 80;", f"listen 127.0.0.1:{port};"), ("root /var/www/portal;", f"root {site};"),
                     ("#brotli_static on;", "brotli_static on;")):  # fmt: skip
        assert text.count(old) == 1
        text = text.replace(old, new)
    module = next(Path("/usr").glob(f"lib/nginx/{BROTLI}"), None)
    assert module, "this test needs nginx's module for brotli (Debian: apt-get install libnginx-mod-http-brotli-static)"
    (work / "portal.conf").write_text(text)
    temporary = "".join(f"{name}_temp_path {work}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (work / "nginx.conf").write_text(
        f"load_module {module}; daemon off; user root; pid {work}/pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off; {temporary} include {work}/portal.conf; }}\n"
    )
    with running([path, "-c", str(work / "nginx.conf"), "-p", str(work)], port) as address:
        yield address


@contextmanager
def apache(site: Path, work: Path) -> Iterator[str]:
    """Apache with our file as .htaccess, as shared hosts have it."""
    path, port = program("apache2", "apache2"), free_port()
    (site / ".htaccess").write_bytes(hosting.plan("https://example.org/", policies(site)).files["htaccess.txt"])
    names = ("mpm_event", "authz_core", "mime", "dir", "headers", "rewrite")
    modules = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in names)
    (work / "apache.conf").write_text(
        f"{modules}ServerName localhost\nServerRoot {work}\nListen 127.0.0.1:{port}\nPidFile {work}/pid\nErrorLog /dev/stderr\n"
        f"DefaultRuntimeDir {work}\nMutex file:{work}\nTypesConfig /dev/null\nUser nobody\nGroup nogroup\n"
        f"DocumentRoot {site}\n<Directory {site}>\nAllowOverride All\nOptions FollowSymLinks\nRequire all granted\n</Directory>\n"
    )
    with running([path, "-f", str(work / "apache.conf"), "-DFOREGROUND"], port) as address:
        yield address


SERVERS = {"nginx": nginx, "apache": apache}


@pytest.fixture(scope="module", params=SERVERS)
def hosted(request, packed, tmp_path_factory) -> Iterator[str]:
    """The address of the site at a real server."""
    with SERVERS[request.param](packed, tmp_path_factory.mktemp(request.param)) as address:
        yield address


def asked(address: str, path: str, encodings: str = "") -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body as they come, not decompressed."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request("GET", path, headers={"Accept-Encoding": encodings})
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


@pytest.mark.parametrize("path,file", [("/", "index.html"), ("/about.html", "about.html"), ("/assets/css/portal.css", "")])
def test_compressed_files_are_sent_to_who_takes_them(hosted, packed, path, file):
    source = packed / (file or path[1:])
    for encodings, suffix, name in (("gzip, br", ".br", "br"), ("gzip", ".gz", "gzip"), ("", "", "")):
        status, headers, body = asked(hosted, path, encodings)
        assert (status, headers.get("content-encoding", "")) == (200, name)
        assert body == source.with_name(source.name + suffix).read_bytes()
        assert headers["content-type"] == ("text/css" if path.endswith("css") else "text/html") + "; charset=utf-8"
        assert "accept-encoding" in headers["vary"].lower()


def test_every_answer_has_its_headers(hosted, packed):
    stated = policies(packed)
    for page in ("index.html", "cases/pampat.html", EXERCISE, "modules/joint-action/quiz.html"):
        for encodings in ("br", ""):
            _, headers, _ = asked(hosted, f"/{page}", encodings)
            assert headers["content-security-policy"] == stated[page]
            assert headers["cache-control"] == "no-cache"
            assert {name: headers[name.lower()] for name in hosting.HEADERS} == hosting.HEADERS
    status, headers, body = asked(hosted, "/no/such/page.html")
    assert (status, headers["content-security-policy"]) == (404, stated["404.html"]) and b"Page not found" in body
    assert "cache-control" not in headers or headers["cache-control"] == "no-cache"
    _, headers, _ = asked(hosted, "/assets/js/portal.js", "br")
    assert headers["content-type"].startswith("text/javascript") and headers["cache-control"] == "max-age=600"
    assert asked(hosted, "/assets/img/mark.svg")[1]["cache-control"] == "max-age=86400"
    saved = asked(hosted, f"/downloads/{next(packed.glob('downloads/*.html')).name}")[1]
    assert "content-security-policy" not in saved and saved["x-content-type-options"] == "nosniff"
    data = next(packed.glob("data/v1/*.json")).relative_to(packed).as_posix()
    assert asked(hosted, f"/{data}")[1]["access-control-allow-origin"] == "*"


def test_pages_work_under_the_headers(hosted, browser):
    with tabs(browser, hosted) as open_tab:
        tab = open_tab()
        page = tab.go("modules/joint-action/quiz.html")
        expect(page.locator(".item.q-live").first).to_be_visible()
        page.goto(hosted + EXERCISE)
        page.locator(".lab-run").click()
        expect(page.locator(".lab-headline").first).to_be_visible(timeout=30_000)
        page.goto(hosted)
        page.locator("#q").fill("cluster")
        expect(page.locator(".found-list a").first).to_be_visible()
