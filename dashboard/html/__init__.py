"""HTML: tables, marked texts, proofs, the printed report."""
