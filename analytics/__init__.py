"""What the figures mean: pure functions from relations of observations to relations."""
