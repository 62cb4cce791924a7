"""Each check of the audit fires on the fault it is there for, says where, and is silent on a clean page."""

from __future__ import annotations

import random

import pytest

from portal.build.audit import CHECKS, Survey, audit, survey
from portal.build.html import Page
from portal.build.links import resolve
from portal.build.weights import BUDGETS, COMMON, HEAVIEST

HEAD = '<meta charset="utf-8"><title>A page</title><link rel="stylesheet" href="../assets/a.css">'
CLEAN = f"""<!doctype html>
<html lang="en"><head>{HEAD}
<link rel="canonical" href="https://example.org/cases/one.html"><script src="../assets/a.js" defer></script></head>
<body><header><h2>Before the main part</h2><a href="#main">Skip</a></header>
<main id="main"><h1>One</h1><p>Text with <a href="two.html#there">a link</a>, <a href="https://example.org/far">a far one</a>,
<a href="mailto:a@example.org">an address</a> and <a href="../index.html">home</a>.</p>
<h2 id="two">Two</h2><h3 id="three">Three</h3><h2 id="four">Four</h2>
<img src="../assets/a.svg" alt=""><img src="data:image/svg+xml,x" alt="A dot">
<svg role="img"><title>A drawing</title></svg><svg aria-hidden="true"></svg>
<script type="application/json" id="data">{{"a": 1}}</script></main></body></html>
"""
OTHER = '<html lang="en"><head><title>Two</title></head><body><main><h1>Two</h1><p id="there">x</p></main></body></html>'
SITE = {
    "cases/one.html": CLEAN, "cases/two.html": OTHER, "index.html": OTHER,
    "assets/a.css": "a{background:url(a.svg)} b{background:url('data:image/png;base64,AA')} c{background:URL( \"#x\" )}",
    "assets/a.js": "1", "assets/a.svg": "<svg/>",
}  # fmt: skip


def codes(changes: dict[str, str | bytes], base: str = "/") -> list[tuple[str, str]]:
    """File and code of every problem of the site with these files instead."""
    files = {name: data if isinstance(data, bytes) else data.encode() for name, data in {**SITE, **changes}.items()}
    return [(problem.file, problem.code) for problem in audit(files, base)]


def with_main(html: str) -> dict[str, str]:
    """The clean page with something more in its main part."""
    assert CLEAN.count("</main>") == 1
    return {"cases/one.html": CLEAN.replace("</main>", f"{html}</main>")}


def test_a_clean_site_has_no_problem():
    assert codes({}) == []


FAULTS = {
    "nothing_inline": [
        ("B504", "<script>alert(1)</script>"),
        ("B504", '<script type="text/javascript">alert(1)</script>'),
        ("B504", '<script type="module">alert(1)</script>'),
        ("B504", "<style>p{color:red}</style>"),
    ],
    "no_handlers": [
        ("B504", '<p style="color:red">x</p>'),
        ("B504", '<p onclick="go()">x</p>'),
        ("B504", '<P ONCLICK="go()">x</P>'),
        ("B504", "<svg><animate onbegin=go() /></svg>"),
        ("B504", '<a href="javascript:alert(1)">x</a>'),
        ("B504", '<a href="  JaVaScRiPt:alert(1)">x</a>'),
        ("B504", '<a href="java&#10;script&colon;alert(1)">x</a>'),
        ("B504", '<a href="&#1;javascript:alert(1)">x</a>'),
        ("B504", '<a href="vbscript:msgbox">x</a>'),
        ("B504", '<a href="data:text/html,<script>alert(1)</script>">x</a>'),
        ("B504", '<img alt="" src="data:text/html,x">'),
        ("B504", '<svg><a xlink:href="javascript:alert(1)">x</a></svg>'),
        ("B504", '<button formaction="javascript:alert(1)">x</button>'),
    ],
    "own_origin": [
        ("B505", '<img alt="" src="https://example.org/a.png">'),
        ("B505", '<img alt="" src="//example.org/a.png">'),
        ("B505", '<img alt="" src="https:example.org/a.png">'),
        ("B505", '<script src="https://example.org/a.js"></script>'),
        ("B505", '<link rel="stylesheet" href="http://example.org/a.css">'),
        ("B505", '<link rel="preconnect" href="https://example.org">'),
        ("B505", '<video poster="https://example.org/a.png"></video>'),
        ("B505", '<svg><image href="https://example.org/a.png"/></svg>'),
        ("B505", '<form action="https://example.org/"></form>'),
        ("B505", '<meta http-equiv="refresh" content="0; url=https://example.org/">'),
        ("B505", '<meta http-equiv="Refresh" content="0; url=//example.org/">'),
        ("B505", '<meta http-equiv=" refresh " content="5">'),
        ("B505", '<meta http-equiv="refresh" content="0; url=javascript:alert(1)">'),
        ("B505", '<meta http-equiv="refresh" content="0; url=two.html;url=https://example.org">'),
        ("B505", '<iframe src="two.html"></iframe>'),
        ("B505", '<iframe srcdoc="&lt;p&gt;x"></iframe>'),
        ("B505", '<object data="two.html"></object>'),
        ("B505", '<embed src="two.html">'),
        ("B505", '<base href="../">'),
        ("B505", '<meta http-equiv="Refresh" content="0;url=https://example.org">'),
    ],
    "one_of_each_id": [("B503", '<p id="two">x</p>'), ("B503", '<p id="new">x</p><p id="new">x</p>')],
    "alternatives": [
        ("B506", '<img src="../assets/a.svg">'),
        ("B506", '<svg role="img"><desc>x</desc></svg>'),
    ],
    "frame": [("B507", "<h1>Another</h1>"), ("B507", "<main></main>")],
    "heading_order": [("B508", "<h4>Skips one</h4>")],
}  # fmt: skip


