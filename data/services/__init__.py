"""Services that official statistics are asked from, only when a person says so."""
