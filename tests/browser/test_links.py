"""A reader who follows every link of the served site never gets lost, and finds every page."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from urllib.parse import urlsplit

from tests.support.pages import every

SETTINGS = "[output]\nlog=csv\nstatus=0\nverbose=1\n[checking]\nthreads=4\nmaxrequestspersecond=1000\n"


def test_no_link_is_broken_and_every_page_is_found(server, site, tmp_path):
    settings = tmp_path / "linkcheckerrc"  # ours, whatever the machine has
    settings.write_text(SETTINGS, encoding="utf-8")
    command = [sys.executable, "-m", "linkcheck", "--config", str(settings), "--no-robots", server]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    rows = list(csv.DictReader((line for line in io.StringIO(run.stdout) if not line.startswith("#")), delimiter=";"))
    assert rows, run.stderr
    broken = [row for row in rows if row["valid"] != "True"]
    assert [f"{row['parentname']} line {row['line']}: {row['urlname']} {row['result']}" for row in broken] == []
    assert run.returncode == 0, run.stderr
    found = {urlsplit(row["url"]).path.removeprefix(urlsplit(server).path) for row in rows}
    assert set(every(site)) - found == {"404.html"}
