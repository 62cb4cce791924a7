"""Figures that sources state differently: how far apart they lie, and what becomes of a conclusion when another one is taken."""


def _positive(x, what):
    if x <= 0:
        raise ValueError(what + " must be above zero")
    return x


def spread(values):
    """How far apart figures lie: a dictionary with ``low`` and ``high`` (in their unit) and ``times``, high divided by low.

    All values stand for the same question and have the same unit. Raises ValueError without values, or for one that is not
    above zero.
    """
    values = [_positive(value, "each figure") for value in values]
    if not values:
        raise ValueError("there is no figure to compare")
    low, high = min(values), max(values)
    return {"low": low, "high": high, "times": high / low}


def change(before, after):
    """The change from one figure to a later one, as a share of the first: 0.14 is +14 %.

    Both have the same unit and count the same thing; no sum can check that for you. Raises ValueError when ``before`` is
    not above zero.
    """
    return after / _positive(before, "the figure before") - 1


def yearly(total, years):
    """The change in one year, as a share, that makes ``total`` in a number of ``years`` when it is the same in each year.

    (1 + total) ** (1 / years) - 1, the arithmetic of compound growth: a doubling in five years is 14.87 % a year.
    ``total``: the whole change as a share, above -1. Raises ValueError for no years, or for a loss of everything.
    """
    return _positive(1 + total, "what is left") ** (1 / _positive(years, "the number of years")) - 1


def added(people, total, counted="start"):
    """How many came when a number grew by the share ``total``, in the unit of ``people``.

    ``counted``: whether ``people`` is the number at the "start" or at the "end". Raises ValueError for another word.
    """
    if counted == "start":
        return people * total
    if counted == "end":
        return people - people / _positive(1 + total, "what is left")
    raise ValueError('counted is "start" or "end"')
