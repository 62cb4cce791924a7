"""The commands that make one file of the portal or its books: ``portal export pdf``, ``epub``, ``zim`` and ``offline``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import click

from portal.console import fail, project, report, screen
from portal.corpus.corpus import Corpus
from portal.corpus.load import load
from portal.exports.plan import Plan
from portal.language.catalogue import Catalogue
from portal.problems import ProblemsFound

Making = Callable[[Corpus, Catalogue, list[str]], Plan]
Writing = Callable[[Making, tuple[str, ...], Path, str | None], None]
Fresh = Callable[..., Path]  # builds a site in some languages

TO = click.option("-o", "--to", type=click.Path(file_okay=False, path_type=Path), default=Path("build") / "exports",
                  show_default=True, help="Put the files into this folder. What else is in it stays.")  # fmt: skip
LANGUAGE = click.option("--language", help="Take this language; the first one in site.yml when left out.")
SITE = click.option("--site", type=click.Path(exists=True, file_okay=False, path_type=Path),
                    help="Take the pages of this finished site; built anew when left out.")  # fmt: skip


def commands(write: Writing, fresh: Fresh) -> tuple[click.Command, ...]:
    """The commands. ``write`` writes what an export makes, and ``fresh`` builds a site for it."""
    return _pdf(write, fresh), _epub(write, fresh), _zim(fresh), _stick(write, fresh)


def _pages(site: Path | None, fresh: Fresh, corpus: Corpus, words: Catalogue, wanted: list[str]) -> dict[str, bytes]:
    """The pages of a language from a finished site. Exits when a page that is wanted is not among them."""
    from portal.build.press import finished

    prefix = "" if words.language == corpus.site.languages[0] else f"{words.language}/"
    pages = finished(site or fresh(words.language), prefix)
    if missing := [name for name in wanted if name not in pages]:
        fail(f"{site} has no page {missing[0]}; build it anew: portal build --site {site}")
    return pages


def _pdf(write: Writing, fresh: Fresh) -> click.Command:
    @click.command("pdf")
    @click.argument("modules", metavar="[MODULE]...", nargs=-1)
    @click.option("--all", "every", is_flag=True, help="Take every module.")
    @click.option("--handbook", is_flag=True, help="Make the handbook: method, cases, lessons, words and sources in one file.")
    @TO
    @LANGUAGE
    @SITE
    def pdf(modules: tuple[str, ...], every: bool, handbook: bool, to: Path, language: str | None, site: Path | None) -> None:
        """Write modules, each with a key to its questions, or the handbook as tagged PDF files on A4."""
        if not (modules or every or handbook):
            fail("say what to print: the ids of modules, --all or --handbook")
        if modules and every:
            fail("name modules or take --all, not both")
        write(_printing(fresh, bool(modules or every), handbook, site), modules, to, language)

    return pdf


def _printing(fresh: Fresh, modules: bool, handbook: bool, site: Path | None) -> Making:
    """What makes the PDFs. Exits before anything is built when this machine cannot print."""
    from portal.build import press
    from portal.exports.abroad import Abroad
    from portal.exports.books import HANDBOOK

    known = project() / press.KNOWN

    def making(corpus: Corpus, words: Catalogue, chosen: list[str]) -> Plan:
        try:
            press.weasyprint()
            pages = _pages(site, fresh, corpus, words, [f"modules/{mid}/index.html" for mid in chosen if modules])
            desk = Abroad(corpus, words)
            made = press.modules(desk, chosen if modules else (), pages, known / words.language)
            if handbook:
                made[HANDBOOK] = press.handbook(desk, pages, known / words.language)
        except (press.NoPress, press.Unprintable) as error:
            fail(str(error))
        return Plan(
            {f"{name}.pdf": data for name, data in made.items()},
            tuple(f"{name}.pdf: {len(data) / 1e6:.1f} MB" for name, data in made.items()),
        )

    return making


def _epub(write: Writing, fresh: Fresh) -> click.Command:
    @click.command("epub")
    @TO
    @LANGUAGE
    @SITE
    def epub(to: Path, language: str | None, site: Path | None) -> None:
        """Write the handbook as one EPUB 3 file, for phones and e-readers."""
        write(_binding(fresh, site), (), to, language)

    return epub


def _binding(fresh: Fresh, site: Path | None) -> Making:
    def making(corpus: Corpus, words: Catalogue, _: list[str]) -> Plan:
        from portal.build import epub
        from portal.exports import books
        from portal.exports.abroad import Abroad

        if find_spec("ebooklib") is None:
            fail("EPUB needs EbookLib: python -m pip install ebooklib")
        desk = Abroad(corpus, words)
        data = epub.epub(desk, books.handbook(desk, _pages(site, fresh, corpus, words, ["glossary.html"])))
        return Plan({f"{books.HANDBOOK}.epub": data}, (f"{books.HANDBOOK}.epub: {len(data) / 1e6:.1f} MB",))

    return making


def _zim(fresh: Fresh) -> click.Command:
    @click.command("zim")
    @click.option("-o", "--to", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="FILE.zim",
                  help="Write this file. One that is there is replaced.")  # fmt: skip
    @SITE
    def zim(to: Path, site: Path | None) -> None:
        """Write the whole site as one ZIM file, for Kiwix."""
        from portal.build import zim as made

        if to.suffix != ".zim":
            fail(f"{to} does not end with .zim; readers know such files by their names")
        try:
            made.library()
            corpus = load(project()).corpus
            about = made.metadata(corpus)
            weight = made.make(made.files(site or fresh(*corpus.site.languages)), corpus, to)
        except made.NoZim as error:
            fail(str(error))
        except ProblemsFound as found:
            report(found)
            sys.exit(1)
        screen.print(f"{to}: {about['Title']}, {weight / 1e6:.1f} MB")

    return zim


def _stick(write: Writing, fresh: Fresh) -> click.Command:
    @click.command("offline")
    @click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), show_default=True,
                  default=Path("build") / "exports" / "offline.zip", help="The zip to write.")  # fmt: skip
    @click.option("--since", type=click.DateTime(["%Y-%m-%d"]),
                  help="List what changed after this day; the last changes when left out.")  # fmt: skip
    @click.option("--site", type=click.Path(path_type=Path), help="Take this finished site; built anew when left out.")
    @LANGUAGE
    def stick(output: Path, since: datetime | None, site: Path | None, language: str | None) -> None:
        """Write the whole portal as one zip that opens from a folder or a memory stick, without a network."""
        from portal.build.site import finished
        from portal.exports.stick import plan

        def made(corpus: Corpus, words: Catalogue, _: list[str]) -> Plan:
            files = finished(site or fresh(words.language))
            if not files:
                fail(f"{site} is no finished site; build it first: portal build --site {site}")
            return plan(corpus, words, files, output.name, since.date() if since else None)

        write(made, (), output.parent, language)

    return stick
