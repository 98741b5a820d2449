"""A claim against the figures: its verdict."""
