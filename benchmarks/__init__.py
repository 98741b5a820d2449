"""Benchmarks: how the cost of each indicator grows with the rows, as ratios in one run."""