@pytest.mark.parametrize("code,html", [fault for faults in FAULTS.values() for fault in faults])
def test_a_fault_in_a_page_is_found(code, html):
    assert (("cases/one.html", code)) in codes(with_main(html))


def test_every_check_has_a_fault():
    assert {check.__name__ for check in CHECKS} == set(FAULTS)


@pytest.mark.parametrize("name", FAULTS)
def test_a_check_finds_only_its_own_kind(name):
    """The faults of a check show that no other check covers for it."""
    check = next(check for check in CHECKS if check.__name__ == name)
    for code, html in FAULTS[name]:
        assert {fault[0] for fault in check(Page("cases/one.html", with_main(html)["cases/one.html"]))} == {code}


@pytest.mark.parametrize("whole", [
    CLEAN.replace(' lang="en"', ""), CLEAN.replace(' lang="en"', ' lang=""'),
    CLEAN.replace("<title>A page</title>", ""), CLEAN.replace("<title>A page</title>", "<title> </title>"),
    CLEAN.replace("<h1>One</h1>", ""), CLEAN.replace("main", "div"),
])  # fmt: skip
def test_a_page_without_its_frame_is_found(whole):
    """The title of a drawing is not the title of the page."""
    assert ("cases/one.html", "B507") in codes({"cases/one.html": whole})


DEAD = [
    ("B501", "three.html"), ("B501", "../cases"), ("B501", "../../index.html"), ("B501", "/index.html"), ("B501", "two.html/"),
    ("B501", "\\\\example.org"), ("B501", "http://[x"), ("B501", "two%2ehtm"), ("B501", "../assets/"),
    ("B501", "../"), ("B501", "."),
    ("B502", "#nowhere"), ("B502", "two.html#nowhere"), ("B502", "two.html#There"), ("B502", "../index.html#main"),
]  # fmt: skip


@pytest.mark.parametrize("code,link", DEAD)
def test_a_link_that_leads_nowhere_is_found(code, link):
    assert ("cases/one.html", code) in codes(with_main(f'<a href="{link}">x</a>'))


def test_a_page_that_has_moved_leads_to_a_page_of_the_portal():
    moved = '<meta http-equiv="refresh" content="0; url={}">'
    assert codes(with_main(moved.format("two.html"))) == []
    assert codes(with_main(moved.format("../index.html"))) == []
    assert codes(with_main(moved.format("three.html"))) == [("cases/one.html", "B501")]


LIVE = ["", "#main", "two.html", "./two.html", "../cases/two.html#there", "two%2Ehtml#%74here", "two.html?print"]


@pytest.mark.parametrize("link", LIVE)
def test_a_link_that_leads_somewhere_is_none(link):
    assert codes(with_main(f'<a href="{link}">x</a>')) == []


@pytest.mark.parametrize("tag", [
    '<img alt="" src="../assets/b.svg">', '<img alt="" srcset="../assets/b.svg">', '<script src="../assets/b.js"></script>',
    '<link rel="stylesheet" href="../assets/b.css">',
])  # fmt: skip
def test_a_missing_file_is_found(tag):
    assert codes(with_main(tag)) == [("cases/one.html", "B501")]


def test_every_page_that_points_at_a_missing_place_is_named():
    one = with_main('<a href="two.html#gone">x</a>')
    start = {"index.html": OTHER.replace("<h1>", '<a href="cases/two.html#gone">x</a><h1>')}
    assert codes({**one, **start}) == [("cases/one.html", "B502"), ("index.html", "B502")]


def test_only_the_page_for_lost_readers_starts_at_the_root():
    lost = OTHER.replace("<h1>", '<a href="/portal/cases/two.html#there">x</a><h1>')
    assert codes({"404.html": lost}, "/portal/") == []
    assert codes({"404.html": lost.replace("two.html", "none.html")}, "/portal/") == [("404.html", "B501")]
    assert codes({"index.html": lost}, "/portal/") == [("index.html", "B501")]


