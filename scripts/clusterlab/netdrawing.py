"""A network as a drawing: a circle of numbers, with the names below it."""

from math import cos, pi, sin

from clusterlab.charts import COLOURS, LINE, PAPER, SOFT, _chart, _cut, _n, _rule, _text, _title


def network_drawing(actors, links, title, middle=""):
    """Actors as numbers on a circle and links as lines; ``middle``, if it is an actor, stands inside, as a square.

    ``actors``: names. ``links``: pairs of names. ``title``: what the drawing shows. Raises ValueError without actors.
    """
    if not actors:
        raise ValueError("a drawing needs actors")
    parts, top = _title(title)
    place = _net_places(actors, middle, top + 132)
    for one, other in links:
        (x1, y1), (x2, y2) = place[one], place[other]
        parts.append(_rule(x1, y1, x2, y2, SOFT, ' stroke-width="2"'))
    for n, name in enumerate(actors):
        parts.append(_net_actor(place[name], n + 1, name == middle))
        parts.append(_text(12 + n % 2 * 172, top + 286 + n // 2 * 21, _cut(str(n + 1) + " " + name, 164)))
    parts.append(_rule(12, top + 264, 348, top + 264, LINE))
    words = [str(n + 1) + " " + name + ": " + (", ".join(_net_beside(links, name)) or "–") for n, name in enumerate(actors)]
    return _chart(title, words, parts, top + 286 + (len(actors) - 1) // 2 * 21)


def _net_places(actors, middle, height):
    """Where each actor stands: from the top of the circle clockwise."""
    ring, place = [name for name in actors if name != middle], {middle: (180, height)}
    for n, name in enumerate(ring):
        turn = 2 * pi * n / len(ring)
        place[name] = (180 + 112 * sin(turn), height - 112 * cos(turn))
    return place


def _net_actor(place, number, square):
    """A number in a disc, or in a square of another colour."""
    x, y = place
    box = '<rect x="' + _n(x - 14) + '" y="' + _n(y - 14) + '" width="28" height="28" rx="' + ("2" if square else "14")
    look = '" fill="' + COLOURS[1 if square else 0] + '" stroke="' + PAPER + '"/>'
    return box + look + _text(x, y + 5, str(number), ' text-anchor="middle" fill="' + PAPER + '"')


def _net_beside(links, name):
    return [link[1] if link[0] == name else link[0] for link in links if name in link]
