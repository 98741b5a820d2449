"""How people see the figures: pages, charts, words, downloads and the command line."""
