# ruff: noqa: RUF005 (MicroPython does not know [*a, b])
"""Choosing with several criteria: weighted scores, and how far the first place depends on the weights."""


def weighted_score(scores, weights):
    """The weighted mean of ``scores``, on their own scale: V = sum of w_j s_j, divided by the sum of the weights.

    ``scores`` and ``weights``: lists of the same length, in the same order of criteria. Weights are zero or more; they need
    not add up to 1. Source: Department for Communities and Local Government, "Multi-criteria analysis: a manual" (2009),
    linear additive model. Raises ValueError for lists that do not fit, negative weights, and weights that are all zero.
    """
    if len(scores) != len(weights):
        raise ValueError("give one weight for each criterion")
    if any(weight < 0 for weight in weights) or not sum(weights):
        raise ValueError("weights are zero or more, and at least one is above zero")
    return sum([score * weight for score, weight in zip(scores, weights)]) / sum(weights)


def ranking(options, weights):
    """The options with their weighted scores, best first: a list of (name, score). Ties keep the order of ``options``.

    ``options``: pairs (name, list of scores); ``weights`` as in ``weighted_score``.
    """
    scored = [(name, weighted_score(scores, weights)) for name, scores in options]
    return [scored[at] for at in sorted(range(len(scored)), key=lambda at: (-_nine_places(scored[at][1]), at))]


def _nine_places(value):
    """A score to nine places, so that tiny differences of the machine do not decide a tie."""
    return int(value * 1000000000 + 0.5)


def weight_sweep(options, weights, which, steps=100):
    """Who is first when one weight goes from 0 to 1 and the others share the rest in their old proportions.

    ``which``: the place of the criterion in the list, from 0. ``steps``: how many steps the way has. Returns the places
    where the first changes: a list of (weight, name), from the weight 0 on. Raises ValueError when all others weigh nothing.
    """
    rest = sum(weights) - weights[which]
    if rest <= 0:
        raise ValueError("another criterion needs some weight")
    changes = []
    for step in range(steps + 1):
        share = step / steps
        tried = [weight * (1 - share) / rest for weight in weights]
        tried[which] = share
        first = ranking(options, tried)[0][0]
        if not changes or changes[-1][1] != first:
            changes.append((share, first))
    return changes


def drawn_weights(criteria, draws, seed=1):
    """Weights drawn at random, all mixtures equally likely: ``draws`` lists of ``criteria`` whole numbers.

    Each list is made of the gaps between random cuts of a line. The numbers come from the minimal standard generator of
    Park and Miller (1988), x = 16807 x mod (2**31 - 1), in whole numbers only: every Python gives the same lists.
    """
    size, state, found = 2**31 - 1, seed, []
    for _ in range(draws):
        cuts = []
        for _ in range(criteria - 1):
            state = 16807 * state % size
            cuts.append(state)
        cuts = [0] + sorted(cuts) + [size]
        found.append([high - low for low, high in zip(cuts, cuts[1:])])
    return found


def first_places(options, lists):
    """How often each option is first over many lists of weights: pairs (name, share), in the order of ``options``."""
    firsts = [ranking(options, weights)[0][0] for weights in lists]
    return [(name, firsts.count(name) / len(firsts)) for name, _ in options]


def below_floor(options, which, least):
    """The names of the options with fewer than ``least`` points in one criterion: a sum of scores would hide it."""
    return [name for name, scores in options if scores[which] < least]
