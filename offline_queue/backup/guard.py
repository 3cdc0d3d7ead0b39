"""At the start of the service: is this the machine that the database was written on?"""

import logging
from functools import partial

from offline_queue.backup.machine import Sources, Verdict, recognise
from offline_queue.store.database import CannotOpen
from offline_queue.store.writer import Store

log = logging.getLogger("offline_queue.backup")


class MovedDisk(CannotOpen):
    """The database was written on another machine."""


def check_machine(store: Store, sources: Sources) -> None:
    """Raises MovedDisk, StoreError. Where nothing can be compared it says so and goes on."""
    verdict = store.call(partial(recognise, sources=sources), relief=True)
    if verdict is Verdict.MOVED:
        raise MovedDisk(
            "this disk was written on another machine; if that one does not run any more, accept"
            " this one: main.py queue adopt"
        )
    if verdict is Verdict.UNKNOWN:
        log.warning("nothing tells this machine from another: a moved disk is not noticed")
