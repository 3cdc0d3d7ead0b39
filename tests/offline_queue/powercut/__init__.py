"""Power cuts: what a program writes is recorded, and replayed up to a cut at any moment."""
