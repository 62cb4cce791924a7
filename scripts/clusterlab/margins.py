# ruff: noqa: RUF005 (MicroPython does not know [*a, b])
"""Costs, margins and shares of value along a chain of buyers and sellers."""

from clusterlab.tables import parse_table
from clusterlab.writing import parse_number


def parse_chain(text, marks=""):
    """The stages of a chain from a table that was pasted or typed: a list of (name, own cost, selling price).

    Three columns, one stage a line, the first seller on top. A first line without a digit is taken for the heads.
    ``marks`` as in ``parse_number``. Raises ValueError for a line with fewer columns, or a number that cannot be read.
    """
    rows = parse_table(text)
    if len(rows) > 1 and not any(sign in cell for cell in rows[0][1:] for sign in "0123456789"):
        rows = rows[1:]
    if not rows:
        raise ValueError("the chain is empty: write one line for each stage: name; own cost; selling price")
    for row in rows:
        if len(row) != 3:
            raise ValueError("each stage needs three entries: name; own cost; selling price. This line has others: " + str(row))
    return [(row[0], parse_number(row[1], marks), parse_number(row[2], marks)) for row in rows]


def chain_margins(stages):
    """What each stage of a chain buys for, adds, spends and keeps, for one unit of the final product.

    ``stages``: (name, own cost, selling price) in the order of the chain; amounts in one currency, for the quantity that
    ends up in one unit of the final product. The first stage buys nothing; each later one buys at the price before it.

    Returns a list of dictionaries: ``name``, ``buys``, ``cost``, ``sells``, ``value`` (sells minus buys), ``share`` (value of
    the final price: 0.09 is 9 %), ``profit`` (value minus own cost) and ``profit_share`` (profit of the selling price).
    share = (p_sell - p_buy) / p_final is the marketing margin of FAO's guide of 1993; profit = p_sell - (p_buy + c).
    Raises ValueError when there is no stage, a price is not above zero, or a cost is below zero.
    """
    stages = list(stages)
    if not stages:
        raise ValueError("the chain has no stage")
    for name, cost, price in stages:
        if price <= 0 or cost < 0:
            raise ValueError("a selling price is above zero and a cost is not below zero: look at " + str(name))
    final, buys, found = stages[-1][2], 0, []
    for name, cost, price in stages:
        value = price - buys
        found.append({
            "name": name, "buys": buys, "cost": cost, "sells": price, "value": value, "share": value / final,
            "profit": value - cost, "profit_share": (value - cost) / price,
        })  # fmt: skip
        buys = price
    return found


def price_change(stages, change, passed):
    """Who gains when the final price changes: a list of (name, change of profit), in the order of the chain.

    ``stages`` as in ``chain_margins``. ``change``: of the final price, in currency; below zero for a fall. ``passed``: which
    part of a change in its own selling price each stage hands on to the stage before it (0.5 is 50 %). The first stage
    keeps all that reaches it. Costs and quantities stay as they are. The changes add up to ``change``. The rule is ours, for
    teaching. Raises ValueError when ``passed`` is below 0 or above 1.
    """
    if not 0 <= passed <= 1:
        raise ValueError("the part that is handed on is between 0 and 1")
    names, left, found = [stage[0] for stage in stages], change, []
    while len(names) > 1:
        found = [(names.pop(), left * (1 - passed))] + found
        left = left * passed
    return [(names[0], left)] + found
