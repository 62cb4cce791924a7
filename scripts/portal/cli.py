"""The command line: ``portal check|build|serve|export|certify|explain|new|generate``."""

from __future__ import annotations

import os
import secrets
import sys
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from portal import __version__, binding
from portal.certify.commands import certify
from portal.console import fail, project, report, screen, steps
from portal.corpus.connections import check_connections
from portal.corpus.corpus import Corpus
from portal.corpus.load import load, read
from portal.exports.plan import Plan
from portal.language.catalogue import Catalogue, catalogue
from portal.language.translate import translate
from portal.problems import Problem, ProblemsFound, suggest
from portal.read.files import ID, collect
from portal.schema.module import Module
from portal.schema.scalars import MAX_ID


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="portal")
def main() -> None:
    """Build the training portal from its YAML and Markdown sources. Run it from the project's folder."""


@main.command()
@click.option("--format", "style", type=click.Choice(["text", "github", "json"]), default="text", help="How to print problems.")
@click.option("--connections", is_flag=True, help="Ask too whether cases, modules, words and pages hang together.")
def check(style: str, connections: bool) -> None:
    """Validate every source and build nothing. Exits with 1 when there are problems."""
    from portal.build.translations import check_translations

    try:
        library = load(project())
        if wrong := check_translations(project()):
            raise ProblemsFound(wrong)
        missing = check_connections(library)
        if missing and connections:
            raise ProblemsFound(missing, {file: document.text for file, document in library.documents.items()})
    except ProblemsFound as found:
        report(found, style)
        sys.exit(1)
    click.echo("[]" if style == "json" else f"No problems: {summary(library.corpus)}.", err=style == "github")
    if missing and style == "text":
        count = f"{len(missing)} connection{' is' if len(missing) == 1 else 's are'} missing"
        click.echo(f"{count}; `portal check --connections` shows {'it' if len(missing) == 1 else 'them'}.")


def summary(corpus: Corpus) -> str:
    """How much of each kind there is."""
    parts = {"module": corpus.modules, "case": corpus.cases, "template": corpus.handouts, "page": corpus.pages,
             "term": corpus.glossary, "source": corpus.sources}  # fmt: skip
    counts = {name: len(part) for name, part in parts.items()}
    return ", ".join(f"{count} {name}{'s' if count != 1 else ''}" for name, count in counts.items())


main.add_command(certify)

SITE = click.option("--site", type=click.Path(path_type=Path), default=Path("site"), show_default=True, help="Where to publish.")


@main.command()
@SITE
@click.option("--language", "languages", multiple=True, help="Build these languages instead of those in site.yml.")
@click.option("--engine", type=click.Choice(["mkdocs", "zensical"]), default="mkdocs", show_default=True,
              help="What makes the pages. Zensical is the successor of Material for MkDocs: pip install zensical.")  # fmt: skip
@click.option("--compress", "packed", is_flag=True, help="Put a .br and a .gz beside each text file, for servers that send them.")
@click.option("--pdf", is_flag=True, help="Make each module a PDF too. This takes seconds a module and needs the library Pango.")
def build(site: Path, **wishes: Any) -> None:
    """Build the whole site. The old one stays in place until the new one is complete and audited."""
    if not _build(project(), site, **wishes):
        sys.exit(1)


def _build(root: Path, target: Path, **wishes: Any) -> bool:
    """Build and say how it went; True when the site was published."""
    from portal.build.engine import EngineFailed  # loads MkDocs: only when it is needed
    from portal.build.press import NoPress, Unprintable
    from portal.build.publish import CannotPublish
    from portal.build.runtimes import NoRuntime
    from portal.build.site import build as build_site

    started = time.monotonic()
    try:
        with steps() as step:
            made = build_site(root, target, step, **wishes)
    except ProblemsFound as found:
        report(found)
    except EngineFailed as error:
        click.echo(f"portal: the page engine reports:\n{error}", err=True)
    except (CannotPublish, NoRuntime, NoPress, Unprintable) as error:
        click.echo(f"portal: {error}", err=True)
    else:
        screen.print(f"{made['pages']} pages in {target} after {time.monotonic() - started:.1f} s")
        return True
    click.echo("portal: nothing was published; the site is as it was", err=True)
    return False


@main.command()
@SITE
@click.option("--port", default=8000, show_default=True, help="The port on 127.0.0.1; 0 takes any free one.")
@click.option("--open/--no-open", "show", default=None, help="Open a browser (by default where there is a screen).")
def serve(site: Path, port: int, show: bool | None) -> None:
    """Build, serve on 127.0.0.1 and rebuild when a source changes; open pages refresh by themselves."""
    from portal.build.serve import serve as serve_site

    root = project()
    if not _build(root, site):
        sys.exit(1)

    def ready(address: str) -> None:
        screen.print(f"The portal is at {address}  (Ctrl-C stops)")
        if has_screen() if show is None else show:
            webbrowser.open(address)

    try:
        serve_site(root, site, port, lambda: _build(root, site), ready)
    except OSError as error:
        fail(f"port {port} cannot be used ({error.strerror}); choose another: portal serve --port 8001")


