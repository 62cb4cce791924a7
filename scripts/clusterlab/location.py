"""Mapping: how concentrated a sector is in a place, how fragile that figure is, and what the growth of a sector is made of."""

from math import exp, sqrt


def location_quotient(jobs, place_jobs, country_jobs, country_all):
    """The location quotient LQ = (e_ir / e_r) / (e_in / e_n), a pure number; 1 means: the same share as in the country.

    ``jobs`` e_ir: jobs of the sector in the place. ``place_jobs`` e_r: all jobs in the place. ``country_jobs`` e_in: jobs of
    the sector in the country. ``country_all`` e_n: all jobs in the country. Source of the formula: United States Bureau of
    Economic Analysis, "What are location quotients?". Raises ValueError for counts that cannot be.
    """
    _check_counts(jobs, place_jobs, country_jobs, country_all)
    return (jobs / place_jobs) / (country_jobs / country_all)


def quotient_interval(jobs, place_jobs, country_jobs, country_all, z=1.96):
    """A rough interval around the quotient, as a pair (low, high): LQ times exp(-z s) and LQ times exp(z s).

    s = sqrt(1/e_ir - 1/e_r + 1/e_in - 1/e_n), the standard error of the logarithm of a ratio of two shares, as for a risk
    ratio in epidemiology. It treats counts as if they were a sample, so it is a warning about small counts, not a test.
    ``z`` is 1.96 for 95 %. The counts as in ``location_quotient``. Raises ValueError when the place has no job in the sector.
    """
    quotient = location_quotient(jobs, place_jobs, country_jobs, country_all)
    if not jobs:
        raise ValueError("without a job in the sector there is no interval")
    s = sqrt(1 / jobs - 1 / place_jobs + 1 / country_jobs - 1 / country_all)
    return quotient * exp(-z * s), quotient * exp(z * s)


def quotient_without(jobs, place_jobs, country_jobs, country_all, gone):
    """The quotient after ``gone`` jobs of the sector are lost in the place: the place and the country both lose them."""
    if gone < 0 or gone > jobs:
        raise ValueError("a firm cannot take more jobs away than the sector has in the place")
    return location_quotient(jobs - gone, place_jobs - gone, country_jobs - gone, country_all - gone)


def shift_share(start, country_rate, sector_rate, place_rate):
    """Three parts of the change in jobs of a sector in a place: a dictionary, each in jobs, and their sum ``change``.

    ``start`` E0: jobs at the start. The rates are growth over the whole period as shares (4 % is 0.04): ``country_rate`` g_n
    of all jobs in the country, ``sector_rate`` g_in of the sector in the country, ``place_rate`` g_ir of the sector in the
    place. ``country`` = E0 g_n, ``sector`` = E0 (g_in - g_n), ``place`` = E0 (g_ir - g_in): the classic form of Dunn, 1960.
    The last part is a remainder, not the effect of a programme. Raises ValueError for a negative start.
    """
    if start < 0:
        raise ValueError("the jobs at the start cannot be negative")
    parts = {"country": start * country_rate, "sector": start * (sector_rate - country_rate)}
    parts["place"] = start * (place_rate - sector_rate)
    parts["change"] = start * place_rate
    return parts


def stars(cells, top=0.1, least=2):
    """Stars for size, specialisation and focus: a list of (size, specialisation, focus), each 0 or 1, one for each cell.

    ``cells``: lists (sector, jobs, all jobs of the place, location quotient). Size: among the ``top`` share of the cells of
    its sector by jobs. Specialisation: a quotient of ``least`` or more. Focus: among the ``top`` share of all cells by the
    share of the place's own jobs. A ``top`` share always has at least one winner. Simplified after the European Cluster
    Observatory, which compares regions of Europe; one cut for size and focus is our simplification.
    Raises ValueError when ``top`` is not above 0 and at most 1.
    """
    cells = list(cells)
    if not 0 < top <= 1:
        raise ValueError("the top share is above 0 and at most 1")
    found = []
    for sector, jobs, place_jobs, quotient in cells:
        sizes = [cell[1] for cell in cells if cell[0] == sector]
        shares = [cell[1] / cell[2] for cell in cells]
        focus = _in_top(jobs / place_jobs, shares, top)
        found.append((_in_top(jobs, sizes, top), 1 if quotient >= least else 0, focus))
    return found


def _in_top(value, values, top):
    winners = max(1, int(len(values) * top + 1e-9))
    return 1 if value >= sorted(values, reverse=True)[winners - 1] else 0


def _check_counts(jobs, place_jobs, country_jobs, country_all):
    if not 0 <= jobs <= place_jobs <= country_all or not jobs <= country_jobs <= country_all:
        raise ValueError("a part is larger than its whole, or a count is negative")
    if not place_jobs or not country_jobs:
        raise ValueError("the place needs jobs, and the country needs jobs in the sector")
