"""A million, ten million and a hundred million rows: `python -m benchmarks.large`."""
