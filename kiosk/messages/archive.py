"""Operator <-> service: packages of finished applications. What names a person says so."""

from dataclasses import dataclass
from enum import StrEnum


class PackageStanding(StrEnum):
    WAITING = "waiting"
    """Not every destination has all of it: it is not destroyed, whatever the room."""
    KEPT = "kept"
    """Every destination has it; it is kept for the days of the policy."""
    DROPPED = "dropped"
    """Its record was given up by an operator: nobody has it but this terminal."""


@dataclass(frozen=True, slots=True)
class AskPackages:
    """Those behind the id `after`. Answered by `Packages` or `NotDone`."""

    after: str = ""


@dataclass(frozen=True, slots=True)
class PackageLine:
    """No person is in it. `seq`: number of its record; times ISO 8601, "" where there is none yet;
    `size` in bytes; `manifest`: its digest, SM3 in eight groups."""

    package_id: str
    seq: int
    standing: PackageStanding
    made_at: str
    size: int
    manifest: str
    acknowledged_at: str = ""
    destroyed_from: str = ""


@dataclass(frozen=True, slots=True)
class Packages:
    """`after` is where the next page begins, "" at the end."""

    lines: tuple[PackageLine, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class VerifyPackage:
    """Answered by `PackageVerified` or `NotDone`."""

    package_id: str


@dataclass(frozen=True, slots=True)
class PackageVerified:
    """`why`: what is wrong with it, "" where it is whole."""

    package_id: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class ExportPackage:
    """Into a new file, absolute. `public_key`: 32 raw bytes of X25519 that it is sealed to, b"" to
    write what it says about a person in clear. Answered by `PackageExported` or `NotDone`."""

    package_id: str
    file: str
    public_key: bytes = b""


@dataclass(frozen=True, slots=True)
class PackageExported:
    """`size` in bytes."""

    file: str
    size: int
    manifest: str
