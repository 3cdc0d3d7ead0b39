"""Who reads the catalogue: opens it read-only, pins a revision, never keeps the writer waiting."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType

from msgspec import Struct

from provisioning.catalogue.errors import VersionGone
from provisioning.catalogue.rows import number
from provisioning.catalogue.schema import KEPT, open_reader, told
from provisioning.catalogue.view import View


class Freshness(Struct, frozen=True):
    """Of the pack that was confirmed the longest ago. `confirmed` None: nothing is installed."""

    confirmed: datetime | None
    stale: bool


class Reader:
    """Of one thread at a time. Raises Damaged, Busy, FileNotFoundError, as all its methods do."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = open_reader(path)
        self._file = _identity(path)

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def newest(self) -> int:
        """The revision that is installed; 0 where nothing ever was."""
        try:
            return number(self._db, "revision")
        except sqlite3.Error as error:
            raise told(error) from None

    def versions(self) -> tuple[int, ...]:
        """The revisions that can be read, the newest first."""
        newest = self.newest()
        return tuple(range(newest, max(0, newest - KEPT), -1))

    def view(self, revision: int | None = None) -> View:
        """Pin a revision, the newest where none is given. Raises VersionGone."""
        versions = self.versions()
        wanted = versions[0] if revision is None and versions else revision or 0
        if versions and wanted not in versions:
            raise VersionGone(f"revision {wanted} is not kept any more")
        return View(self._db, wanted, self._oldest)

    def item(self, code: str, version: int | None = None) -> bytes | None:
        """A document of the newest revision or of another one. Raises VersionGone."""
        return self.view(version).item(code)

    def was_replaced(self) -> bool:
        """The file was made anew: this reader sees the old one, which nobody writes any more."""
        return _identity(self._path) != self._file

    def freshness(self, now: datetime, stale_after: timedelta) -> Freshness:
        """Whether the platform has said within that time that this is the newest."""
        try:
            rows = self._db.execute(
                "SELECT at FROM packs LEFT JOIN confirmed USING (pack) WHERE last IS NULL"
            ).fetchall()
        except sqlite3.Error as error:
            raise told(error) from None
        if not rows or any(row[0] is None for row in rows):
            return Freshness(None, stale=True)
        oldest = min(datetime.fromisoformat(row[0]) for row in rows)
        return Freshness(oldest, stale=now - oldest > stale_after)

    def _oldest(self) -> int:
        return number(self._db, "revision") - KEPT + 1


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
