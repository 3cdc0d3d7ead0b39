"""The service's process, from its start to its end."""

import logging
import sys
import threading

from kiosk.clock import Clock
from kiosk.config import TerminalConfig
from kiosk.link.bugs import end_on_bug
from kiosk.link.ending import on_end
from kiosk.link.server import AddressInUse
from offline_queue.around import ALONE, Around
from offline_queue.hall_file import Unusable
from offline_queue.service import Service
from offline_queue.store.commits import StoreError
from offline_queue.store.database import AlreadyRunning, CannotOpen
from offline_queue.vault.device_key import NoDeviceKey

EXIT_UNUSABLE = 3
"""Second instance, or a configuration that cannot work: one line on stderr says which."""
FORMER_PATIENCE_S = 8.0
FORMER_LOOK_S = 0.25
TIDY_S = 3600.0

log = logging.getLogger("offline_queue.service")


def run_service(config: TerminalConfig, clock: Clock, around: Around = ALONE) -> int:
    """Run until SIGTERM or SIGINT. 0; EXIT_UNUSABLE where something must change."""
    ending = threading.Event()
    on_end(ending.set)
    end_on_bug("service")
    try:
        service = _open(config, clock, ending, around)
    except (AlreadyRunning, AddressInUse) as error:
        print(f"zizhu service: {error}", file=sys.stderr)
        return EXIT_UNUSABLE
    except (CannotOpen, NoDeviceKey, StoreError, Unusable) as error:
        print(f"zizhu service: {error}", file=sys.stderr)
        return EXIT_UNUSABLE
    service.start()
    log.info("ready")
    while not ending.wait(TIDY_S):
        service.house.tidy()
    service.stop()
    log.info("stopped")
    return 0


def _open(config: TerminalConfig, clock: Clock, ending: threading.Event, around: Around) -> Service:
    """The former service may still be ending, after its keeper was killed: wait for it a while."""
    patience = clock.monotonic() + FORMER_PATIENCE_S
    while True:
        try:
            return Service(config, clock, around=around, end=ending.set)
        except (AlreadyRunning, AddressInUse):
            if clock.monotonic() >= patience or ending.wait(FORMER_LOOK_S):
                raise
