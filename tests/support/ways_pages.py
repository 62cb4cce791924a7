"""The pages of learning paths, workshops and the planner, made from the real content without the engine."""

from __future__ import annotations

import shutil
from pathlib import Path

from portal.corpus.corpus import Corpus
from portal.language.catalogue import Original
from portal.render import ways
from portal.render.chrome import chrome, stylesheet
from portal.render.desk import Desk
from tests.fixtures.quiz.pages import page
from tests.support.project import ROOT

PLANNER = "programmes/planner.html"


def build(folder: Path, corpus: Corpus) -> Path:
    """Write the pages to ``folder``, with the styles and scripts of the portal."""
    shutil.copytree(ROOT / "docs" / "assets", folder / "assets")
    (folder / "assets/css/site.css").write_bytes(stylesheet(corpus.site.colours))
    (folder / "search").mkdir()
    (folder / "search/boot.js").write_text('portalSearch("boot", {"n": 0, "per": 16, "kinds": [], "shards": []})')
    (folder / "offline").mkdir()
    (folder / "offline/parts.js").write_text('portalOfflineParts({"build": "", "parts": {}});')
    desk = Desk(corpus, Original(), {})
    shell = chrome(corpus, Original())
    for name, data in ways.pages(corpus, desk, lambda title, author, updated, address: title):
        address = name.removesuffix(".md") + ".html"
        path = folder / address
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(address, data.decode(), shell), encoding="utf-8")
    return folder
