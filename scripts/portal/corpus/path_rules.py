"""Rules for learning paths and workshops: what they name is there, the order can be followed, and the hours are true."""

from __future__ import annotations

from collections.abc import Iterator, Set

from portal.corpus import paths
from portal.corpus.corpus import Library
from portal.corpus.modules import TAKEN, module_names
from portal.corpus.pages import addresses
from portal.problems import Problem, nearest, suggest
from portal.read.tree import Path
from portal.schema.bind import Document
from portal.schema.path import LearningPath, PathStep, Session

OF_MODULE = ("sections", "quiz", "exercises", "field")
OF_PAGE = ("minutes", "what")
HOW_LONG = "write how many minutes it takes"


def check_paths(library: Library, faulty: Set[str] = frozenset()) -> Iterator[Problem]:
    """Every problem in learning paths, workshops, and in the order of modules.

    Of ``faulty`` modules, which have problems of their own, nobody knows yet what they take and what they build on.
    """
    waits = [*waiting(library)]
    yield from waits
    if document := library.documents.get("docs/reference/paths.yml"):
        for index, path in enumerate(document.item):
            found = [problem for rule in (kinds, named, twice) for problem in rule(library, document, index, path)]
            yield from found
            sound = not faulty & {step.module for step in path.steps}
            yield from order(library, document, index, path) if sound and not waits else ()
            for rule in (counted, hours) if sound and not found else ():
                yield from rule(library, document, index, path)
    if document := library.documents.get("docs/reference/programmes.yml"):
        for index, programme in enumerate(document.item):
            yield from _known(document, (index, "paths"), programme.paths, {path.id for path in library.corpus.paths}, "path")
            for at, day in enumerate(programme.days):
                for number, session in enumerate(day.sessions):
                    yield from sessions(library, document, (index, "days", at, "sessions", number), session)


def waiting(library: Library) -> Iterator[Problem]:
    """No modules wait for each other."""
    before = {name: course.module.prerequisites for name, course in library.corpus.modules.items()}
    for ring in paths.rings(before):
        document = library.documents[f"modules/{ring[0]}/module.yml"]
        way = " → ".join([*ring, ring[0]])
        where = ("prerequisites", before[ring[0]].index(ring[1]))
        yield document.problem("C345", where, f"modules wait for each other: {way}", "take one of them out of `prerequisites`")


def kinds(library: Library, document: Document, index: int, path: LearningPath) -> Iterator[Problem]:
    """A step is a module or a page, and has the keys of that kind only; a page says what to do and for how long."""
    for number, step in enumerate(path.steps):
        where = (index, "steps", number)
        written = document.tree.value[index]["steps"][number]
        if (step.module is None) == (step.page is None):
            message = "a step is either a module or a page" + ("; this one names both" if step.module else "")
            yield document.problem("C341", where, message, "write `module:` or `page:`")
            continue
        wrong, kind, other = (OF_PAGE, "module", "page") if step.module else (OF_MODULE, "page", "module")
        for key in (key for key in wrong if key in written):
            yield document.problem(
                "C341", (*where, key), f'"{key}" is for a {other}; this step is a {kind}', "remove the key", key=True
            )
        for key in (key for key in OF_PAGE if step.page and getattr(step, key) is None):
            yield document.problem("C341", where, f'the step is a page, and the key "{key}" is missing', f"add `{key}:`")
        if step.page and step.minutes is not None and step.minutes < 1:
            yield document.problem("C347", (*where, "minutes"), "a step takes a minute or more", HOW_LONG)


def named(library: Library, document: Document, index: int, path: LearningPath) -> Iterator[Problem]:
    """Modules, sections, exercises and pages of a path exist."""
    modules = module_names(library)
    yield from _known(document, (index, "assumes"), path.assumes, modules, "module")
    for number, step in enumerate(path.steps):
        where = (index, "steps", number)
        if step.page is not None:
            yield from _page(library, document, (*where, "page"), step.page)
        elif step.module is not None and step.module not in modules:
            yield _absent(document, (*where, "module"), step.module, modules, "module")
        elif step.module in library.corpus.modules:
            yield from _parts(library, document, where, step)


def _parts(library: Library, document: Document, where: Path, step: PathStep) -> Iterator[Problem]:
    """Sections and exercises that a step names are there."""
    course = library.corpus.modules[step.module]
    yield from _known(document, (*where, "sections"), step.sections, {part.id for part in course.module.sections}, "section")
    folder = f"modules/{step.module}/"
    pages = {page.removeprefix(folder) for page in library.module_pages() if page.startswith(folder)}
    yield from _known(document, (*where, "exercises"), step.exercises, pages - set(TAKEN), "exercise")


