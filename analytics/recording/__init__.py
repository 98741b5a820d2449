"""What a text states, on record: rows of views and of the figure book; corrected, or typed."""
