"""Plotly figures of trade.

Plotly asks the modules that are loaded for pandas and numpy, and takes one that another reader's
thread is just loading: a chart then fails on what is not in it yet. So pandas, which loads numpy,
is there before the first chart.
"""

from importlib import import_module

import_module("pandas")
