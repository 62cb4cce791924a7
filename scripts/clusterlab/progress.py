"""Following indicators: progress to a target, change, and the effect that a comparison group lets one estimate."""


def progress(baseline, target, actual):
    """The part of the way from baseline to target that is done: 0.5 is half. Also for an indicator that must fall.

    (actual - baseline) / (target - baseline), all three in the unit of the indicator; the result has no unit. Below 0: it
    moved away from the target. Above 1: it went beyond it. Raises ValueError when target and baseline are the same.
    """
    if target == baseline:
        raise ValueError("the target is the same as the baseline: there is no way to go")
    return (actual - baseline) / (target - baseline)


def growth(start, end):
    """How much larger ``end`` is than ``start``, as a share of ``start``: from 32 to 80 is 1.5, which is +150 %, or 2.5 times.

    Both in the same unit; the result has no unit. Raises ValueError when ``start`` is not above 0.
    """
    if start <= 0:
        raise ValueError("growth in percent needs a start above 0")
    return (end - start) / start


def diff_in_diff(supported_before, supported_after, similar_before, similar_after):
    """Difference-in-differences: the change of a supported group less the change of a similar one, in the unit of the data.

    (T1 - T0) - (C1 - C0), see "Difference-in-difference", ILAC, CGIAR. It estimates an effect only if both groups would have
    changed alike without support. Returns a dictionary: ``supported`` and ``similar`` (the two changes), ``effect`` (their
    difference), ``expected`` (where the supported group would be after the change of the similar one) and ``share`` (effect
    as a part of the supported group's change; None when that did not change).
    """
    supported, similar = supported_after - supported_before, similar_after - similar_before
    return {
        "supported": supported, "similar": similar, "effect": supported - similar, "expected": supported_before + similar,
        "share": (supported - similar) / supported if supported else None,
    }  # fmt: skip
