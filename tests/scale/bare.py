"""The least that can be called building: YAML cases to HTML pages with one template, and a list. No checks, no links, no search.

python tests/scale/bare.py FOLDER-OF-CASES SITE
"""

from __future__ import annotations

import sys
from pathlib import Path

import jinja2
import yaml

PAGE = jinja2.Environment(autoescape=True).from_string("""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{{ case.title }}</title></head><body><main><h1>{{ case.title }}</h1><p>{{ case.summary }}</p>
{% for name in ("challenge", "approach", "activities", "gender", "sustainability", "lessons") %}
<h2>{{ name }}</h2>{% for part in case[name].split("\n\n") %}<p>{{ part }}</p>{% endfor %}
{% endfor %}<h2>Results</h2><table>{% for result in case.results %}
<tr><th>{{ result.label }}</th><td>{{ result.value }} {{ result.unit }}</td><td>{{ result.source.ref }}</td></tr>{% endfor %}
</table></main></body></html>""")
LIST = jinja2.Environment(autoescape=True).from_string("""<!doctype html><title>Cases</title><ul>
{% for name, case in cases.items() %}
<li><a href="{{ name }}.html">{{ case.title }}</a>: {{ case.summary }}</li>{% endfor %}</ul>""")


def main(source: Path, target: Path) -> None:
    """Write a page for each case, and a list."""
    target.mkdir(exist_ok=True)
    cases = {}
    for path in sorted(source.glob("*.yml")):
        with path.open("rb") as file:
            cases[path.stem] = yaml.load(file, yaml.CSafeLoader)
    for name, case in cases.items():
        (target / f"{name}.html").write_text(PAGE.render(case=case), encoding="utf-8")
    (target / "index.html").write_text(LIST.render(cases=cases), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