@pytest.mark.parametrize("style", [
    "@import 'b.css';", '@import url("b.css");', "a{background:url(https://example.org/a.png)}",
    "a{background:url( '//example.org/a' )}", 'a{background:URL("HTTP://example.org/a.png")}',
    "@font-face{src:url(https:fonts.example.org/a.woff2)}", r"a{background:url('\\\\example.org')}",
])  # fmt: skip
def test_a_style_sheet_that_asks_for_more_is_found(style):
    assert ("assets/a.css", "B505") in codes({"assets/a.css": f"p{{color:red}}\n{style}"})


def test_a_style_sheet_that_names_a_missing_file_is_found():
    assert codes({"assets/a.css": "a{background:url(b.svg)} p{background:url('../assets/a.svg')}"}) == [("assets/a.css", "B501")]


def noise(size: int) -> bytes:
    """Bytes that do not compress."""
    return random.Random(size).randbytes(size)


def of_kind(kind: str, html: str = "") -> dict[str, str]:
    """The clean page as one of a kind."""
    return {"cases/one.html": with_main(html)["cases/one.html"].replace("<body>", f'<body class="kind-{kind}">')}


@pytest.mark.parametrize("kind", ["", "case", "glossary"])
def test_a_heavy_first_visit_is_found(kind):
    most = BUDGETS.get(kind, COMMON).first
    assert codes({**of_kind(kind), "assets/a.js": noise(most - 2_000)}) == []
    assert codes({**of_kind(kind), "assets/a.js": noise(most)}) == [("cases/one.html", "B509")]


def test_everything_a_page_loads_by_itself_is_weighed():
    half = {"assets/a.js": noise(COMMON.first // 2), "assets/b.js": noise(COMMON.first // 2 + 1)}
    assert codes(half) == []
    assert codes({**half, **with_main('<script src="../assets/b.js"></script>')}) == [("cases/one.html", "B509")]
    assert codes({**half, **with_main('<a href="../assets/b.js">x</a>')}) == []
    assert codes({**half, "assets/a.css": 'a{background:url("b.js")}'}) == [("cases/one.html", "B509")]


@pytest.mark.parametrize("kind", ["", "lesson", "sources"])
def test_a_page_that_is_heavy_itself_is_found(kind):
    """Its text and its own pictures count; the shell, its scripts and styles are kept from the page before."""
    most = BUDGETS.get(kind, COMMON).next
    text = noise(most).hex()[:most]  # about half of it when compressed
    assert ("cases/one.html", "B560") not in codes(of_kind(kind, f"<p>{text}</p>"))
    assert ("cases/one.html", "B560") in codes(of_kind(kind, f"<p>{text}{text[::-1]}</p>"))
    picture = {"assets/b.svg": noise(most)}
    assert ("cases/one.html", "B560") in codes({**picture, **of_kind(kind, '<img alt="" src="../assets/b.svg">')})
    shell = of_kind(kind)["cases/one.html"].replace("<main", '<img alt="" src="../assets/b.svg"><main')
    assert ("cases/one.html", "B560") not in codes({**picture, "cases/one.html": shell})


def test_a_kind_with_a_budget_of_its_own_says_why():
    assert (COMMON.first, COMMON.next) == (60_000, 15_000)
    for kind, budget in BUDGETS.items():
        assert max(budget.first, budget.next) <= HEAVIEST == 120_000, kind
        assert budget.why and budget != COMMON, kind


def test_a_problem_says_where_it_is():
    files = {name: data.encode() for name, data in {**SITE, **with_main('\n<p>x</p>\n  <p onclick="go()">y</p>')}.items()}
    (problem,) = audit(files)
    line = files[problem.file].decode().split("\n")[problem.line - 1]
    assert line[problem.column - 1 :].startswith("onclick=") and problem.width == len("onclick=")


def test_pages_are_looked_at_once_and_in_order():
    seen: list[str] = []

    def look(name: str, data: bytes) -> Survey:
        seen.append(name)
        return survey(Page(name, data.decode()))

    assert audit({name: data.encode() for name, data in SITE.items()}, look=look) == []
    assert seen == ["cases/one.html", "cases/two.html", "index.html"]


@pytest.mark.parametrize("address,link,wanted", [
    ("index.html", "", "index.html"), ("cases/one.html", "#x", "cases/one.html"), ("cases/one.html", "../", None),
    ("cases/one.html", "..", "."), ("cases/one.html", "..x", "cases/..x"), ("index.html", "..", None),
    ("cases/one.html", "../../x.html", None), ("index.html", "/x.html", None),
    ("a/b/c.html", "../../d%20e.html?q#f", "d e.html"),
])  # fmt: skip
def test_where_a_link_leads(address, link, wanted):
    assert resolve(address, link) == wanted


def test_the_order_of_files_does_not_matter():
    files = {name: data.encode() for name, data in {**SITE, **with_main('<a href="three.html">x</a><p id="two">x</p>')}.items()}
    assert audit(dict(sorted(files.items(), reverse=True))) == audit(files) != []
