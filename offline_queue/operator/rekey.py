"""`main.py queue rekey`: the keys of the database move to another keeper, from a file to a TPM."""

import argparse
from functools import partial

from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from kiosk.values import replace
from offline_queue.audit import log as audit
from offline_queue.operator import stopped
from offline_queue.operator.ask import NoAnswer
from offline_queue.outbox import upgrade
from offline_queue.store.database import AlreadyRunning, CannotOpen
from offline_queue.store.ledger import Ledger
from offline_queue.vault import key_ring
from offline_queue.vault.address import device_key_at, device_key_of
from offline_queue.vault.device_key import DeviceKey, NoDeviceKey

MOVED = """\
The keys are kept by {new} now, and a new data key is in use. Start the terminal; once it runs,
destroy {old} and every copy of it: it still opens backups that were made until now."""

SAME = """\
the configuration still names the former keeper: write the new one into [queue] device_key first;
nothing was changed, and the key is needed"""


def rekeyed(config: TerminalConfig, args: argparse.Namespace) -> int:
    """From `args.former` to what the configuration names. Raises NoAnswer; then nothing has
    changed."""
    at = SystemClock().now().isoformat(timespec="seconds")
    try:
        old, new = device_key_at(args.former, config.base), device_key_of(config)
        work = partial(_move, old=old, new=new, at=at)
        stopped.change(replace(config, device_key=args.former), work)
    except AlreadyRunning:
        raise NoAnswer("the service is running: stop the terminal first") from None
    except (CannotOpen, NoDeviceKey) as error:
        raise NoAnswer(str(error)) from None
    print(MOVED.format(new=config.device_key or "the file beside the database", old=args.former))
    return 0


def _move(ledger: Ledger, old: DeviceKey, new: DeviceKey, at: str) -> None:
    """A new data key besides: whoever has the old device key and an old copy has the others."""
    key_ring.rewrap(ledger, old, new)
    if key_ring.is_kept_by(ledger, old):
        raise NoDeviceKey(SAME)
    fresh = key_ring.fresh_key(new, key_ring.newest(ledger))
    ledger.cipher = key_ring.rotate(ledger, ledger.cipher, fresh)
    upgrade.scrub_at_start(ledger)
    audit.append(ledger, at, "operator.rotated")
