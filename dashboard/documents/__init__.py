"""The text of PDF, Word and HTML documents."""
