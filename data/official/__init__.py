"""Data sets of official statistics: one immutable database file a source and release."""
