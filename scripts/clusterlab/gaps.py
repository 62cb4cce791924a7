"""Gaps between women and men: pay, representation, and figures that are too small to be shown."""

from clusterlab.tables import parse_table
from clusterlab.writing import parse_number


def pay_gap(men, women):
    """The gender pay gap as a share of men's mean pay: 0.225 is 22.5 %; below zero when women earn more.

    ``men``, ``women``: mean pay for one hour (or another equal time), in one currency. The formula is that of Eurostat's
    unadjusted gender pay gap: (m - w) / m. Raises ValueError when men's pay is not above zero, or women's is below zero.
    """
    if men <= 0 or women < 0:
        raise ValueError("mean pay of men is above zero, and mean pay of women is not below zero")
    return (men - women) / men


def share_of_women(women, men):
    """Women as a share of all people: 0.6 is 60 %. Raises ValueError when nobody is there, or a count is below zero."""
    if women < 0 or men < 0 or not women + men:
        raise ValueError("counts are not below zero, and somebody must be there")
    return women / (women + men)


def representation(women_above, men_above, women_below, men_below):
    """How well women are represented in a body: their share there, divided by their share among those it stands for.

    All four are counts of people: of the body (a board, a training, a better job) and of the group behind it (members,
    workers). 1 means equal shares; 0.33 means a third of what equal shares would give. Raises ValueError for counts as in
    ``share_of_women``, and when the group behind has no woman.
    """
    below = share_of_women(women_below, men_below)
    if not below:
        raise ValueError("there is no woman in the group behind, so there is nothing to compare with")
    return share_of_women(women_above, men_above) / below


def parse_jobs(text, marks=""):
    """Jobs from a table that was pasted or typed: a list of (job, women, men, women's mean pay, men's mean pay).

    Five columns, one job a line. A first line without a digit is taken for the heads. ``marks`` as in ``parse_number``.
    Raises ValueError for a line with other columns, or a number that cannot be read.
    """
    rows = parse_table(text)
    if len(rows) > 1 and not any(sign in cell for cell in rows[0][1:] for sign in "0123456789"):
        rows = rows[1:]
    if not rows:
        raise ValueError("the table is empty: write one line for each job: job; women; men; women's pay; men's pay")
    for row in rows:
        if len(row) != 5:
            raise ValueError("each job needs five entries: job; women; men; women's pay; men's pay. Look at: " + str(row))
    return [tuple([row[0]] + [parse_number(cell, marks) for cell in row[1:]]) for row in rows]


def mean_pay(jobs):
    """The mean pay of women and of men over all jobs, weighted by people: a pair, in the currency of the table.

    ``jobs`` as from ``parse_jobs``. Raises ValueError when there is no woman or no man.
    """
    women, men = sum([job[1] for job in jobs]), sum([job[2] for job in jobs])
    if women <= 0 or men <= 0:
        raise ValueError("there must be women and men to compare")
    return sum([job[1] * job[3] for job in jobs]) / women, sum([job[2] * job[4] for job in jobs]) / men


def too_small(count, least=5):
    """Whether a group of ``count`` people is too small for its figures to be shown: from 1 person to below ``least``.

    The threshold rule of statistical offices; some ask for five people in a cell, others for three (OECD glossary).
    """
    return 0 < count < least
