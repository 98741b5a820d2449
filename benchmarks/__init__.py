"""Benchmarks: how the cost of each indicator grows with the rows, as ratios in one run.

The data sets that come with Tradeproof are left out, unless TRADEPROOF_EMBEDDED says otherwise:
what is measured and attacked is what is generated.
"""

import os

from data.official.embedded import SWITCH
from data.switches import NO

os.environ.setdefault(SWITCH, NO)
