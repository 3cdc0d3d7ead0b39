"""Print jobs: the journal of what happened, and the printer that is commanded."""
