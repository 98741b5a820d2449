"""The figure book: printed facts with their sources, and the user's own part of it."""
