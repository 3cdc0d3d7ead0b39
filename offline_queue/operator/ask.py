"""An operator's question to the queue: the running service answers, else the file does."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from kiosk.link import LinkClosed, LinkTimeout, connect
from kiosk.messages.archive import ExportPackage, VerifyPackage
from kiosk.messages.operator import AskQueue, MakeBackup, NotDone, ShowRecord
from offline_queue.archive import answers as archive
from offline_queue.attachments.store import FOLDER_NAME
from offline_queue.backup.make import NoBackup, make_backup
from offline_queue.office import read_queue
from offline_queue.operator import answers, stopped
from offline_queue.operator.desk import UNNOTED, note_backup
from offline_queue.store.database import AlreadyRunning, CannotOpen
from offline_queue.store.ledger import Ledger

T = TypeVar("T")

log = logging.getLogger("offline_queue.operator")

ANSWER_LIMIT_S = 15.0
LONG_LIMIT_S = 3600.0
"""Of what reads or writes all of something large."""
LONG = (MakeBackup, VerifyPackage, ExportPackage)


class NoAnswer(Exception):
    """Neither the service nor the file can tell; the text says what to do."""


def ask(config: TerminalConfig, message: object) -> Any:
    """What is declared to answer `message`. Raises NoAnswer, also where that is NotDone."""
    try:
        answer = _ask(config, message)
    except AlreadyRunning:
        raise NoAnswer(
            "the service runs, but this user cannot speak to it: do it as the user of the service"
        ) from None
    except (CannotOpen, NoBackup) as error:
        raise NoAnswer(str(error)) from None
    if isinstance(answer, NotDone):
        raise NoAnswer(answer.why)
    return answer


def _ask(config: TerminalConfig, message: object) -> object:
    try:
        peer = connect(config.service_socket, lambda *_: None)
    except LinkClosed:
        return _from_file(config, message)
    try:
        limit = LONG_LIMIT_S if isinstance(message, LONG) else ANSWER_LIMIT_S
        return peer.request(message, limit)
    except LinkTimeout:
        raise NoAnswer("the service does not answer: look at its log") from None
    except LinkClosed:
        raise NoAnswer("the service hung up: it ended, or this is not its user") from None
    finally:
        peer.close()


def _from_file(config: TerminalConfig, message: object) -> object:
    at = SystemClock().now().isoformat(timespec="seconds")
    if isinstance(message, AskQueue):
        with stopped.for_looking(config) as ledger:
            return read_queue(ledger)
    if isinstance(message, MakeBackup):
        with stopped.for_looking(config) as ledger:
            made = make_backup(config, ledger.backup, message, at)
        try:
            stopped.change(config, partial(note_backup, at=at))
        except CannotOpen as error:
            log.warning(UNNOTED, error)
        return made
    if isinstance(message, archive.MESSAGES):
        return _of_packages(config, message, at)
    work = partial(answers.answer, message=message, at=at, terminal=config.terminal_id)
    if answers.only_looks(message):
        with stopped.for_looking(config, with_keys=isinstance(message, ShowRecord)) as ledger:
            return work(ledger)
    return stopped.change(config, work)


def _of_packages(config: TerminalConfig, message: object, at: str) -> object:
    if not isinstance(message, ExportPackage):
        with stopped.for_looking(config, with_keys=True) as ledger:
            alone = partial(_run, ledger)
            return archive.answer(alone, alone, config.state / FOLDER_NAME, message, at)

    def call(work: Callable[[Ledger], T]) -> T:
        with stopped.for_looking(config, with_keys=True) as ledger:
            return work(ledger)

    note = partial(stopped.change, config)
    return archive.answer(call, note, config.state / FOLDER_NAME, message, at)


def _run(ledger: Ledger, work: Callable[[Ledger], T]) -> T:
    return work(ledger)
