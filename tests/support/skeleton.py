"""What a page is made of, without what it says: elements and names of attributes."""

from __future__ import annotations

from playwright.sync_api import Page

# Ids are left out, as they may be made from texts, and the mark of where the reader is. A drawing breaks texts into lines
# as long as they need: of a drawing only the kinds of its elements count. The sizes of what can be saved come with a
# script that a page asks for when it has time.
SCRIPT = """() => {
  const leftOut = ["id", "aria-current"];
  const attributes = node => [...node.attributes].map(one => one.name).filter(name => !leftOut.includes(name)).sort();
  const named = node => `${node.tagName}[${attributes(node)}]`;
  const kinds = node => [...new Set([...node.querySelectorAll("*")].map(named))].sort();
  const late = node => node.tagName === "SCRIPT" && /[/]offline[/]parts[.]js$/.test(node.src);
  const inside = node => [...node.children].filter(child => !late(child));
  const walk = (node, depth) => node.tagName === "svg" ? [" ".repeat(depth) + named(node) + kinds(node)]
    : [" ".repeat(depth) + named(node), ...inside(node).flatMap(child => walk(child, depth + 1))];
  return walk(document.documentElement, 0);
}"""


def skeleton(page: Page) -> list[str]:
    """A line for each element of the page as it stands, indented by its depth."""
    return page.evaluate(SCRIPT)


def difference(expected: list[str], found: list[str]) -> str:
    """The first line in which two skeletons differ; "" when there is none."""
    for number, (one, other) in enumerate(zip(expected, found)):
        if one != other:
            return f"element {number}: {one.strip()} became {other.strip()}"
    return "" if len(expected) == len(found) else f"{len(expected)} elements became {len(found)}"
