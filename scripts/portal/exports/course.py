"""Templates of a new module and of its questions."""

from __future__ import annotations

from portal.exports import editors
from portal.exports.editors import Node
from portal.exports.template import Template, head, keys
from portal.schema.base import WRITE_HERE
from portal.schema.module import Module
from portal.schema.pool import FORMS, Pool
from portal.schema.quiz import Quiz

SCHEMA = "../../docs/reference/schema/{}.schema.json"
LESSON = """\
{mark} what the module is about, in one or two paragraphs. Begin with a question from the work of your learners.

## {mark} the heading of the section

{mark} the section, in short paragraphs and your own words. Each paragraph with a figure names its source. For another
section, add a heading that starts with ##, and an entry under `sections` in module.yml.
"""
QUIZ = """\
# yaml-language-server: $schema={schema}
# The questions of the module "{name}". `portal check` tells what is still to do.
# Replace each text that begins with "{mark}" and each example. The page docs/authors/fields.md tells more about
# each key. A figure needs its source, like [@unido-2020: Colombia, par. 4]; one in a question serves the whole question.
# There are twelve kinds of questions. The first one is in use; the others have # in front of each of their lines. To use one,
# or a key with # in front of it, take the first # away from each of its lines; else delete it.
"""
POOL = """\
# yaml-language-server: $schema={schema}
# The questions for tests of the module "{name}". `portal check` tells what is still to do.
# Replace each text that begins with "{mark}" and each example. The page docs/authors/fields.md tells more about
# each key. Questions stand in pairs, the twins: one for form a and one for form b. They ask for the same and are equally hard.
# There are eight kinds. The first one is in use; the others have # in front of each of their lines. To use one,
# or a key with # in front of it, take the first # away from each of its lines; else delete it.
"""
# What the questions of the template ask, by kind, and the solution.
ASKED = {
    "single": ("Where will free riders be the largest problem?", "From a simpler form nobody can be kept out."),
    "multiple": ("Which facts could turn the saving into a loss?", "Credit and grade can cost more than a discount saves."),
    "true-false": ("When firms are close to each other, joint action comes by itself.", "Being close lowers only some costs."),
    "order": ("Put the steps in the order in which they are safest.", "What costs least comes first."),
    "match": ("What does each rule say?", "The rules differ in what the shares follow."),
    "categorise": ("Who acts together?", "What counts is who acts, not who gains."),
    "numeric": ("What do the firms save together?", "Single bills minus joint bill."),
    "cloze-select": ("Choose the words that make the text right.", "Shares by use follow what each firm uses."),
    "cloze-type": ("Fill in the word.", "Trust grows when promises are kept."),
    "matrix": ("Whose task is it?", "The agent informs, the members decide."),
    "scenario": ("You are the cluster development agent. Decide step by step.", "Listen first, then show the facts."),
    "rubric": ("Judge the note that you wrote for your own cluster.", "Improve the line with the lowest level."),
}


def module(name: str) -> dict[str, str]:
    """The files of a new module by path: module.yml and lesson.md."""
    root = editors.described(Module)
    text = head(SCHEMA.format("module"), f'The training module "{name}".') + "\n" + keys(root, Template(root))
    return {f"modules/{name}/module.yml": text, f"modules/{name}/lesson.md": LESSON.format(mark=WRITE_HERE)}


def quiz(name: str, course: Module) -> dict[str, str]:
    """The quiz.yml of a module by its path, with a question of each kind; the first is in use."""
    root = editors.described(Quiz)
    template = Template(root, such_as=True)
    blocks = [QUIZ.format(schema=SCHEMA.format("quiz"), name=name, mark=WRITE_HERE)]
    for number, (word, model) in enumerate(editors.by_word(root["items"]).items()):
        given = {"id": f"my-{word}", **_aims(course, number)}
        lines = _question(template, word, template.models[model], root["items"], given, first=number == 0)
        blocks.append(_block(lines, number == 0))
    return {f"modules/{name}/quiz.yml": "\n".join(blocks)}


def pool(name: str, course: Module) -> dict[str, str]:
    """The pool.yml of a module by its path, with twins of each kind; the first are in use."""
    root = editors.described(Pool)
    template = Template(root, such_as=True)
    blocks = [POOL.format(schema=SCHEMA.format("pool"), name=name, mark=WRITE_HERE)]
    for number, (word, model) in enumerate(editors.by_word(root["items"]).items()):
        for form in FORMS:
            given = {"id": f"my-{word}-{form}", "twin": f"my-{word}", "form": form, **_aims(course, number)}
            first = number == 0 and form == FORMS[0]
            lines = _question(template, word, template.models[model], root["items"], given, first)
            blocks.append(_block(lines, number == 0))
    return {f"modules/{name}/pool.yml": "\n".join(blocks)}


def _block(lines: list[str], used: bool) -> str:
    """A question, with # in front of each line when it is not in use."""
    return "\n".join(lines if used else ["#" + line for line in lines]) + "\n"


def _aims(course: Module, number: int) -> dict[str, str]:
    """An outcome of the module, one after the other, and a section that serves it."""
    outcome = course.outcomes[number % len(course.outcomes)].id
    serving = [part for part in course.sections if outcome in part.serves] or course.sections
    return {"section": serving[0].id, "outcome": outcome}


def _question(template: Template, word: str, model: Node, every: Node, given: dict[str, str], first: bool) -> list[str]:
    """A question of one kind. The keys that every question has are explained in the first one."""
    ask, solution = ASKED[word]
    given = {**given, "ask": ask, "solution": solution}
    shared = {key: model["properties"][key] for key in ("id", *model["properties"]) if key in every["properties"]}
    own = {key: inner for key, inner in model["properties"].items() if key not in shared}
    needed = {"required": model["required"]}
    lines = template.group({"properties": shared, **needed}, given, comments=first)
    lines += template.group({"properties": own, **needed}, {})
    return [f"- # {word}: {model['description']}", *("  " + line for line in lines)]
