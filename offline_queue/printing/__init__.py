"""Print jobs of tickets, certificates and slips: the journal of what happened, and the printers
that are commanded.

`journal.reserve` in the caller's transaction, then `handing.Handing` answers the screen, lets it
watch the job, and hands the job to its printer with what makes its content.
"""
