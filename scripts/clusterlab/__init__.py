"""Small helpers for the exercises on cluster development: numbers as people write them, tables, charts, and a few measures.

Pure Python without dependencies. The same code runs in Jupyter, in the build and in the reader's browser, there also in
MicroPython; it keeps to what both know. Every text in a chart or table is an argument, so that a notebook can be translated.
"""

from clusterlab.benchmark import gap, mean_score, min_max, ranks
from clusterlab.charts import Chart, bars, grouped_bars, lines, waterfall
from clusterlab.consortium import break_even_sales, consortium_fee, member_gain
from clusterlab.criteria import below_floor, drawn_weights, first_places, ranking, weight_sweep, weighted_score
from clusterlab.facility import break_even_use, facility_flows, irr, npv
from clusterlab.figures import added, change, spread, yearly
from clusterlab.gaps import mean_pay, parse_jobs, pay_gap, representation, share_of_women, too_small
from clusterlab.label import break_even_volume, gross_premium, label_income, net_premium
from clusterlab.location import location_quotient, quotient_interval, quotient_without, shift_share, stars
from clusterlab.margins import chain_margins, parse_chain, price_change
from clusterlab.measures import mean, median, quantile
from clusterlab.netdrawing import network_drawing
from clusterlab.network import broker_share, network_centralisation, network_density, network_parts, parse_links, without_actor
from clusterlab.progress import diff_in_diff, growth, progress
from clusterlab.purchase import joint_purchase, price_at
from clusterlab.sharing import core_violations, cost_shares, orders
from clusterlab.tables import Table, on_show, parse_pairs, parse_table, show, table
from clusterlab.training import cronbach_alpha, normalised_gain, shares_right
from clusterlab.writing import money, number, parse_number, percent

__all__ = [
    "Chart",
    "Table",
    "added",
    "bars",
    "below_floor",
    "break_even_sales",
    "break_even_use",
    "break_even_volume",
    "broker_share",
    "chain_margins",
    "change",
    "consortium_fee",
    "core_violations",
    "cost_shares",
    "cronbach_alpha",
    "diff_in_diff",
    "drawn_weights",
    "facility_flows",
    "first_places",
    "gap",
    "gross_premium",
    "grouped_bars",
    "growth",
    "irr",
    "joint_purchase",
    "label_income",
    "lines",
    "location_quotient",
    "mean",
    "mean_pay",
    "mean_score",
    "median",
    "member_gain",
    "min_max",
    "money",
    "net_premium",
    "network_centralisation",
    "network_density",
    "network_drawing",
    "network_parts",
    "normalised_gain",
    "npv",
    "number",
    "on_show",
    "orders",
    "parse_chain",
    "parse_jobs",
    "parse_links",
    "parse_number",
    "parse_pairs",
    "parse_table",
    "pay_gap",
    "percent",
    "price_at",
    "price_change",
    "progress",
    "quantile",
    "quotient_interval",
    "quotient_without",
    "ranking",
    "ranks",
    "representation",
    "share_of_women",
    "shares_right",
    "shift_share",
    "show",
    "spread",
    "stars",
    "table",
    "too_small",
    "waterfall",
    "weight_sweep",
    "weighted_score",
    "without_actor",
    "yearly",
]
