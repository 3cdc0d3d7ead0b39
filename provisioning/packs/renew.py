"""Signatures are made anew before they end: `python -m provisioning.packs.renew DATA`.

The platform starts this by itself when half of the newest signature's life is over. What a key that
is not here must sign is left: its owner must publish before LIVES is over.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

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


def renew(repository: Repository, moment: datetime) -> tuple[str, ...]:
    """Sign anew what has lived half of its life and whose key is here; which roles. Raises NoKey,
    OSError, ValueError."""
    with locked(repository.folder / "lock"):
        state, now = repository.load(), moment.astimezone(UTC)
        tops = top_roles(state).items()
        old = [role for role, one in tops if one.signed.expires - now < LIVES[role] / 2]
        packs = [info for info in state.packs if _renew_pack(repository, state, info, now)]
        if packs or "targets" in old:
            old = [*old, "snapshot"]
        if not old:
            return ()
        roles = tuple(role for role in TOP if role in {*old, "timestamp"})
        raise_versions(state, roles)
        repository.sign(state, moment, roles)
        return (*roles, *(role_of(info.pack) for info in packs))


def _renew_pack(repository: Repository, state: State, info: PackInfo, now: datetime) -> bool:
    role = repository.pack_role(state, info.pack)
    if role is None or role.expires - now >= LIVES["targets"] / 2:
        return False
    try:
        signer = repository.keys.publisher(info.publisher)
    except NoKey:
        return False  # the department's own, kept by it: it must publish
    role.version, role.expires = role.version + 1, now + LIVES["targets"]
    name = role_of(info.pack)
    repository.write(f"{role.version}.{name}.json", Metadata(role), signer)
    state.snapshot.signed.meta[f"{name}.json"] = MetaFile(role.version)
    return True


def main(data: Path) -> int:
    repository = Repository(data / "packs", PackKeys(data / "keys"))
    try:
        roles = renew(repository, datetime.now(UTC))
    except (NoKey, OSError, ValueError) as error:
        print(f"packs: signatures cannot be renewed: {error}", file=sys.stderr)
        return 1
    print(f"packs: signed anew: {', '.join(roles) or 'nothing'}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
