"""What an operator asks of the audit log: answered by the running service, else from its file."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import TypeVar

from kiosk.config import TerminalConfig
from kiosk.link import LinkClosed, LinkTimeout, connect
from kiosk.messages.audit import AuditPage, AuditState, ListAudit, VerifyAudit
from kiosk.messages.operator import NotDone
from offline_queue.audit.chain import read_event
from offline_queue.audit.verify import Read, list_entries, verify
from offline_queue.operator import stopped
from offline_queue.store.commits import StoreError
from offline_queue.store.database import AlreadyRunning, CannotOpen

T = TypeVar("T")

MESSAGES = (VerifyAudit, ListAudit)
ANSWER_LIMIT_S = 300.0
"""A million entries take seconds."""


class NoAnswer(Exception):
    """Neither the service nor the file can tell; the text says what to do."""


def answer(read: Read, terminal: str, message: object) -> AuditState | AuditPage | NotDone:
    """To one of MESSAGES."""
    try:
        if isinstance(message, ListAudit):
            return list_entries(read, message)
        return verify(read, terminal)
    except StoreError as error:
        return NotDone(f"the disk gave no answer: {error}")


def ask(config: TerminalConfig, message: VerifyAudit | ListAudit) -> AuditState | AuditPage:
    """Nothing is changed, and no key is needed. Raises NoAnswer."""
    try:
        peer = connect(config.service_socket, lambda *_: None)
    except LinkClosed:
        return _from_file(config, message)
    try:
        found = peer.request(message, ANSWER_LIMIT_S)
    except (LinkClosed, LinkTimeout):
        raise NoAnswer("the service does not answer: look at its log") from None
    finally:
        peer.close()
    return _told(found)


def pages(config: TerminalConfig, asked: ListAudit) -> Iterator[AuditPage]:
    """All entries that are as asked. Raises NoAnswer."""
    after, more = asked.after, True
    while more:
        page = ask(config, ListAudit(after, asked.since, asked.what))
        assert isinstance(page, AuditPage)
        yield page
        after, more = page.next, page.more


def as_text(state: AuditState) -> str:
    """One line for an operator."""
    held = f"{state.entries} entries, {state.first} to {state.last}" if state.entries else "empty"
    centre = f"the centre has it up to {state.acknowledged}"
    if not state.why:
        return f"whole: {held}; {centre}"
    return f"BROKEN at {state.broken}: {_WHYS[state.why]}. Right before it: {held}; {centre}"


_WHYS = {
    "edited": "its content is not what was written",
    "gap": "entries before it are missing",
    "no_head": "it should begin the log of this terminal and does not",
    "tail": "it is missing, with all that came after it",
    "extra": "there can be none with this number",
    "replaced": "another entry stood under this number",
    "notes": "what is noted beside the log was spoilt, so nobody can tell what else was there",
}


def as_line(seq: int, at: str, event: str) -> str:
    """An entry for an operator."""
    facts = read_event(event)
    if not facts:
        return f"{seq}  {at}  ?"
    what = facts.pop("what", "?")
    return "  ".join([str(seq), at, str(what), *(f"{k}={v}" for k, v in facts.items())])


class _File:
    """A Read of a file that nobody else uses."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __call__(self, work: Callable[[sqlite3.Connection], T], /) -> T:
        return work(self._connection)


def _from_file(config: TerminalConfig, message: VerifyAudit | ListAudit) -> AuditState | AuditPage:
    try:
        with stopped.for_looking(config) as ledger:
            return _told(answer(_File(ledger), config.terminal_id, message))
    except (AlreadyRunning, CannotOpen) as error:
        raise NoAnswer(str(error)) from None


def _told(found: object) -> AuditState | AuditPage:
    if isinstance(found, NotDone):
        raise NoAnswer(found.why)
    assert isinstance(found, AuditState | AuditPage)
    return found
