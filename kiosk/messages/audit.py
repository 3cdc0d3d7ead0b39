"""Operator <-> service: the audit log. No message holds anything of a person."""

from msgspec import Struct


class VerifyAudit(Struct, frozen=True):
    """Answered by `AuditState`, after the whole log was read."""


class AuditState(Struct, frozen=True):
    """`entries` from `first` to `last` are right, and `hash` (hexadecimal) is that of the last of
    them. `broken` is the number of the first that is not; `why` is edited, gap, no_head, tail,
    replaced, extra or notes, "" where all are right. The centre has them up to `acknowledged`."""

    entries: int
    first: int
    last: int
    hash: str
    acknowledged: int
    broken: int = 0
    why: str = ""


class ListAudit(Struct, frozen=True):
    """Entries after the number `after` from the time `since` on (ISO 8601; "" for all) whose event
    begins with `what`. Answered by `AuditPage`; asked again from `next` while there is `more`."""

    after: int = 0
    since: str = ""
    what: str = ""


class AuditLine(Struct, frozen=True):
    seq: int
    at: str
    event: str
    """A JSON object."""


class AuditPage(Struct, frozen=True):
    lines: tuple[AuditLine, ...]
    next: int
    more: bool
