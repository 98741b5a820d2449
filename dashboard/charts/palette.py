"""The colours and shapes of every picture, each with one meaning on every page.

The colours are those of Okabe and Ito (Color Universal Design, 2008), told apart by every kind of
colour vision; a flow has its colour whatever its sign, so that a deficit is not red by accident. A
verdict has a shape besides its colour.
"""

from __future__ import annotations

from analytics.checking.verdicts import Verdict
from data.codes.flows import Flow

BLUE, VERMILLION, GREEN, SKY = "#0072B2", "#D55E00", "#009E73", "#56B4E9"
ORANGE, PURPLE, GREY = "#E69F00", "#CC79A7", "#7a8691"

FLOW_COLOUR = {
    Flow.EXPORT: BLUE,
    Flow.IMPORT: VERMILLION,
    Flow.TOTAL: GREEN,
    Flow.BALANCE: GREY,
}
CLAIM = PURPLE
CONFLICT = VERMILLION
BOUNDS = "rgba(128,128,128,0.95)"  # thin lines
RULE = "#8a8f98"  # zero lines, flags of events
NO_FILL = "rgba(0,0,0,0)"  # implied
TEXT = {"light": "#1c2733", "dark": "#e6ebf0"}  # of charts, on the theme's background
SERIES = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY)  # pairs that are compared

VERDICT_COLOUR = {
    Verdict.CONTRADICTED: VERMILLION,
    Verdict.EXPLAINED: ORANGE,
    Verdict.CONSISTENT_IF_ROUNDED: SKY,
    Verdict.CONSISTENT: GREEN,
    Verdict.NOT_TESTABLE: GREY,
}
VERDICT_SYMBOL = {  # of Plotly
    Verdict.CONTRADICTED: "x",
    Verdict.EXPLAINED: "triangle-left-open",
    Verdict.CONSISTENT_IF_ROUNDED: "hexagon-open",
    Verdict.CONSISTENT: "circle",
    Verdict.NOT_TESTABLE: "diamond-open",
}
