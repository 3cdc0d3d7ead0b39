"""What is told to whom, how urgently, and what a refusal stops. Pure.

Records about one thing (a ticket, an application) go out in the order in which they were made: so
all kinds that can be about the same thing belong to one stream, and a stream has one priority.
"""

from enum import Enum

from msgspec import Struct

CENTRAL = 1
"""Destinations are bits: a record is owed to each whose bit is set. This one is the platform."""
SECOND = 2
"""A second destination, where one is configured: the superior authority's platform."""
DESTINATIONS = CENTRAL | SECOND
TAKEN = 4
"""A destination that has the record, while another one has not, is remembered so many bits above
its own: what one has must not be mended for the other."""


class OnRefusal(Enum):
    """What becomes of later records about the same thing when one is refused for good."""

    PARK = "park"
    """They wait until an operator has mended or dropped it."""
    SKIP = "skip"
    """They go on without it."""


class Stream(Struct, frozen=True):
    """`priority` 0 goes first. `optional`: the first to be left out when room runs short."""

    name: str
    priority: int
    on_refusal: OnRefusal
    optional: bool = False


APPLICATIONS = Stream("application", 0, OnRefusal.PARK)
TICKETS = Stream("ticket", 1, OnRefusal.SKIP)
REPORTS = Stream("report", 2, OnRefusal.SKIP)
"""Results of commands, alarms: what an operator waits for."""
EVENTS = Stream("event", 3, OnRefusal.SKIP)
EVALUATIONS = Stream("evaluation", 4, OnRefusal.SKIP, optional=True)

KINDS: dict[str, Stream] = {
    "application": APPLICATIONS,
    "ticket": TICKETS,
    "print": TICKETS,
    "cert_request": TICKETS,
    "cert_copy": TICKETS,
    "result": REPORTS,
    "destroyed": REPORTS,
    "auth": EVENTS,
    "help": EVENTS,
    "evaluation": EVALUATIONS,
    "correction": EVALUATIONS,
    "service": EVALUATIONS,
}
"""Every kind that the platform knows."""
