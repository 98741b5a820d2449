"""Accounting identities as linear constraints: what follows, what contradicts."""
