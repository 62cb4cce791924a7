"""The watchmen wake up: each kind of fault that the other tests look for is seen on a page that has it."""

from __future__ import annotations

import pytest

from tests.support.axe import violations
from tests.support.colours import pale_in_print, unreadable
from tests.support.server import serving
from tests.support.tab import tabs

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
BAD = f"""<!doctype html><html><head><meta charset="utf-8"><title>Bad</title>
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<link rel="stylesheet" href="bad.css"><script src="bad.js" defer></script></head>
<body><main><h1>Bad</h1><p class="pale">Pale words</p><p class="wide">Wide</p><img src="https://elsewhere.invalid/x.png">
<script>document.title = "changed"</script><img src="missing.png" alt="" onerror="alert(1)"></main></body></html>"""
CSS = ".pale { color: #999 } .wide { inline-size: 3000px }"
SCRIPT = "console.error('said'); addEventListener('load', () => { alert('hello'); throw new Error('thrown') })"


@pytest.fixture
def bad_site(tmp_path):
    for name, text in (("bad.html", BAD), ("bad.css", CSS), ("bad.js", SCRIPT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with serving(tmp_path) as address:
        yield address


def test_every_fault_is_seen(browser, bad_site):
    with tabs(browser, bad_site) as open_tab:
        tab = open_tab(360)
        page = tab.go("bad.html")
        page.wait_for_function("document.readyState === 'complete'")
        seen = "\n".join(tab.faults)
        for fault in (
            "console error: said", "exception: ", "dialog: hello", "elsewhere: https://elsewhere.invalid/x.png", "404: ",
            "policy: script-src-elem blocked inline", "policy: script-src-attr blocked inline", "policy: img-src blocked",
        ):  # fmt: skip
            assert fault in seen
        assert page.title() == "Bad"
        found = " ".join(violations(page))
        for rule in ("color-contrast", "image-alt", "html-has-lang"):
            assert rule in found
        assert page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
        assert any("Pale words" in text for text in unreadable(page))
        assert any("Pale words" in text for text in pale_in_print(page))
        tab.faults.clear()


def test_a_fault_that_nobody_looked_at_fails_the_test(browser, bad_site):
    with pytest.raises(AssertionError, match="console error: said"), tabs(browser, bad_site) as open_tab:
        open_tab().go("bad.html")
