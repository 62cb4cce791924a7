"""An export consortium: the fee of each member, the joint sales that carry it, and what one member gains."""


def consortium_fee(budget, grant_share, members, commission_share=0, sales=0):
    """What each member pays a year so that the budget of the consortium balances, in the currency of ``budget``.

    ``budget``: yearly cost of the consortium. ``grant_share``: part of it that a grant covers, from 0 to 1. ``members``: how
    many pay. ``commission_share``: commission as a part of joint sales (5 % is 0.05). ``sales``: joint sales of a year.

    Grant, commission and fees together pay the budget, so the fee is [(1 - g) B - k S] / n. Below 0 it is a surplus for each
    member. It is a balance, not a theory. Raises ValueError for shares that cannot be, and
    when nobody is left to pay.
    """
    _fits_consortium(budget, grant_share, commission_share, sales)
    if members <= 0:
        raise ValueError("a consortium needs at least one member who pays")
    return ((1 - grant_share) * budget - commission_share * sales) / members


def break_even_sales(budget, grant_share, members, fee, commission_share):
    """The joint sales of a year that balance the budget when each member pays ``fee``, in the currency of ``budget``.

    The rest as in ``consortium_fee``: S = [(1 - g) B - n f] / k, and 0 when fees and grant already pay everything. Raises
    ValueError when the fees do not suffice and there is no commission: then no sales are enough.
    """
    _fits_consortium(budget, grant_share, commission_share, 0)
    missing = (1 - grant_share) * budget - members * fee
    if missing <= 0:
        return 0
    if not commission_share:
        raise ValueError("without a commission, joint sales bring the consortium nothing: raise the fee or lower the budget")
    return missing / commission_share


def member_gain(sales, margin_share, commission_share, fee, extra_share=1):
    """What one member gains in a year, in the currency of ``sales``; below 0 it loses.

    ``sales``: what the member sells through the consortium. ``margin_share``: what is left of a sale after all costs of making
    and sending it, as a part of the price. ``extra_share``: the part of these sales that the member would not have made
    alone, from 0 to 1. The gain is a m s - k s - f: only extra sales bring something new, but commission and fee are paid
    on all. Raises ValueError for shares that cannot be.
    """
    if sales < 0 or not 0 <= extra_share <= 1 or not 0 <= commission_share <= 1:
        raise ValueError("sales are not negative; commission and extra sales are shares between 0 and 1")
    return extra_share * margin_share * sales - commission_share * sales - fee


def _fits_consortium(budget, grant_share, commission_share, sales):
    if budget < 0 or sales < 0:
        raise ValueError("a budget and sales are not negative")
    if not 0 <= grant_share <= 1 or not 0 <= commission_share <= 1:
        raise ValueError("grant and commission are shares between 0 and 1: write 0.05 for 5 %")
