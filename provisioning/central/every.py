"""What each answer tells a terminal, whatever it asked."""

from datetime import datetime
from typing import Any

from provisioning.central.exchange import inbox
from provisioning.central.hallstate import hall_state
from provisioning.central.models import Terminal


def every(terminal: Terminal, moment: datetime) -> dict[str, Any]:
    """The time, the state of its hall, and whether something waits for it."""
    return {
        "time": moment.isoformat(),
        "hall": hall_state(terminal.hall, moment),
        "inbox": inbox.waits(terminal, moment),
    }
