"""A shared facility: its cash year by year, what that is worth today, and the use it needs."""


def facility_flows(cost, capacity, use, price, variable, fixed, residual=0, grant=0):
    """Net cash of a shared facility: a list from year 0 on, in the currency of ``cost``.

    ``cost``: what the facility costs in year 0 (currency). ``capacity``: what it can serve in one year (hours, tests or
    kilograms). ``use``: for each year, the share of the capacity that is used (70 % is 0.7). ``price``: currency for one
    unit: the fee in a financial appraisal, what users would pay elsewhere in an economic one. ``variable``: cost of one unit.
    ``fixed``: cost of one year, however much it is used. ``residual``: share of ``cost`` that the equipment is still worth
    at the end; it comes in with the last year. ``grant``: share of ``cost`` that a grant pays.

    Each year brings capacity times use times (price minus variable), minus fixed. Raises ValueError without any year, and
    for a negative use or capacity.
    """
    use = list(use)
    if not use:
        raise ValueError("name the use of at least one year")
    if capacity < 0 or any(share < 0 for share in use):
        raise ValueError("use and capacity cannot be negative")
    flows = [-cost * (1 - grant)] + [capacity * share * (price - variable) - fixed for share in use]
    flows[-1] += cost * residual
    return flows


def npv(rate, flows):
    """Net present value: what the cash of all years is worth today, in the currency of ``flows``.

    ``rate``: discount rate for one year, as a share (10 % is 0.10). ``flows``: net cash of year 0, 1, 2 and so on. The sum
    of flow / (1 + rate) ** year (documentation of NumPy 1.16, numpy.npv, after L. J. Gitman, "Principles of Managerial
    Finance, Brief", 2003, p. 346). Raises ValueError for a rate of -1 (-100 %) or less.
    """
    if rate <= -1:
        raise ValueError("the discount rate must be above -100 %")
    return sum([flow / (1 + rate) ** year for year, flow in enumerate(flows)])


def irr(flows):
    """Internal rate of return: the rate, as a share for one year, at which ``npv`` is zero.

    ``flows`` as in ``npv``. After the same documentation, numpy.irr (Gitman 2003, p. 348). Found by halving between -99 %
    and 1,000 %. Raises ValueError when the cash does not turn from minus to plus exactly once, or the rate lies outside:
    then no single rate tells the truth.
    """
    signs = [flow > 0 for flow in flows if flow]
    if len(signs) < 2 or signs[0] or [now for now, before in zip(signs[1:], signs) if now != before] != [True]:
        raise ValueError("there is a rate of return only when the cash turns from minus to plus once")
    low, high = -0.99, 10
    if npv(low, flows) < 0 or npv(high, flows) > 0:
        raise ValueError("the rate of return lies below -99 % or above 1,000 %")
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if npv(middle, flows) > 0 else (low, middle)
    return (low + high) / 2


def break_even_use(fixed, capacity, price, variable):
    """The share of the capacity that must be used so that fees pay the running cost (0.375 is 37.5 %).

    ``fixed``: cost of one year (currency). ``capacity``: units in one year. ``price`` and ``variable``: currency for one
    unit. Fixed costs divided by the contribution of one unit are the units needed (the usual break-even formula); divided by
    the capacity they are a share. Above 1 the facility is too small for its fixed cost.
    Raises ValueError when one unit brings no more than it costs, or the capacity is not above zero.
    """
    if price <= variable:
        raise ValueError("the price of one unit must be above its own cost: else more use means more loss")
    if capacity <= 0:
        raise ValueError("the capacity must be above zero")
    return fixed / (capacity * (price - variable))