def has_screen() -> bool:
    """Whether a browser window can be shown here."""
    return sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


EXPORTED = Path("build") / "exports"
Making = Callable[[Corpus, Catalogue, list[str]], Plan]


@main.group()
def export() -> None:
    """Write modules as files for learning systems, tests for print, books, and the portal for a memory stick."""


TO = click.option("--to", type=click.Path(file_okay=False, path_type=Path), default=EXPORTED, show_default=True,
                  help="Put the files into this folder. What else is in it stays.")  # fmt: skip
LANGUAGE = click.option("--language", help="Take this language; the first one in site.yml when left out.")
MODULES = click.option("--module", "modules", metavar="ID", multiple=True, help="Take this module; all of them when left out.")


def exporting(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every export for learning systems has."""
    for option in (MODULES, TO, LANGUAGE):
        command = option(command)
    return command


@export.command()
@exporting
def moodle(modules: tuple[str, ...], to: Path, language: str | None) -> None:
    """Write the questions of modules as Moodle XML and as GIFT, for a bank of questions."""
    from portal.exports.moodle import plan

    write_export(plan, modules, to, language)


@export.command()
@exporting
def cartridge(modules: tuple[str, ...], to: Path, language: str | None) -> None:
    """Write modules as one Common Cartridge 1.1: lessons, questions and web links for a course."""
    from portal.exports.cartridge import plan

    write_export(plan, modules, to, language)


@export.command()
@exporting
@click.option("--site", type=click.Path(path_type=Path), help="Take the pages of this finished site; built anew when left out.")
def scorm(modules: tuple[str, ...], to: Path, language: str | None, site: Path | None) -> None:
    """Write each module as two SCORM packages, 1.2 and 2004: lesson, questions and drawings, with score and completion."""
    from portal.build.site import built
    from portal.exports import scorm as made

    def plan(corpus: Corpus, words: Catalogue, chosen: list[str]) -> Plan:
        first = corpus.site.languages[0]
        pages = built(site or _fresh_site(words.language), "" if words.language == first else f"{words.language}/")
        if missing := [mid for mid in chosen if f"modules/{mid}/index.html" not in pages]:
            fail(f"{site} has no page of {', '.join(missing)}; build it anew: portal build --site {site}")
        return made.plan(corpus, words, chosen, pages)

    write_export(plan, modules, to, language)


@export.command("paper")
@click.option("--assessment", "names", metavar="ID", multiple=True, help="Take this test; all of them when left out.")
@click.option("--seed", metavar="N", help="The number that decides the order; any number when left out. It is on each sheet.")
@TO
@LANGUAGE
def on_paper(names: tuple[str, ...], seed: str | None, to: Path, language: str | None) -> None:
    """Write tests for print: question sheets, answer sheets and keys of both forms, and tables for the scores."""
    from portal.corpus.assessments import published
    from portal.exports.paper import plan

    if seed is not None and not (seed.isascii() and seed.isdigit() and len(seed) <= 6):
        fail("a seed is a number of up to six digits, such as --seed 4711")

    def made(corpus: Corpus, words: Catalogue, _: list[str]) -> Plan:
        known = [test.id for test in published(corpus)]
        for name in set(names) - set(known):
            fail(f"there is no test {name}; {suggest(name, known) or 'no test has questions yet'}")
        return plan(corpus, words, list(names or known), seed or str(1000 + secrets.randbelow(9000)))

    write_export(made, (), to, language)


@export.command()
@SITE
@TO
def hosting(site: Path, to: Path) -> None:
    """Write settings for hosts: headers, how long files are kept, compressed files. For Netlify, Cloudflare, nginx and Apache."""
    from portal.build.compress import policies
    from portal.exports.hosting import plan

    found = policies(site)
    if not found:
        fail(f"there are no pages in {site}; build it first: portal build --site {site}")
    write_export(lambda corpus, *_: plan(corpus.site.address, found), (), to, None)


def _fresh_site(*languages: str) -> Path:
    """This project's site, built for an export. Exits when it cannot be built."""
    root = project()
    target = root / "build" / "exported-site"
    first = load(root).corpus.site.languages[0]
    if not _build(root, target, languages=tuple(dict.fromkeys([first, *languages]))):
        sys.exit(1)
    return target


def write_export(plan: Making, modules: tuple[str, ...], to: Path, language: str | None) -> None:
    """Make the files of an export, write them, and say what is in them and what is not. Exits when something is wrong."""
    from portal.write import add

    root = project()
    try:
        corpus = load(root).corpus
    except ProblemsFound as found:
        report(found)
        sys.exit(1)
    original = corpus.site.languages[0]
    if language and language not in corpus.site.languages:
        fail(f"the portal has no language {language}; it has {', '.join(corpus.site.languages)}")
    for mid in set(modules) - set(corpus.modules):
        fail(f"there is no module {mid}; {suggest(mid, list(corpus.modules)) or 'none has been started yet'}")
    words = catalogue(root, language or original, original)
    with steps() as step:
        step("Making the files")
        made = plan(translate(corpus, words), words, list(modules or corpus.modules))
        add(to, made.files)
    for line in made.said:
        click.echo(line)
    screen.print(f"In {to}: {', '.join(made.files) if len(made.files) < 9 else f'{len(made.files)} files'}")


for command in binding.commands(write_export, _fresh_site):
    export.add_command(command)


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """Tell what a problem's CODE means and how to mend it."""
    from portal.codes import CODES, page

    if code.upper() not in CODES:
        fail(f"there is no code {code}; {suggest(code.upper(), CODES)}")
    click.echo(page(code.upper()))


@main.group()
def new() -> None:
    """Start a new piece of content."""


@new.command()
@click.argument("name", metavar="ID")
def case(name: str) -> None:
    """Start the case study case_studies/ID.yml from a template that explains each key."""
    from portal.exports import new_case

    start(new_case(usable(name)))


@new.command("template")
@click.argument("name", metavar="ID")
def handout(name: str) -> None:
    """Start the template to take away docs/templates/ID.yml: a form, with a template that explains each key."""
    from portal.exports import new_handout

    start(new_handout(usable(name)))


@new.command()
@click.argument("name", metavar="ID")
def module(name: str) -> None:
    """Start the training module modules/ID: module.yml and lesson.md, from templates that explain each key."""
    from portal.exports import new_module

    start(new_module(usable(name)), f"`portal new quiz {name}` starts its questions.")


@new.command()
@click.argument("name", metavar="MODULE")
def quiz(name: str) -> None:
    """Start the questions of a module, modules/MODULE/quiz.yml, with an example of each of the twelve kinds."""
    from portal.exports import new_quiz

    start(new_quiz(name, known_module(name)))


@new.command()
@click.argument("name", metavar="MODULE")
def pool(name: str) -> None:
    """Start the questions for tests of a module, modules/MODULE/pool.yml, with twins of each of the eight kinds."""
    from portal.exports import new_pool

    start(new_pool(name, known_module(name)))


@new.command()
@click.argument("name", metavar="MODULE")
@click.argument("exercise_name", metavar="NAME")
def exercise(name: str, exercise_name: str) -> None:
    """Start the exercise modules/MODULE/exercises/NAME.ipynb: a notebook that runs, with texts to replace."""
    from portal.exports import new_exercise

    course = known_module(name)
    if exercise_name in ("index", "quiz"):
        fail(f"an exercise cannot be called {exercise_name}: every module has a page of this name")
    start(new_exercise(name, usable(exercise_name, ".ipynb"), course), "Jupyter opens it.")


def usable(name: str, ending: str = ".yml") -> str:
    """The name, if it can be an id. Exits when it cannot."""
    if not ID.fullmatch(name) or len(name) > MAX_ID:
        mend = f"use small letters a to z, digits and single hyphens, at most {MAX_ID} of them"
        report(ProblemsFound([Problem(f"{name}{ending}", 1, 1, "C301", f'"{name}" cannot be an id', mend)]))
        sys.exit(1)
    return name


def known_module(name: str) -> Module:
    """The module.yml of a module, read. Exits when there is none, or when it has problems of its own."""
    sources, file = collect(project()), f"modules/{name}/module.yml"
    known = [path.split("/")[1] for path in sources.texts if path.startswith("modules/") and path.endswith("/module.yml")]
    if name not in known:
        fail(f"there is no module {name}; {suggest(name, known) or 'none has been started yet'}")
    try:
        if problems := [problem for problem in sources.problems if problem.file == file]:
            raise ProblemsFound(problems, sources.texts)
        return read(file, sources.texts[file]).item
    except ProblemsFound as found:
        report(found)
        sys.exit(1)


def start(files: dict[str, str], more: str = "") -> None:
    """Write new files. Exits, and writes none, when one of them is there already."""
    root = project()
    for name in files:
        if (root / name).exists():
            fail(f"{name} exists already")
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"{' and '.join(files)} {'is' if len(files) == 1 else 'are'} ready to be filled in; "
               f"`portal check` says what is still missing. {more}".rstrip())  # fmt: skip


@main.command()
def generate() -> None:
    """Write the files made from the schema: editor schemas, field reference, list of problem codes."""
    from portal.exports import generated

    root = project()
    for name, data in generated(root).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        click.echo(name)
