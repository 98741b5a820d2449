"""The command line `tradeproof`."""
