"""Which addresses the portal makes itself, and which are left for hand-written pages."""

from __future__ import annotations

from dataclasses import replace

from portal.corpus.pages import is_made
from portal.language.catalogue import Original
from portal.render.chrome import chrome
from tests.support import real


def test_every_page_is_made_by_the_portal_or_written_by_hand_and_never_both():
    corpus = real.corpus()
    pages = [name.removesuffix(".md") for name in real.pages() if name.endswith(".md")]
    written = {name.removesuffix(".md") for name in corpus.pages}
    assert {name: is_made(name) for name in pages} == {name: name not in written for name in pages}
    assert len(pages) == len(set(pages))


def test_two_portals_at_one_origin_keep_their_records_apart():
    corpus = real.corpus()
    other = corpus.site.model_copy(update={"address": "https://Example.org/Other/"})
    names = [chrome(part, Original())["site"] for part in (corpus, replace(corpus, site=other))]
    assert names == ["example-org", "example-org-other"]
