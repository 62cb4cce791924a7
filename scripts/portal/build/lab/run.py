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


def _asking(code):
    """The code with the value of its last line kept under a name, if that line is an expression; else as it is."""
    head, _, line = code.rstrip().rpartition("\n")
    kept = head + "\n_last = (" + line + "\n)"
    if not line or line[0] in " \t#)]}":
        return code
    try:
        compile(line, "last", "eval")
        compile(head or "pass", "head", "exec")
    except SyntaxError:
        return code
    return kept if head else kept[1:]


def _execute(code, name, names):
    compile(code, name, "exec")  # a slip is told with the line as it was written
    exec(compile(_asking(code), name, "exec"), names)
    value = names.pop("_last", None)
    if value is not None:
        _screen(value)


def _lines(error):
    """By cell, the innermost line in which it happened."""
    if hasattr(sys, "print_exception"):
        text = io.StringIO()
        sys.print_exception(error, text)
        parts = [row.split('"') for row in text.getvalue().split("\n") if row.startswith('  File "')]
        places = [(part[1], int(part[2].split("line ")[1].split(",")[0])) for part in parts]
    else:
        import traceback

        places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
        if isinstance(error, SyntaxError):
            places.append((error.filename, error.lineno))
    return dict(places)


def _failed(error, cell):
    said = str(error.msg) if isinstance(error, SyntaxError) and hasattr(error, "msg") else str(error)
    _send(t="error", id=cell, kind=type(error).__name__, text=said, lines=_lines(error))


def run(cells):
    """Run a JSON list of {id, code, quiet}, each in the names the ones before have made. Returns whether all went well."""
    cells = json.loads(cells)
    names = {"__name__": "__main__", "input": _input}
    for cell in cells:
        _send(t="cell", id=cell["id"], quiet=bool(cell.get("quiet")))
        try:
            _execute(cell["code"], cell["id"], names)
        except BaseException as error:
            _failed(error, cell["id"])
            return False
    return True


clusterlab.on_show(_screen)
