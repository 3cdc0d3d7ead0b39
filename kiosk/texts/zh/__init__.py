"""Everything that is said in Simplified Chinese."""
