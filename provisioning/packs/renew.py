"""Signatures are made anew before they end: `python -m provisioning.packs.renew DATA`.

The platform starts this by itself when half of the newest signature's life is over; `main.py items
renew` is the same by hand. Each role is signed whose key is here. What a key that is not here must
sign is left, and told: whoever keeps it signs before its life is over.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from msgspec import Struct
from tuf.api.metadata import Metadata, MetaFile

from provisioning.packs.disk import locked
from provisioning.packs.keys import TOP, NoKey, PackKeys
from provisioning.packs.manifest import PackInfo
from provisioning.packs.repository import (
    LIVES,
    Repository,
    State,
    raise_versions,
    role_of,
    top_roles,
)

BY_ITSELF, BY_HAND = 1 / 2, 1 / 3
"""The share of a life that is over when a role is signed anew. Whoever stands there with a key that
is kept elsewhere does not come again soon."""


class Away(Struct, frozen=True):
    """A role that should be signed anew and was not. `until`: it counts so long. `why`: which key
    is missing, or is not the one."""

    role: str
    until: datetime
    why: str

    def line(self) -> str:
        return f"{self.role} counts until {self.until:%Y-%m-%d}: {self.why}"


def renew(repository: Repository, moment: datetime, spent: float = BY_ITSELF) -> tuple[str, ...]:
    """Sign anew what has lived that share of its life and whose key is here; which roles. Raises
    OSError, ValueError."""
    with locked(repository.folder / "lock"):
        state, now = repository.load(), moment.astimezone(UTC)
        due = [role for role, until in _ends(repository, state) if _is_due(role, until, now, spent)]
        here = {role for role in TOP if not _missing(repository, role)}
        first = ("root",) if "root" in due and "root" in here else ()
        if first:
            repository.next_root(moment)
        if "timestamp" not in here:
            return first
        packs = _renewed(repository, state, now, spent) if "snapshot" in here else ()
        roles = {role for role in due if role in here} - {"root"}
        if "snapshot" in here and (packs or "targets" in roles):
            roles.add("snapshot")
        if "snapshot" not in here:
            roles.discard("targets")  # nothing would name it
        if not roles:
            return first
        signed = tuple(role for role in TOP if role in {*roles, "timestamp"})
        raise_versions(state, signed)
        repository.sign(state, moment, signed)
        return (*first, *signed, *packs)


def away(repository: Repository, moment: datetime, spent: float = BY_ITSELF) -> tuple[Away, ...]:
    """What nobody here can sign anew though it is time, what ends first at the beginning. Raises
    OSError, ValueError."""
    state, now = repository.load(), moment.astimezone(UTC)
    due = [
        Away(role, until, _missing(repository, role))
        for role, until in _ends(repository, state)
        if _is_due(role, until, now, spent)
    ]
    for info in state.packs:
        role = repository.pack_role(state, info.pack)
        if role is not None and _is_due("targets", role.expires, now, spent):
            why = _refusal(partial(repository.publisher, state, info))
            due.append(Away(role_of(info.pack), role.expires, why))
    return tuple(sorted((one for one in due if one.why), key=lambda one: one.until))


def sign_again(repository: Repository, state: State, info: PackInfo, moment: datetime) -> bool:
    """A pack that its publisher publishes as it is: its signature is anew where enough of its life
    is over. Raises NoKey, OSError, ValueError."""
    if not _renew_pack(repository, state, info, moment.astimezone(UTC), BY_HAND):
        return False
    roles = ("snapshot", "timestamp")
    raise_versions(state, roles)
    repository.sign(state, moment, roles)
    return True


def _ends(repository: Repository, state: State) -> list[tuple[str, datetime]]:
    root = repository.root()
    roles = {"root": root} if root is not None else {}
    return [(role, one.signed.expires) for role, one in (roles | top_roles(state)).items()]


def _is_due(role: str, until: datetime, now: datetime, spent: float) -> bool:
    return until - now < LIVES[role] * (1 - spent)


def _missing(repository: Repository, role: str) -> str:
    """ "" where its key is here."""
    return _refusal(partial(repository.signer, role))


def _refusal(find: Callable[[], object]) -> str:
    try:
        find()
    except NoKey as error:
        return str(error)
    return ""


def _renewed(repository: Repository, state: State, now: datetime, spent: float) -> tuple[str, ...]:
    """Packs whose publishers' keys are here. A department's own, kept by it: it must publish."""
    done = []
    for info in state.packs:
        with suppress(NoKey):
            if _renew_pack(repository, state, info, now, spent):
                done.append(role_of(info.pack))
    return tuple(done)


def _renew_pack(
    repository: Repository, state: State, info: PackInfo, now: datetime, spent: float
) -> bool:
    """Raises NoKey."""
    role = repository.pack_role(state, info.pack)
    if role is None or not _is_due("targets", role.expires, now, spent):
        return False
    signer = repository.publisher(state, info)
    role.version, role.expires = role.version + 1, now + LIVES["targets"]
    name = role_of(info.pack)
    repository.write(f"{role.version}.{name}.json", Metadata(role), signer)
    state.snapshot.signed.meta[f"{name}.json"] = MetaFile(role.version)
    return True


def main(data: Path) -> int:
    """1 where what must be signed every few days was not."""
    repository, now = Repository(data / "packs", PackKeys(data / "keys")), datetime.now(UTC)
    try:
        roles, left = renew(repository, now), away(repository, now)
    except (NoKey, OSError, ValueError) as error:
        print(f"packs: signatures cannot be renewed: {error}", file=sys.stderr)
        return 1
    print(f"packs: signed anew: {', '.join(roles) or 'nothing'}", file=sys.stderr)
    for one in left:
        print(f"packs: not signed anew: {one.line()}", file=sys.stderr)
    return 1 if {one.role for one in left} & {"snapshot", "timestamp"} else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
