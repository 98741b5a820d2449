"""Plotly figures of trade."""
