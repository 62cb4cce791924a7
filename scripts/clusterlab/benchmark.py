"""Comparing programmes on a grid of indicators: one scale, gaps to a target, and places that depend on what is counted."""


def min_max(values, better="more"):
    """Values of one indicator on a scale from 0 (the worst of the group) to 1 (the best of the group), without a unit.

    (x - min) / (max - min), or (max - x) / (max - min) when ``better`` is "less": see the manual page of the R package
    Compind. None stands for a missing value and stays None. When all values are the same, nobody is better: 0.5 each.
    Raises ValueError when every value is missing, or for another word than "more" or "less".
    """
    if better not in ("more", "less"):
        raise ValueError('say "more" when a high value is good, or "less" when a low one is')
    known = [value for value in values if value is not None]
    if not known:
        raise ValueError("every value of this indicator is missing")
    low, high = min(known), max(known)
    return [None if value is None else _min_max_place(value, low, high, better) for value in values]


def _min_max_place(value, low, high, better):
    if low == high:
        return 0.5
    return (value - low) / (high - low) if better == "more" else (high - value) / (high - low)


def gap(value, target, better="more"):
    """What is missing to the target, in the unit of the indicator; 0 when it is reached. None for a missing value."""
    if value is None:
        return None
    return max(0, target - value if better == "more" else value - target)


def mean_score(scores, weights):
    """The mean of scores with weights, over those that are known; None when no score with a weight is known.

    ``scores``: 0 to 1 or None, one for each indicator. ``weights``: one number, 0 or more, for each. A missing score is left
    out and not counted as 0: say beside the result how many were missing. Raises ValueError when the numbers differ.
    """
    scores, weights = list(scores), list(weights)
    if len(scores) != len(weights) or min(weights + [0]) < 0:  # noqa: RUF005 (MicroPython does not know [*a, b])
        raise ValueError("each indicator needs one weight, 0 or more")
    known = [(score, weight) for score, weight in zip(scores, weights) if score is not None and weight]
    if not known:
        return None
    return sum([score * weight for score, weight in known]) / sum([weight for _, weight in known])


def ranks(scores):
    """The place of each score, 1 for the highest; equal scores share a place. None has no place and stays None."""
    known = [score for score in scores if score is not None]
    return [None if score is None else 1 + len([other for other in known if other > score + 1e-9]) for score in scores]
