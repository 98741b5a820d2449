"""What we know: the figure book, its codes, and the editions of the database."""
