"""A label on a product: what is left of a higher price, from which volume it pays, and what it does to income."""


def net_premium(price, cost, label_price, label_cost):
    """What one unit earns more under the label than without it, in currency for each unit.

    ``price`` and ``cost``: price and cost of a unit without the label. ``label_price`` and ``label_cost``: the same under
    the label, with sorting, packing and control, but without fixed costs. (P_l - c_l) - (P - c); below 0 the label costs
    more than it brings.
    """
    return (label_price - label_cost) - (price - cost)


def gross_premium(price, label_price):
    """How much dearer the labelled unit is, as a share of the price without the label (0.6 is 60 %).

    (P_l - P) / P. Raises ValueError when the price without the label is not above 0.
    """
    if price <= 0:
        raise ValueError("the price without the label must be above 0")
    return (label_price - price) / price


def break_even_volume(fixed, net):
    """From how many units sold under the label its fixed costs are paid: F / net premium. None when it never pays.

    ``fixed``: costs of the label in a year that do not depend on volume (audit, membership), in currency. ``net``: as
    ``net_premium`` gives it.
    """
    if fixed < 0:
        raise ValueError("fixed costs are not negative")
    if fixed == 0:
        return 0 if net >= 0 else None
    return fixed / net if net > 0 else None


def label_income(quantity, share, price, cost, label_price, label_cost, fixed):
    """The income of a producer with and without the label, in currency a year.

    ``quantity``: units sold in a year. ``share``: the part of them sold under the label, from 0 to 1. The rest as above.
    Returns a dictionary: ``before`` Q (P - c), ``after`` Q [s (P_l - c_l) + (1 - s) (P - c)] - F, ``gain`` (after minus
    before) and ``change`` (gain as a share of before; None when there is no income before). All units find a buyer, and
    prices stay the same whatever is sold: check both. Raises ValueError for shares and quantities that cannot be.
    """
    if quantity < 0 or fixed < 0 or not 0 <= share <= 1:
        raise ValueError("quantity and fixed costs are not negative; the share lies between 0 and 1")
    before = quantity * (price - cost)
    gain = quantity * share * net_premium(price, cost, label_price, label_cost) - fixed
    return {"before": before, "after": before + gain, "gain": gain, "change": gain / before if before > 0 else None}
