"""Buying together: what a price ladder and the costs of acting together make of it."""


def price_at(ladder, quantity):
    """The price of one unit when ``quantity`` units are ordered, in the currency of the ladder.

    ``ladder``: pairs (from this quantity, price of one unit), as in [(0, 100), (10, 95)]: 100 below 10 units, 95 from 10
    units on. Raises ValueError when the quantity is below the first step, and for a ladder whose quantities do not rise.
    """
    steps = list(ladder)
    if not steps:
        raise ValueError("the price ladder has no step")
    for (low, _), (high, _) in zip(steps, steps[1:]):
        if not low < high:
            raise ValueError("each step of the price ladder starts at a larger quantity than the step before it")
    if quantity < steps[0][0]:
        raise ValueError("the ladder has no price for a quantity of " + str(quantity))
    return [price for start, price in steps if start <= quantity][-1]


def joint_purchase(quantities, ladder, transport_share=0, fixed=0):
    """What firms pay for an input, each alone and all together.

    ``quantities``: units each firm needs. ``ladder``: as in ``price_at``. ``transport_share``: cost of bringing the joint
    order to the firms, as a share of its value (1.5 % is 0.015). ``fixed``: other costs of the joint order, in currency.

    Returns a dictionary: ``quantity`` Q (units), ``alone`` (sum of q times p(q)), ``price`` p(Q), ``goods`` (Q times
    p(Q)), ``transport`` (t times goods), ``fixed`` F, ``joint`` (goods + transport + fixed), ``saving`` (alone minus
    joint), ``share`` (saving of alone, 0.067 is 6.7 %) and ``per_unit`` (joint of Q). Amounts in currency.
    The saving is that of field guides on joint action: sum of q p(q) - [Q p(Q) (1 + t) + F].
    Raises ValueError when no firm buys anything, or a quantity is negative.
    """
    quantities = list(quantities)
    if any(quantity < 0 for quantity in quantities):
        raise ValueError("a firm cannot buy a negative quantity")
    total = sum(quantities)
    if not total:
        raise ValueError("no firm buys anything")
    alone = sum([quantity * price_at(ladder, quantity) for quantity in quantities if quantity])
    price = price_at(ladder, total)
    goods = total * price
    joint = goods * (1 + transport_share) + fixed
    return {
        "quantity": total, "alone": alone, "price": price, "goods": goods, "transport": goods * transport_share,
        "fixed": fixed, "joint": joint, "saving": alone - joint, "share": (alone - joint) / alone if alone else 0,
        "per_unit": joint / total,
    }  # fmt: skip
