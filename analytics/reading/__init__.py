"""Text into figures and claims: a deterministic reader for Vietnamese, English and Russian."""
