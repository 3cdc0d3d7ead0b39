"""Every waiting time of the flow, in one place, in seconds, with its reason."""

IDLE = 60.0
"""Nobody touched anything: then the warning comes (a public screen keeps nobody's data)."""

IDLE_EASY_FACTOR = 3
"""Large-text and voice users get three times as long."""

WARNING = 20
"""Countdown of the warning; one touch goes on, the end forgets the session."""

REVEAL = 10.0
"""Long enough to compare a number, short enough for whoever stands behind."""

LIFT = 6.0
"""A card that lies on the reader is found within a second; one that was read before is not found
again until it is lifted, and only the citizen knows that it lies there."""

RECORD_PATIENCE = 12.0
"""Longer than a restart of the service (about 2 s) with its recovery; then the citizen is told."""

QUERY_PATIENCE = 15.0
"""Longer than the service's own deadline (10 s), which normally answers first."""

PRINT_PATIENCE = 25.0
"""Longer than the printer host's own deadline (15 s), which normally answers first."""

LOOK_PATIENCE = 3.0
"""The service looks into its own store for what was booked; without an answer one goes on."""

ISSUE_PATIENCE = 25.0
"""Longer than the service's own deadline for a department that issues (20 s)."""

PAPER_PATIENCE = 140.0
"""Longer than the printer host's own deadline for a document (120 s), which normally answers."""

FAREWELL = 5.0
"""Long enough to read "take your card and your paper", short enough for the next in line."""

LANGUAGES = ("zh", "en")
