# ruff: noqa: RUF005 (MicroPython does not know [*a, b])
"""Tables: read from what was pasted, shown as text and as HTML; and ``show``, which puts a result on the reader's screen."""

from clusterlab.writing import number, parse_number

_screen = []


def on_show(screen):
    """Say where ``show`` puts things: ``screen`` is called with each. For pages that run notebooks; Jupyter needs it not."""
    _screen[:] = [screen]


def show(*things):
    """Show charts, tables or texts in the output, one below the other."""
    for thing in things:
        if _screen:
            _screen[0](thing)
            continue
        try:
            from IPython.display import display
        except ImportError:
            display = print
        display(thing)


def escaped(text):
    """Text that may stand in HTML and SVG, in quoted attributes too."""
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        text = text.replace(sign, name)
    return text


class Table:
    """A table with a head and a caption. ``rows`` and ``head`` hold texts; ``right`` says which columns hold numbers."""

    def __init__(self, rows, head, caption, right):
        self.rows, self.head, self.caption, self.right = rows, head, caption, right

    def __repr__(self):
        """Columns of text, numbers to the right."""
        lines = [self.head] + self.rows if self.head else self.rows
        wide = [max([len(line[n]) for line in lines]) for n in range(len(self.right))]
        texts = ["  ".join([_padded(line[n], wide[n], self.right[n]) for n in range(len(wide))]).rstrip() for line in lines]
        if self.head:
            texts.insert(1, "  ".join(["-" * size for size in wide]))
        return "\n".join(([self.caption] if self.caption else []) + texts)

    def _repr_html_(self):
        """An HTML table with a caption; heads of columns and rows are marked as such."""
        caption = "<caption>" + escaped(self.caption) + "</caption>" if self.caption else ""
        heads = "".join([_cell("th", text, ' scope="col"') for text in self.head])
        head = "<thead><tr>" + heads + "</tr></thead>" if heads else ""
        return "<table>" + caption + head + "<tbody>" + "".join([self._row(row) for row in self.rows]) + "</tbody></table>"

    def _repr_mimebundle_(self, include=None, exclude=None):
        """All forms at once; the last holds the bare cells, from which the portal makes its own table."""
        cells = {"caption": self.caption, "head": self.head, "rows": self.rows, "right": self.right}
        return {"text/plain": repr(self), "text/html": self._repr_html_(), "application/vnd.portal.table+json": cells}

    def _row(self, row):
        cells = [_cell("th", row[0], ' scope="row"')]
        cells += [_cell("td", text, ' class="number"' if right else "") for text, right in zip(row[1:], self.right[1:])]
        return "<tr>" + "".join(cells) + "</tr>"


def _padded(text, size, right):
    space = " " * (size - len(text))
    return space + text if right else text + space


def _cell(name, text, more):
    return "<" + name + more + ">" + escaped(text) + "</" + name + ">"


def table(rows, head=(), caption="", places=0, marks="1,234.5"):
    """A table to show.

    ``rows``: lists of texts and numbers, all of the same length; the first column names the row. ``head``: the names of the
    columns. ``caption``: what the table shows, with the unit. ``marks`` and ``places`` as in ``number``; a column of whole
    numbers is written without decimals. Raises ValueError when a row is longer or shorter than the first.
    """
    head = [str(text) for text in head]
    rows = [list(row) for row in rows]
    width = len(head) or (len(rows[0]) if rows else 0)
    for row in rows:
        if len(row) != width:
            raise ValueError("each row of a table has " + str(width) + " cells; this one has " + str(len(row)) + ": " + str(row))
    columns = [[row[n] for row in rows] for n in range(width)]
    right = [all(_is_number(cell) for cell in column) for column in columns]
    digits = [0 if all(isinstance(cell, int) for cell in column) else places for column in columns]
    texts = [[number(row[n], digits[n], marks) if _is_number(row[n]) else str(row[n]) for n in range(width)] for row in rows]
    return Table(texts, head, str(caption), right)


def _is_number(cell):
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def parse_table(text):
    """The cells of a table that was pasted or typed: a list of rows, each a list of texts.

    Columns stand apart by tabs (from a spreadsheet), else by semicolons, else by commas. Quotation marks hold a cell
    together. Empty lines are left out, short rows are filled up with empty cells.
    """
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    mark = _separator(lines)
    rows = [_cells(line, mark) for line in lines]
    width = max([len(row) for row in rows]) if rows else 0
    return [row + [""] * (width - len(row)) for row in rows]


def parse_pairs(text, marks=""):
    """Names and numbers from a table that was pasted or typed: a list of (first cell, number in the last cell).

    A first line without a digit is taken for the heads of the columns. ``marks`` as in ``parse_number``. Raises ValueError
    for a number that cannot be read, and when nothing is there.
    """
    rows = parse_table(text)
    if rows and not any(sign in rows[0][-1] for sign in "0123456789") and len(rows) > 1:
        rows = rows[1:]
    if not rows:
        raise ValueError("the table is empty: write one line for each, a name and a number")
    return [(row[0], parse_number(row[-1], marks)) for row in rows]


def _separator(lines):
    """What stands between columns, or "" when there is one column only."""
    for mark in ("\t", ";"):
        if any(mark in line for line in lines):
            return mark
    split = [line for line in lines if "," in line and (", " in line or not _one_number(line))]
    return "," if split else ""


def _one_number(line):
    """Whether a line is one number in which commas are marks: 1,234 or 2,5 but not 6,8,12."""
    try:
        parse_number(line, "1,234.5")
    except ValueError:
        return False
    return True


def _cells(line, mark):
    """The cells of one line; a quotation mark inside quotation marks is written twice."""
    cells, quoted, cell, at = [], False, "", 0
    while at < len(line):
        sign = line[at]
        if quoted and line[at : at + 2] == '""':
            cell, at = cell + sign, at + 1
        elif sign == '"' and (quoted or not cell.strip()):
            quoted = not quoted
        elif sign == mark and not quoted:
            cells, cell = cells + [cell.strip()], ""
        else:
            cell += sign
        at += 1
    return cells + [cell.strip()]