def _known(document: Document, where: Path, names: tuple[str, ...], known: set[str], kind: str) -> Iterator[Problem]:
    for at, name in enumerate(names):
        if name not in known:
            yield _absent(document, (*where, at), name, known, kind)


def _absent(document: Document, where: Path, name: str, known: set[str], kind: str) -> Problem:
    return document.problem("C340", where, f'there is no {kind} "{name}"', suggest(name, known) or "remove it")


def _page(library: Library, document: Document, where: Path, name: str) -> Iterator[Problem]:
    known = {page.removesuffix(".html") for page in addresses(library)}
    if name not in known:
        near = nearest(name, known)
        mend = f'did you mean "{near}"?' if near else "write it from the top of the portal, without .html, like concepts/phases"
        yield document.problem("C308", where, f'no page has the address "{name}.html"', mend)


def counted(library: Library, document: Document, index: int, path: LearningPath) -> Iterator[Problem]:
    """A step counts on questions and on work in the learner's cluster only where its module has them."""
    for number, step in enumerate(path.steps):
        course = library.corpus.modules.get(step.module or "")
        where = (index, "steps", number)
        if course and step.quiz and not paths.questions(course, step):
            message = "the module has no question on these sections"
            yield document.problem("C340", (*where, "quiz"), message, "remove the key, or name a section that has questions")
        if course and step.field and not course.module.minutes.field:
            message = "the module gives no minutes for work in the learner's own cluster"
            mend = "remove the key, or write `field` under `minutes` of the module"
            yield document.problem("C340", (*where, "field"), message, mend)


def twice(library: Library, document: Document, index: int, path: LearningPath) -> Iterator[Problem]:
    """No module stands twice in a path, and none that is taken as known is taught."""
    seen = dict.fromkeys(path.assumes, "it is taken as known under `assumes`")
    for number, step in enumerate(path.steps):
        if step.module in seen:
            message = f'the module "{step.module}" stands twice in this path'
            yield document.problem("C342", (index, "steps", number, "module"), message, f"remove it here: {seen[step.module]}")
        if step.module:
            seen.setdefault(step.module, f"step {number + 1} has it")


def order(library: Library, document: Document, index: int, path: LearningPath) -> Iterator[Problem]:
    """What a module builds on comes before it in the path, or is taken as known."""
    for number, name in paths.too_early(library.corpus.modules, path):
        message = f'"{path.steps[number].module}" builds on "{name}", which does not come before it'
        mend = f"put a step with {name} before it, or add {name} to `assumes`"
        yield document.problem("C343", (index, "steps", number, "module"), message, mend)


def hours(library: Library, document: Document, index: int, path: LearningPath) -> Iterator[Problem]:
    """The steps of a path take the hours that it declares, give or take a tenth."""
    time = paths.path_time(library.corpus.modules, path)
    if time and not paths.fits(time.all, path.hours):
        message = f"the steps take {time.all} minutes, which is {time.all / 60:.1f} hours; declared are {path.hours}"
        near = round(time.all / 60)
        mend = f"write {near}, or change the steps" if paths.fits(time.all, near) else "change the steps"
        yield document.problem("C344", (index, "hours"), message, mend)


def sessions(library: Library, document: Document, where: Path, session: Session) -> Iterator[Problem]:
    """A session has a title or a module that exists, and takes a minute or more; a module takes as long as its plan."""
    if session.module is None and session.title is None:
        yield document.problem("C346", where, "the session does not say what happens", "add `title:` or `module:`")
    if session.module is not None and session.kind != "session":
        message = f"a {session.kind} teaches no module"
        yield document.problem("C346", (*where, "module"), message, "remove the key, or write `kind: session`", key=True)
    if session.module is not None and session.module not in module_names(library):
        yield _absent(document, (*where, "module"), session.module, module_names(library), "module")
    course = library.corpus.modules.get(session.module or "") if session.kind == "session" and not session.aim else None
    wanted = paths.plan_minutes(course) if course else session.minutes
    if session.minutes < 1:
        yield document.problem("C347", (*where, "minutes"), "a session takes a minute or more", HOW_LONG)
    elif wanted != session.minutes:
        message = f"the plan of this module takes {wanted} minutes"
        mend = f"write {wanted}, or give the session an `aim` of its own if you teach only a part"
        yield document.problem("C347", (*where, "minutes"), message, mend)
