"""Documents to hand over: a factsheet as a Word file."""
