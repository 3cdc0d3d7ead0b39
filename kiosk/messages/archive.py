"""Operator <-> service: packages of finished applications. What names a person says so."""

from enum import StrEnum

from msgspec import Struct


class PackageStanding(StrEnum):
    WAITING = "waiting"
    """Not every destination has all of it: it is not destroyed, whatever the room."""
    KEPT = "kept"
    """Every destination has it; it is kept for the days of the policy."""
    DROPPED = "dropped"
    """Its record was given up by an operator: nobody has it but this terminal."""


class AskPackages(Struct, frozen=True):
    """Those behind the id `after`. Answered by `Packages` or `NotDone`."""

    after: str = ""


class PackageLine(Struct, frozen=True):
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


class Packages(Struct, frozen=True):
    """`after` is where the next page begins, "" at the end."""

    lines: tuple[PackageLine, ...]
    after: str = ""


class VerifyPackage(Struct, frozen=True):
    """Answered by `PackageVerified` or `NotDone`."""

    package_id: str


class PackageVerified(Struct, frozen=True):
    """`why`: what is wrong with it, "" where it is whole."""

    package_id: str
    why: str = ""


class ExportPackage(Struct, frozen=True):
    """Into a new file, absolute. `public_key`: 32 raw bytes of X25519 that it is sealed to, b"" to
    write what it says about a person in clear. Answered by `PackageExported` or `NotDone`."""

    package_id: str
    file: str
    public_key: bytes = b""


class PackageExported(Struct, frozen=True):
    """`size` in bytes."""

    file: str
    size: int
    manifest: str
