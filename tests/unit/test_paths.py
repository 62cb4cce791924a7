"""Learning paths and workshops: the hours are the sum of what learners do, the order can be followed, the clock is right."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.corpus import paths
from portal.corpus.corpus import Corpus
from portal.corpus.load import load
from portal.corpus.paths import StepTime
from portal.language.catalogue import Original
from portal.render import ways
from portal.render.desk import Desk
from portal.render.site import render
from portal.schema.path import LearningPath, PathStep
from tests.support import real
from tests.support.project import ROOT

SMALL = ROOT / "tests" / "fixtures" / "small"
CORPUS = real.corpus()
# What the brief of the portal asks for: the hours of each path lie between these.
HOURS = {"counterpart": (32, 35), "cluster-manager": (65, 70), "policy-maker": (12, 14), "trainer": (8, 8), "publisher": (2, 2)}
DAYS = {"four-days": 4, "two-days": 2, "one-day": 1}


@pytest.fixture(scope="module")
def small() -> Corpus:
    return load(SMALL).corpus


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    made = real.pages()
    return {name: data.decode() for name, data in made.items() if name.startswith(("paths/", "programmes/", "modules/"))}


def step(**given) -> PathStep:
    return PathStep.model_validate({"why": "Why.", **given})


# Sums.


def test_the_minutes_of_a_step_are_those_of_what_learners_do(small):
    time = small.modules["pots"].module.minutes
    assert paths.step_time(small.modules, step(module="pots")) == StepTime(reading=5)
    assert paths.step_time(small.modules, step(module="pots", sections=["leaving"])) == StepTime(reading=2)
    everything = step(module="pots", quiz="true", field="true")
    assert paths.step_time(small.modules, everything) == StepTime(reading=5, quiz=time.quiz, field=time.field)
    assert paths.step_time(small.modules, step(page="about", minutes="7", what="Read")) == StepTime(page=7)


def test_questions_on_some_sections_take_their_share(small):
    course = small.modules["pots"]
    both = [
        paths.step_time(small.modules, step(module="pots", sections=[part.id], quiz="true")) for part in course.module.sections
    ]
    asked = [
        len(paths.questions(course, step(module="pots", sections=[part.id], quiz="true"))) for part in course.module.sections
    ]
    assert sum(asked) == len(course.items) and all(asked)
    assert abs(sum(time.quiz for time in both) - course.module.minutes.quiz) <= 1
    assert both[asked.index(max(asked))].quiz == max(time.quiz for time in both)


def test_exercises_take_the_minutes_of_their_notebooks():
    names = ["joint-purchase", "cost-sharing"]
    books = CORPUS.modules["joint-action"].notebooks
    time = paths.step_time(CORPUS.modules, step(module="joint-action", exercises=names))
    assert time.exercises == sum(books[name].minutes for name in names) > 0


def test_what_is_not_there_has_no_minutes(small):
    assert paths.step_time(small.modules, step(module="nowhere")) is None
    assert paths.step_time(small.modules, step(module="pots", exercises=["nothing"])) is None
    path = small.paths[0].model_copy(update={"steps": (*small.paths[0].steps, step(module="nowhere"))})
    assert paths.path_time(small.modules, path) is None


@pytest.mark.parametrize(("minutes", "hours", "true"), [
    (60, 1, True), (66, 1, True), (67, 1, False), (54, 1, True), (53, 1, False), (0, 1, False), (858, 13, True), (859, 13, False),
])  # fmt: skip
def test_hours_are_true_within_a_tenth(minutes, hours, true):
    assert paths.fits(minutes, hours) is true


@pytest.mark.parametrize("path", CORPUS.paths, ids=lambda path: path.id)
def test_the_hours_of_each_path_are_those_that_its_learners_have(path):
    low, high = HOURS[path.id]
    time = paths.path_time(CORPUS.modules, path)
    assert low <= path.hours <= high
    assert paths.fits(time.all, path.hours)
    views = list(ways.steps(CORPUS.modules, path))
    assert [view.so_far for view in views] == [sum(one.time.all for one in views[: n + 1]) for n in range(len(views))]
    assert views[-1].so_far == time.all


def test_all_five_paths_and_three_workshops_are_there():
    assert [path.id for path in CORPUS.paths] == list(HOURS)
    assert {programme.id: len(programme.days) for programme in CORPUS.programmes} == DAYS


def test_every_module_is_in_a_path_and_managers_do_all_of_them():
    manager = next(path for path in CORPUS.paths if path.id == "cluster-manager")
    assert [one.module for one in manager.steps] == list(CORPUS.modules)


# Order.


def test_what_a_module_builds_on_comes_before_it_or_is_known(small):
    pots = small.modules["pots"]
    clay = replace(pots, module=pots.module.model_copy(update={"prerequisites": ("pots",)}))
    courses = {"pots": pots, "clay": clay}

    def early(names: list[str], assumes: tuple[str, ...] = ()) -> list[tuple[int, str]]:
        path = small.paths[0].model_copy(update={"steps": tuple(step(module=name) for name in names), "assumes": assumes})
        return list(paths.too_early(courses, path))

    assert early(["pots", "clay"]) == []
    assert early(["clay", "pots"]) == [(0, "pots")]
    assert early(["clay"]) == [(0, "pots")]
    assert early(["clay"], ("pots",)) == []


@pytest.mark.parametrize(("before", "rings"), [
    ({"a": [], "b": ["a"], "c": ["a", "b"]}, []),
    ({"a": ["b"], "b": ["a"]}, [("a", "b")]),
    ({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}, [("a", "b", "c")]),
    ({"a": ["a"]}, []),  # a module before itself is problem C330
    ({"b": ["c"], "c": ["b"], "d": ["e"], "e": ["d"]}, [("b", "c"), ("d", "e")]),
    ({"a": ["nowhere"]}, []),
])  # fmt: skip
def test_modules_that_wait_for_each_other_are_found_once(before, rings):
    assert list(paths.rings(before)) == rings


names = st.sampled_from("abcdef")


@given(st.dictionaries(names, st.lists(names, max_size=4, unique=True), max_size=6))
def test_a_graph_has_a_ring_exactly_when_it_has_no_order(before):
    left = {name: {other for other in others if other != name and other in before} for name, others in before.items()}
    while free := [name for name, others in left.items() if not others & set(left)]:
        for name in free:
            del left[name]
    assert bool(list(paths.rings(before))) == bool(left)


# Days.


@pytest.mark.parametrize(("start", "past", "clock"), [("09:00", 0, "09:00"), ("08:45", 95, "10:20"), ("23:30", 45, "00:15")])
def test_the_clock(start, past, clock):
    assert paths.clock(start, past) == clock


def test_a_day_begins_when_it_says_and_each_session_when_the_last_one_ends(small):
    programme = small.programmes[0]
    times = [(start, end) for start, end, _ in paths.times(programme, programme.days[0])]
    assert times == [("10:30", "10:45"), ("10:45", "11:15"), ("11:15", "12:15"), ("12:15", "12:35"), ("12:35", "12:45")]
    assert paths.work(programme.days[0]) == 75


def test_a_session_of_a_module_has_the_aim_materials_and_plan_of_its_notes(small):
    day = ways.day_view(small, small.programmes[0], 1, small.programmes[0].days[0])
    taught, own = day.sessions[1], day.sessions[3]
    notes = small.modules["pots"].module.facilitator
    assert (taught.title, taught.materials) == (small.modules["pots"].module.title, notes.materials)
    assert taught.plan == (("10:45", "Opening question"), ("10:55", "The kiln game"))
    assert (own.title, own.materials, own.plan) == ("Half a game", ("Stones",), ())
    assert (day.work, day.rest, day.start, day.end) == (75, 60, "10:30", "12:45")


@pytest.mark.parametrize("programme", CORPUS.programmes, ids=lambda programme: programme.id)
def test_ready_days_can_be_lived(programme):
    for day in programme.days:
        kinds = [session.kind for session in day.sessions]
        assert kinds[0] == "opening" and kinds[-1] == "closing"
        assert 5 * 60 <= paths.work(day) <= 7 * 60
        run = 0
        for session in day.sessions:
            run = 0 if session.kind == "break" else run + session.minutes
            assert run <= 2 * 60 + 15, f"{day.title}: too long without a break"


# Pages.


def test_sheets_and_planner_speak_without_citations(pages):
    assert "[@" not in pages["programmes/planner.md"]
    for name in DAYS:
        assert 'class="cite"' not in pages[f"programmes/{name}.md"].partition('<section class="day-sheet')[2].partition("## ")[0]


def test_each_lesson_says_in_which_paths_it_is(pages):
    for name in CORPUS.modules:
        wanted = {path.id for path in CORPUS.paths if name in {one.module for one in path.steps}}
        assert set(re.findall(r"\.\./\.\./paths/([\w-]+)\.html", pages[f"modules/{name}/index.md"])) == wanted


def test_the_list_of_modules_has_each_of_them_once_in_its_group(pages):
    page = pages["modules/index.md"]
    assert re.findall(r'<h3><a href="([\w-]+)/index', page) == list(CORPUS.modules)
    assert re.findall(r"\n## (\w+)", page) == ["Introductory", "Intermediate", "Advanced"]


def test_the_planner_gets_plain_text_from_any_author(small):
    nasty = small.modules["pots"]
    notes = nasty.module.facilitator.model_copy(update={"aim": "Say **1 < 2** & stop. [@invented-report: Valley, par. 2]"})
    course = replace(nasty, module=nasty.module.model_copy(update={"facilitator": notes}))
    corpus = replace(small, modules={"pots": course})
    given_data = ways.planner_data(corpus, Desk(corpus, Original(), {}))
    assert given_data["sessions"][0]["aim"] == "Say 1 < 2 & stop."


def test_a_portal_without_paths_has_an_empty_list_and_a_planner(small):
    bare = replace(small, paths=(), programmes=())
    made = render(bare, Original())
    assert b"There is no path yet." in made["paths/index.md"]
    assert "programmes/planner.md" in made
    assert [name for name in made if name.startswith(("paths/", "programmes/"))] == ["paths/index.md", "programmes/planner.md"]


def test_a_path_can_be_made_in_any_order_of_keys():
    entry = {"id": "p", "steps": [{"why": "Why.", "page": "about", "minutes": "60", "what": "Read"}], "hours": "1"}
    texts = dict.fromkeys(("title", "short", "for_whom", "summary", "rhythm", "author"), "Words")
    path = LearningPath.model_validate({**entry, **texts, "product": ["A thing"], "added": "2026-01-02", "updated": "2026-01-02"})
    assert paths.path_time({}, path).all == 60
