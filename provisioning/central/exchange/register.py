"""Re-verification: the identity read at a terminal that was cut off, against the register."""

from typing import Protocol

from msgspec import Struct

from provisioning.central.exchange.sealed import Identity, open_sealed
from provisioning.central.keys import PlatformKeys, keyed_hash
from provisioning.central.models import Person

VERIFIED = "verified"
TO_VERIFY = "to_verify"
UNVERIFIED = "unverified"


class Claim(Protocol):
    """What a terminal says of a person, in whatever message."""

    @property
    def identity(self) -> str: ...

    @property
    def holder_hash(self) -> str: ...

    @property
    def sealed(self) -> str: ...


class Finding(Struct, frozen=True):
    state: str
    """verified, to_verify (待核验: a window must look at the document) or unverified."""
    reason: str = ""


def enrol(register_key: bytes, name: str, id_no: str) -> None:
    """Put a person into the register, or correct the name of one who is in it."""
    Person.objects.update_or_create(
        number_hash=number_hash(register_key, id_no),
        defaults={"name_hash": _name_hash(register_key, id_no, name)},
    )


def verify(claim: Claim, bound_to: str, keys: PlatformKeys, hall_key: bytes) -> Finding:
    """`bound_to`: the id that was sealed with the identity. Nothing of what is opened is kept: it
    is compared, then dropped.

    A typed number is never `verified`, since whoever knows it can type it.
    """
    if claim.identity == "none":
        return Finding(UNVERIFIED)
    if not claim.sealed:
        return Finding(TO_VERIFY, "not_sent")
    identity = open_sealed(keys.private, claim.sealed, bound_to)
    if identity is None:
        return Finding(TO_VERIFY, "not_readable")
    if keyed_hash(hall_key, identity.id_no.upper()) != claim.holder_hash:
        return Finding(TO_VERIFY, "holder_differs")
    return _compare(identity, keys.register, typed=claim.identity == "typed")


def _compare(identity: Identity, register_key: bytes, *, typed: bool) -> Finding:
    known = number_hash(register_key, identity.id_no)
    person = Person.objects.filter(number_hash=known).first()
    if person is None:
        return Finding(TO_VERIFY, "number_unknown")
    if typed and not identity.name:
        return Finding(UNVERIFIED, "typed")
    if person.name_hash != _name_hash(register_key, identity.id_no, identity.name):
        return Finding(TO_VERIFY, "name_differs")
    return Finding(UNVERIFIED, "typed") if typed else Finding(VERIFIED)


def is_known(register_key: bytes, name: str, id_no: str) -> bool:
    """A person of this number has this name."""
    person = Person.objects.filter(number_hash=number_hash(register_key, id_no)).first()
    return person is not None and person.name_hash == _name_hash(register_key, id_no, name)


def number_hash(key: bytes, id_no: str) -> str:
    return keyed_hash(key, f"number|{id_no.upper()}")


def _name_hash(key: bytes, id_no: str, name: str) -> str:
    return keyed_hash(key, f"name|{id_no.upper()}|{name.strip()}")
