"""Operator <-> service: the audit log. No message holds anything of a person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VerifyAudit:
    """Answered by `AuditState`, after the whole log was read."""


@dataclass(frozen=True, slots=True)
class AuditState:
    """`entries` from `first` to `last` are right, and `hash` (hexadecimal) is that of the last of
    them. `broken` is the number of the first that is not; `why` is edited, gap, no_head, tail,
    replaced or extra, "" where all are right. The centre has them up to `acknowledged`."""

    entries: int
    first: int
    last: int
    hash: str
    acknowledged: int
    broken: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class ListAudit:
    """Entries after the number `after` from the time `since` on (ISO 8601; "" for all) whose event
    begins with `what`. Answered by `AuditPage`; asked again from `next` while there is `more`."""

    after: int = 0
    since: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class AuditLine:
    seq: int
    at: str
    event: str
    """A JSON object."""


@dataclass(frozen=True, slots=True)
class AuditPage:
    lines: tuple[AuditLine, ...]
    next: int
    more: bool
