"""Small helpers for the exercises on cluster development: numbers as people write them, tables, charts, and a few measures.

Pure Python without dependencies. The same code runs in Jupyter, in the build and in the reader's browser, there also in
MicroPython; it keeps to what both know. Every text in a chart or table is an argument, so that a notebook can be translated.
"""

from clusterlab.charts import Chart, bars, grouped_bars, lines, waterfall
from clusterlab.measures import mean, median, quantile
from clusterlab.purchase import joint_purchase, price_at
from clusterlab.sharing import core_violations, cost_shares, orders
from clusterlab.tables import Table, on_show, parse_pairs, parse_table, show, table
from clusterlab.writing import money, number, parse_number, percent

__all__ = [
    "Chart",
    "Table",
    "bars",
    "core_violations",
    "cost_shares",
    "grouped_bars",
    "joint_purchase",
    "lines",
    "mean",
    "median",
    "money",
    "number",
    "on_show",
    "orders",
    "parse_number",
    "parse_pairs",
    "parse_table",
    "percent",
    "price_at",
    "quantile",
    "show",
    "table",
    "waterfall",
]
