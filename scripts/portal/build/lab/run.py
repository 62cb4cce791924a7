"""Runs cells in the browser: in MicroPython and in Pyodide alike. The worker calls ``run``."""

import io
import json
import sys

import js

import clusterlab


def _send(**message):
    if hasattr(sys.stdout, "flush"):  # MicroPython keeps nothing back
        sys.stdout.flush()
    js.portalSend(json.dumps(message))


def _screen(thing):
    if isinstance(thing, clusterlab.Table):
        _send(t="table", caption=thing.caption, head=thing.head, rows=thing.rows, right=thing.right)
    elif hasattr(thing, "_repr_svg_") and not isinstance(thing, type):
        _send(t="drawing", svg=thing._repr_svg_(), text=repr(thing))
    else:
        print(thing)


def _input(*_):
    raise RuntimeError("input() cannot ask here: change the fields, or write the value into the code")


def _split(code):
    """The code without its last line, and that line if it is an expression whose value is to be shown."""
    head, line = code.rstrip().rpartition("\n")[::2] if "\n" in code.rstrip() else ("", code.rstrip())
    if not line or line[0] in " \t#)]}":
        return code, ""
    try:
        compile(line, "last", "eval")
        compile(head or "pass", "head", "exec")
    except SyntaxError:
        return code, ""
    return head, line


def _execute(code, name, names):
    compile(code, name, "exec")  # a slip anywhere is told before anything runs
    head, line = _split(code)
    exec(compile(head or "pass", name, "exec"), names)
    if line:
        gap = "\n" * (head.count("\n") + 1 if head else 0)
        value = eval(compile(gap + "(" + line + "\n)", name, "eval"), names)
        if value is not None:
            _screen(value)


def _frames(error, ids):
    """Where in the cells it happened, the innermost place last: [cell, line]."""
    if hasattr(sys, "print_exception"):
        text = io.StringIO()
        sys.print_exception(error, text)
        parts = [row.split('"') for row in text.getvalue().split("\n") if row.startswith('  File "')]
        places = [(part[1], part[2].split("line ")[1].split(",")[0]) for part in parts]
    else:
        import traceback

        places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
        if isinstance(error, SyntaxError):
            places.append((error.filename, error.lineno))
    return [[name, int(line)] for name, line in places if name in ids and line]


def _failed(error, cell, ids):
    said = str(error.msg) if hasattr(error, "msg") else str(error)
    _send(t="error", id=cell, kind=type(error).__name__, text=said, frames=_frames(error, ids))


def run(cells):
    """Run a JSON list of {id, code, quiet}, each in the names the ones before have made. Returns whether all went well."""
    cells = json.loads(cells)
    ids = [cell["id"] for cell in cells]
    names = {"__name__": "__main__", "input": _input}
    for cell in cells:
        _send(t="cell", id=cell["id"], quiet=bool(cell.get("quiet")))
        try:
            _execute(cell["code"], cell["id"], names)
        except BaseException as error:
            _failed(error, cell["id"], ids)
            return False
    return True


clusterlab.on_show(_screen)
