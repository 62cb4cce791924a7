# ruff: noqa: RUF005 (MicroPython does not know [*a, b])
"""Charts as SVG, drawn for the width of a phone, with a text alternative; shown in Jupyter, in the build and in the browser.

Data are lists of pairs: MicroPython forgets the order of a dictionary. No style sheet and no style attribute is used, so
that a chart can stand in a page with a strict content policy.
"""

from clusterlab.tables import escaped
from clusterlab.writing import THIN, number

WIDTH, PAD, LETTER = 360, 12, 7.6
INK, SOFT, LINE, PAPER = "#1c292d", "#4f5d5f", "#ddd2bf", "#fffdf8"
COLOURS = ("#0b4f5c", "#b4531a", "#857e70", "#5b3a6e")
DASHES = ("", ' stroke-dasharray="7 4"', ' stroke-dasharray="2 3"', ' stroke-dasharray="9 3 2 3"')


class Chart:
    """A drawing: ``svg``, and ``text``, which says the same in words."""

    def __init__(self, svg, text):
        self.svg, self.text = svg, text

    def _repr_svg_(self):
        """The drawing, for Jupyter and for our pages."""
        return self.svg

    def __repr__(self):
        """The drawing in words."""
        return self.text


def bars(data, title, unit="", places=0, marks="1,234.5"):
    """Bars, one below the other, each under its label and value.

    ``data``: pairs (label, value), all in ``unit``. ``title``: what the chart shows. ``places`` and ``marks`` as in
    ``number``. Raises ValueError without data.
    """
    data = _pairs(data)
    scale = _scale([value for _, value in data], PAD, WIDTH - PAD)
    parts, top = _title(title)
    if min([value for _, value in data]) < 0:
        parts.append(_rule(scale(0), top + 4, scale(0), top + 42 * len(data), SOFT))
    for label, value in data:
        parts.append(_label(label, _shown(value, unit, places, marks), top))
        parts.append(_bar(scale(0), scale(value), top + 20, 12, COLOURS[0 if value >= 0 else 1]))
        top += 42
    words = [label + " " + _shown(value, unit, places, marks) for label, value in data]
    return _chart(title, words, parts, top)


def waterfall(start, changes, end, title, unit="", places=0, marks="1,234.5"):
    """How one amount becomes another: the first bar, a floating bar for each change, and what is left.

    ``start``: a pair (label, amount). ``changes``: pairs (label, change), with a minus for what is taken off. ``end``: the
    label of the last bar. All in ``unit``; the rest as in ``bars``.
    """
    now, rows = start[1], [(start[0], 0, start[1], _shown(start[1], unit, places, marks), COLOURS[0])]
    for label, change in changes:
        text = ("+" if change > 0 else "") + _shown(change, unit, places, marks)
        rows.append((label, now, now + change, text, COLOURS[1] if change > 0 else COLOURS[2]))
        now += change
    rows.append((end, 0, now, _shown(now, unit, places, marks), COLOURS[0]))
    scale = _scale([row[1] for row in rows] + [row[2] for row in rows], PAD, WIDTH - PAD)
    parts, top = _title(title)
    for label, low, high, text, colour in rows:
        parts.append(_label(label, text, top))
        parts.append(_bar(scale(low), scale(high), top + 20, 12, colour))
        top += 42
    return _chart(title, [row[0] + " " + row[3] for row in rows], parts, top)


def grouped_bars(data, series, title, unit="", places=0, marks="1,234.5"):
    """Bars in groups: for each group a heading, and below it a bar for each of the ``series`` with its name and value.

    ``data``: pairs (label of the group, list of values), all in ``unit``. ``series``: the name of each value in the lists,
    at most four. The rest as in ``bars``.
    """
    data, series = _pairs(data), [str(name) for name in series]
    values = [value for _, group in data for value in group]
    texts = [_shown(value, unit, places, marks) for value in values]
    left = PAD + min(150, max([len(name) for name in series]) * LETTER + 10)
    right = WIDTH - PAD - max([len(text) for text in texts]) * LETTER - 8
    scale = _scale(values, left, right)
    parts, top = _title(title)
    for label, group in data:
        parts.append(_text(PAD, top + 15, _cut(label, WIDTH - 2 * PAD), ' font-weight="bold"'))
        top += 22
        for n, value in enumerate(group):
            parts.append(_text(PAD, top + 14, _cut(series[n], left - PAD)))
            parts.append(_bar(scale(0), scale(value), top + 3, 13, COLOURS[n % 4]))
            parts.append(_text(WIDTH - PAD, top + 14, _shown(value, unit, places, marks), ' text-anchor="end"'))
            top += 20
        top += 10
    words = [label + ": " + ", ".join([series[n] + " " + _shown(value, unit, places, marks) for n, value in enumerate(group)])
             for label, group in data]  # fmt: skip
    return _chart(title, words, parts, top)


