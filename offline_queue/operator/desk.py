"""The running service's answers to an operator: what the database says, and backups."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from kiosk.config import TerminalConfig
from kiosk.messages.operator import Changed, MakeBackup, NotDone
from offline_queue.archive import answers as archive
from offline_queue.attachments.store import FOLDER_NAME
from offline_queue.audit import log as audit
from offline_queue.backup.make import NoBackup, make_backup
from offline_queue.operator import answers
from offline_queue.store.commits import StoreError
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store

log = logging.getLogger("offline_queue.operator")

UNNOTED = "the backup is whole, but that it was made is not in the audit log: %s"

MESSAGES = (*answers.MESSAGES, *archive.MESSAGES, MakeBackup)


class OperatorDesk:
    """`wake` is called once something can be sent again. Thread-safe."""

    def __init__(
        self,
        config: TerminalConfig,
        store: Store,
        now: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        self._config = config
        self._store = store
        self._now = now
        self._wake = wake

    def answer(self, message: object) -> object:
        """To one of MESSAGES. What is asked for may be impossible (a number, a path) in ways that
        nobody has thought of: that is no reason to end the service."""
        at = self._now().isoformat(timespec="seconds")
        try:
            if isinstance(message, MakeBackup):
                return self._backup(message, at)
            if isinstance(message, archive.MESSAGES):
                return self._archive(message, at)
            work = partial(
                answers.answer, message=message, at=at, terminal=self._config.terminal_id
            )
            found = self._store.call(work, relief=True)
        except StoreError as error:
            return NotDone(f"the disk did not take it: {error}")
        except NoBackup as error:
            return NotDone(str(error))
        except (ValueError, OverflowError, OSError) as error:
            # of kinds alone: the text of an exception may quote what was asked for
            why = f"{type(message).__name__} cannot be answered ({type(error).__name__})"
            log.error("%s", why)
            return NotDone(why)
        if isinstance(found, Changed) and found.done:
            self._wake()
        return found

    def _archive(self, message: object, at: str) -> object:
        def note(work: Callable[[Ledger], None]) -> None:
            self._store.call(work, relief=True)

        folder = self._config.state / FOLDER_NAME
        return archive.answer(self._store.call, note, folder, message, at)

    def _backup(self, wanted: MakeBackup, at: str) -> object:
        made = make_backup(self._config, self._store.copy_to, wanted, at)
        try:
            self._store.call(partial(note_backup, at=at), relief=True)
        except StoreError as error:
            log.warning(UNNOTED, error)
        return made


def note_backup(ledger: Ledger, at: str) -> None:
    """The audit entry of a backup. Inside a transaction."""
    audit.append(ledger, at, "operator.backed_up")
