"""One module for each family of sections of a vector file: production code against the vectors."""