def lines(series, title, x_label="", y_label="", places=0, marks="1,234.5"):
    """Lines through points, with both axes.

    ``series``: pairs (name, list of points (x, y)), at most four; a name may be empty when there is one line. ``x_label``
    and ``y_label`` name the axes with their units; ``places`` is for y. The rest as in ``bars``.
    """
    series = _pairs(series)
    xs = [x for _, points in series for x, _ in points]
    ys = [y for _, points in series for _, y in points]
    ticks = _ticks(min(ys + [0]), max(ys + [0]))
    left = PAD + max([len(number(tick, _places(ticks), marks)) for tick in ticks]) * LETTER + 6
    parts, top = _title(title)
    top = _legend(parts, series, top)
    across, down = _span(min(xs), max(xs), left + 6, WIDTH - PAD - 6), _span(ticks[0], ticks[-1], top + 190, top + 24)
    parts.append(_text(PAD, top + 10, y_label, ' fill="' + SOFT + '"'))
    for tick in ticks:
        parts.append(_rule(left, down(tick), WIDTH - PAD, down(tick), INK if tick == 0 else LINE))
        parts.append(_text(left - 6, down(tick) + 5, number(tick, _places(ticks), marks), ' text-anchor="end"'))
    for tick in [tick for tick in _ticks(min(xs), max(xs)) if min(xs) <= tick <= max(xs)]:
        parts.append(_text(across(tick), top + 208, number(tick, 0 if tick == int(tick) else 1, marks), ' text-anchor="middle"'))
    parts.append(_text(WIDTH - PAD, top + 230, x_label, ' text-anchor="end" fill="' + SOFT + '"'))
    for n, (_, points) in enumerate(series):
        parts.append(_line([(across(x), down(y)) for x, y in points], n))
    words = [(name + ": " if name else "") + _points(points, places, marks) for name, points in series]
    return _chart(title + " (" + x_label + " / " + y_label + ")" if x_label or y_label else title, words, parts, top + 236)


def _pairs(data):
    data = list(data.items()) if isinstance(data, dict) else list(data)
    if not data:
        raise ValueError("a chart needs data")
    return [(str(label), value) for label, value in data]


def _shown(value, unit, places, marks):
    return number(value, places, marks) + (THIN + unit if unit else "")


def _points(points, places, marks):
    return ", ".join([number(x, 0 if x == int(x) else 1, marks) + " / " + number(y, places, marks) for x, y in points])


def _chart(title, words, parts, height):
    """The whole drawing, with its title and description for those who do not see it."""
    size, text = _n(height + PAD - 4), "; ".join(words)
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 ' + size + '" width="360" height="' + size + '" role="img"'
    about = "<title>" + escaped(title) + "</title><desc>" + escaped(text) + "</desc>"
    paper = '<rect width="360" height="' + size + '" fill="' + PAPER + '"/>'
    font = ' font-family="sans-serif" font-size="14" fill="' + INK + '">'
    return Chart(head + font + about + paper + "".join(parts) + "</svg>", title + ": " + text)


def _n(value):
    """A coordinate with one decimal."""
    return str(int(value * 10 + 0.5) / 10)


def _text(x, y, words, more=""):
    return '<text x="' + _n(x) + '" y="' + _n(y) + '"' + more + ">" + escaped(words) + "</text>"


def _cut(words, room):
    """Words that fit into ``room``; the text alternative has all of them."""
    most = max(1, int(room / LETTER))
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _title(words):
    """The title in as many lines as it needs, and where the drawing goes on."""
    parts, line, top = [], "", PAD + 14
    for word in words.split(" ") + [""]:
        if word and len(line) + len(word) < 40:
            line = (line + " " + word).strip()
            continue
        parts.append(_text(PAD, top, line, ' font-size="15" font-weight="bold"'))
        line, top = word, top + 20
    return parts, top - 6


def _label(label, value, top):
    """A label at the start and a value at the end of a row."""
    room = WIDTH - 2 * PAD - (len(value) + 1) * LETTER
    return _text(PAD, top + 14, _cut(label, room)) + _text(WIDTH - PAD, top + 14, value, ' text-anchor="end"')


def _bar(start, end, top, height, colour):
    left, wide = min(start, end), max(1, abs(end - start))
    place = '<rect x="' + _n(left) + '" y="' + _n(top) + '" width="' + _n(wide) + '" height="' + _n(height)
    return place + '" fill="' + colour + '"/>'


def _rule(x1, y1, x2, y2, colour, more=""):
    ends = 'x1="' + _n(x1) + '" y1="' + _n(y1) + '" x2="' + _n(x2) + '" y2="' + _n(y2)
    return "<line " + ends + '" stroke="' + colour + '"' + more + "/>"


def _scale(values, left, right):
    """From a value to a place between ``left`` and ``right``; zero is always on the scale."""
    return _span(min(values + [0]), max(values + [0]), left, right)


def _span(low, high, start, end):
    return lambda value: start + (end - start) * (value - low) / ((high - low) or 1)


def _ticks(low, high):
    """Round numbers from ``low`` or just below to ``high`` or just above, four to seven of them."""
    span = (high - low) or 1
    step = 1
    while step > span / 5:
        step /= 10
    while step * 10 <= span / 5:
        step *= 10
    step = next(step * size for size in (1, 2, 5, 10) if step * size >= span / 6)
    first = int(low // step)
    count = 0
    while (first + count) * step < high:
        count += 1
    return [(first + n) * step for n in range(max(count, 1) + 1)]


def _places(ticks):
    step = ticks[1] - ticks[0]
    return 0 if step >= 1 else 1 if step >= 0.0999 else 2


def _legend(parts, series, top):
    """A line sample and a name for each series; returns where the drawing goes on."""
    for n, (name, _) in enumerate(series):
        if name:
            parts.append(_rule(PAD, top + 10, PAD + 28, top + 10, COLOURS[n % 4], ' stroke-width="3"' + DASHES[n % 4]))
            parts.append(_text(PAD + 36, top + 15, _cut(name, WIDTH - 2 * PAD - 36)))
            top += 22
    return top + 4


def _line(points, n):
    """A line with a dot at each point; lines differ in colour and in dashes."""
    path = "M" + "L".join([_n(x) + " " + _n(y) for x, y in points])
    line = '<path d="' + path + '" fill="none" stroke="' + COLOURS[n % 4] + '" stroke-width="3"' + DASHES[n % 4] + "/>"
    dots = ['<circle cx="' + _n(x) + '" cy="' + _n(y) + '" r="3.5" fill="' + COLOURS[n % 4] + '"/>' for x, y in points]
    return line + "".join(dots)
