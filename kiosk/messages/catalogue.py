"""Updater <-> service. What screens hear of the catalogue is in HallView."""

from msgspec import Struct


class FollowHints(Struct, frozen=True):
    """From the updater, at each connection: tell me what the platform says. Answered by
    `CatalogueHint`, as it stands, and by another one whenever something new is said."""


class CatalogueHint(Struct, frozen=True):
    """The platform has something newer. `version`: its word for it, "" where it has said nothing
    yet. `cut`: the demo's network cable is pulled."""

    version: str
    cut: bool = False


class PackInstalled(Struct, frozen=True):
    """From the updater: this pack is installed now and is served. `root`: its root hash, 64
    hexadecimal digits. `version` 0: it was taken away, being no more for this terminal."""

    pack: str
    version: int
    root: str


class PackRefused(Struct, frozen=True):
    """From the updater: what the platform offers was not taken; `version`, 0 for none, goes on.

    `pack` is "" where all packs are concerned. `why` is a word of provisioning.packs.refusal,
    `place` a file or package with the JSON path in it, `detail` one plain line.
    """

    pack: str
    version: int
    why: str
    place: str
    detail: str


class CatalogueChanged(Struct, frozen=True):
    """From the updater, at each connection and change.

    `revision` counts the catalogue's changes on this terminal, 0 where it is empty. `checked_at`:
    ISO 8601, when the platform last confirmed that it is the newest, "" for never. `stale`: that is
    longer ago than the terminal's configuration allows; it is served all the same.
    """

    revision: int
    checked_at: str
    stale: bool
