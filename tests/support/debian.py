"""Programs and libraries of the system that tests need and pip does not bring: installed from Debian's packages when we may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")  # what WeasyPrint prints with
JAVA = ("default-jre-headless",)


def may_install() -> bool:
    """Whether this is Debian or one of its kind, and we are its administrator."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str, lists: bool = False) -> None:
    """Install packages, quietly; ``lists`` fetches the lists of packages before. Raises CalledProcessError."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installing for the tests with apt-get: {' '.join(packages)} …", file=sys.__stderr__, flush=True)
    given = {"check": True, "capture_output": True, "text": True, "timeout": 900, "env": quiet}
    if lists:
        subprocess.run(["apt-get", "update"], **given)
    subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *packages], **given)


def bring(*packages: str) -> None:
    """The same, with the lists if it does not work without; nothing where we may not install. Tests then say what is missing."""
    if not may_install():
        return
    for lists in (False, True):
        try:
            return install(*packages, lists=lists)
        except subprocess.CalledProcessError:
            continue


def program(name: str, *packages: str) -> str:
    """A program file, brought when it is not there; else the test fails and says what to do."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
    if not shutil.which(name, path=path):
        bring(*packages)
    found = shutil.which(name, path=path)
    assert found, f"this test needs {name}: install it (Debian: apt-get install {' '.join(packages)})"
    return found


def pango() -> None:
    """The library Pango; else the test fails with what the portal says."""
    from portal.build import press

    try:
        press.weasyprint()
    except press.NoPress:
        bring(*PANGO)
        press.weasyprint()
