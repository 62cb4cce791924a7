"""A learning system for tests: scorm-again in the outermost of three frames, the package in the innermost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

from tests.support.npm import SCORM_AGAIN, unpacked

# The innermost frame is that of the package; the one around it has no API, as in many systems.
OUTER = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Learning system</title>
<script src="scorm-again.js"></script><body><iframe id="middle" title="Module" style="width:100%;height:90vh"></iframe>"""
MIDDLE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Player</title>
<body style="margin:0">
<iframe name="module" title="Module" style="width:100%;height:88vh;border:0" src="NAME/index.html"></iframe>"""
LAUNCH = """([version, state, name]) => {
  const make = version === "1.2" ? Scorm12API : Scorm2004API;
  const api = new make({ autocommit: false, logLevel: 5, strict_errors: true });
  if (state) api.loadFromJSON(state, "");
  window.commits = 0; window.refused = []; window.api = api;
  const [get, set, commit, error] = version === "1.2"
    ? ["LMSGetValue", "LMSSetValue", "LMSCommit", "LMSGetLastError"] : ["GetValue", "SetValue", "Commit", "GetLastError"];
  const own = { set: api[set].bind(api), commit: api[commit].bind(api) };
  api[set] = (key, value) => {
    const said = own.set(key, value);
    if (said !== "true") refused.push(`${key}: ${api[error]()}`);
    return said;
  };
  api[commit] = value => { commits += 1; return own.commit(value); };
  window[version === "1.2" ? "API" : "API_1484_11"] = api;
  document.getElementById("middle").src = `${name}.html`;
}"""


def install(folder: Path, packages: Mapping[str, Mapping[str, bytes]]) -> Path:
    """Write the learning system with unpacked packages, by name."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lms.html").write_text(OUTER, encoding="utf-8")
    script = (unpacked(SCORM_AGAIN) / "dist" / "scorm-again.js").read_text(encoding="utf-8")
    (folder / "scorm-again.js").write_text(script.partition("//# sourceMappingURL")[0], encoding="utf-8")
    for name, files in packages.items():
        (folder / f"{name}.html").write_text(MIDDLE.replace("NAME", name), encoding="utf-8")
        for path, data in files.items():
            (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / name / path).write_bytes(data)
    return folder


def launch(page: Page, version: str, name: str, state: Any = None) -> Frame:
    """Start a module for a learner, with what was kept before. Gives the frame of the package."""
    page.evaluate(LAUNCH, [version, state, name])
    page.wait_for_function("window.frames[0]?.frames[0]?.portalState !== undefined")
    return page.frame("module")


def leave(page: Page) -> dict[str, Any]:
    """Close the module; what the system has kept of the session, for the next one."""
    page.evaluate("document.getElementById('middle').remove()")
    return json.loads(page.evaluate("JSON.stringify(api.renderCMIToJSONObject().cmi || api.cmi)"))


def value(page: Page, name: str) -> Any:
    """A value in the data of the session, such as core.score.raw."""
    return page.evaluate("name => name.split('.').reduce((at, key) => at[key], JSON.parse(JSON.stringify(api.cmi)))", name)
