"""A campaign of faults and hostile input: what they may cost, counted. `make campaign` runs it."""
