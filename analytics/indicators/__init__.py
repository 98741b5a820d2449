"""Indicators: a relation of observations goes in, a relation comes out."""
