"""The signed state of a platform's packs on its disk, after The Update Framework 1.0.

    FOLDER/metadata/  root, targets, snapshot, timestamp, and one role for each pack, `pack-ID`,
                      that only its publisher's key may sign; a file for each version
    FOLDER/targets/   packs.json, ID/manifest.json, ID/VERSION.pack, ID/VERSION.from-BASE.pack,
                      each under its hash (consistent snapshots)

`timestamp.json` is written last and names all others: until then nothing has changed for anybody.
What an interrupted publication left behind is overwritten by the next.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from securesystemslib.exceptions import StorageError
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization import DeserializationError

from provisioning.packs.disk import put_file
from provisioning.packs.keys import TOP, NoKey, PackKeys
from provisioning.packs.manifest import (
    INDEX,
    Manifest,
    PackInfo,
    index_bytes,
    manifest_path,
    read_index,
    read_manifest,
)

T = TypeVar("T", Root, Timestamp, Snapshot, Targets)

LIVES = {
    "root": timedelta(days=730),
    "targets": timedelta(days=180),
    "snapshot": timedelta(days=14),
    "timestamp": timedelta(days=7),
}
"""How long each signature counts; a pack's role as `targets`. Half of it is left when it is made
anew: an alarm has days to be heard."""


class State(Struct, frozen=True):
    """What is signed now."""

    targets: Metadata[Targets]
    snapshot: Metadata[Snapshot]
    timestamp: Metadata[Timestamp]
    packs: tuple[PackInfo, ...]


def role_of(pack: str) -> str:
    return f"pack-{pack}"


class Repository(Struct, frozen=True):
    """For one writer at a time. Methods raise NoKey, OSError, and ValueError where the files are
    not what they were when they were signed."""

    folder: Path
    keys: PackKeys

    @property
    def metadata(self) -> Path:
        return self.folder / "metadata"

    @property
    def targets(self) -> Path:
        return self.folder / "targets"

    @property
    def root_file(self) -> Path:
        """The newest: what a new terminal trusts from the beginning. From a former one a terminal
        follows to it, over each between them."""
        found = self.metadata.glob("*.root.json")
        newest = max((int(path.name.partition(".")[0]) for path in found), default=1)
        return self.metadata / f"{newest}.root.json"

    def begin(self, moment: datetime) -> State:
        """The state, made where there is none yet: no pack."""
        if (self.metadata / "timestamp.json").exists():
            return self.load()
        until = moment.astimezone(UTC)
        signers = {role: self.keys.top(role, new=True) for role in TOP}
        if not self.root_file.exists():
            root = Root(version=1, expires=until + LIVES["root"])
            for role, signer in signers.items():
                root.add_key(signer.public_key, role)
            self.write("1.root.json", Metadata(root), signers["root"])
        fresh = State(
            Metadata(Targets(version=1, expires=until, delegations=Delegations({}, {}))),
            Metadata(Snapshot(version=1, expires=until)),
            Metadata(Timestamp(version=1, expires=until)),
            (),
        )
        self._put_index(fresh, ())
        self.sign(fresh, moment, TOP)
        return fresh

    def load(self) -> State:
        timestamp = self._read("timestamp.json", Timestamp)
        snapshot = self._read(f"{timestamp.signed.snapshot_meta.version}.snapshot.json", Snapshot)
        version = snapshot.signed.meta["targets.json"].version
        targets = self._read(f"{version}.targets.json", Targets)
        index = self.stored(targets.signed.targets[INDEX])
        return State(targets, snapshot, timestamp, read_index(index.read_bytes()))

    def pack_role(self, state: State, pack: str) -> Targets | None:
        """What a publisher signed about its pack, None for nothing yet."""
        meta = state.snapshot.signed.meta.get(f"{role_of(pack)}.json")
        if meta is None:
            return None
        return self._read(f"{meta.version}.{role_of(pack)}.json", Targets).signed

    def manifest(self, state: State, pack: str) -> Manifest | None:
        role = self.pack_role(state, pack)
        if role is None:
            return None
        path = manifest_path(pack)
        return read_manifest(self.stored(role.targets[path]).read_bytes(), path)

    def stored(self, target: TargetFile) -> Path:
        folder, _, name = target.path.rpartition("/")
        return self.targets / folder / f"{target.hashes['sha256']}.{name}"

    def put(self, info: PackInfo, files: Mapping[str, bytes], moment: datetime) -> None:
        """A pack's targets are `files` by path from now on, signed by its publisher."""
        state = self.begin(moment)
        signer = self._delegated(state, info)
        former = self.pack_role(state, info.pack)
        role = Targets(
            version=former.version + 1 if former else 1,
            expires=moment.astimezone(UTC) + LIVES["targets"],
            targets={path: self._store(path, data) for path, data in files.items()},
        )
        name = role_of(info.pack)
        self.write(f"{role.version}.{name}.json", Metadata(role), signer)
        state.snapshot.signed.meta[f"{name}.json"] = MetaFile(role.version)
        roles: tuple[str, ...] = ("snapshot", "timestamp")
        if info not in state.packs:
            others = [one for one in state.packs if one.pack != info.pack]
            self._put_index(state, [*others, info])
            roles = ("targets", *roles)
        raise_versions(state, roles)
        self.sign(state, moment, roles)

    def root(self) -> Metadata[Root] | None:
        """None where its file was taken away: terminals have their own."""
        return self._read(self.root_file.name, Root) if self.root_file.exists() else None

    def next_root(self, moment: datetime) -> None:
        """The same keys count for another life. Raises NoKey."""
        root, signer = self._read(self.root_file.name, Root), self.signer("root")
        root.signed.version += 1
        root.signed.expires = moment.astimezone(UTC) + LIVES["root"]
        self.write(f"{root.signed.version}.root.json", root, signer)

    def signer(self, role: str) -> CryptoSigner:
        """Of one of TOP. Raises NoKey, also where terminals do not trust the key that is here."""
        signer, root = self.keys.top(role), self.root()
        if root is not None and signer.public_key.keyid not in root.signed.roles[role].keyids:
            raise NoKey(f"{self.keys.folder / role}.pem is not the key that the root file names")
        return signer

    def publisher(self, state: State, info: PackInfo) -> CryptoSigner:
        """Of a pack that was published. Raises NoKey."""
        signer = self.keys.publisher(info.publisher)
        delegations = state.targets.signed.delegations
        roles = delegations.roles if delegations is not None else None
        if not roles or signer.public_key.keyid not in roles[role_of(info.pack)].keyids:
            raise NoKey(f"the key of {info.publisher} here may not sign the pack {info.pack}")
        return signer

    def _delegated(self, state: State, info: PackInfo) -> CryptoSigner:
        """The publisher's key, which alone may sign this pack. Raises NoKey."""
        delegations = state.targets.signed.delegations
        assert delegations is not None
        assert delegations.roles is not None
        name = role_of(info.pack)
        published = {one.publisher for one in state.packs}
        signer = self.keys.publisher(info.publisher, new=info.publisher not in published)
        role = delegations.roles.get(name)
        if role is None:
            paths = [f"{info.pack}/*"]
            role = DelegatedRole(name, [], 1, terminating=True, paths=paths)
            delegations.roles[name] = role
            state.targets.signed.add_key(signer.public_key, name)
            return signer
        return self.publisher(state, info)

    def _put_index(self, state: State, packs: Sequence[PackInfo]) -> None:
        state.targets.signed.targets = {INDEX: self._store(INDEX, index_bytes(packs))}

    def _store(self, path: str, data: bytes) -> TargetFile:
        target = TargetFile.from_data(path, data, ["sha256"])
        place = self.stored(target)
        if not place.exists():
            put_file(place, data)
        return target

    def sign(self, state: State, moment: datetime, roles: Sequence[str]) -> None:
        """Write these roles, the timestamp last."""
        versions = state.snapshot.signed.meta
        versions["targets.json"] = MetaFile(state.targets.signed.version)
        state.timestamp.signed.snapshot_meta = MetaFile(state.snapshot.signed.version)
        for role, one in top_roles(state).items():
            if role in roles:
                one.signed.expires = moment.astimezone(UTC) + LIVES[role]
                prefix = "" if role == "timestamp" else f"{one.signed.version}."
                self.write(f"{prefix}{role}.json", one, self.signer(role))

    def write(self, name: str, one: Metadata[Any], signer: CryptoSigner) -> None:
        one.sign(signer)
        put_file(self.metadata / name, one.to_bytes())

    def _read(self, name: str, _kind: type[T]) -> Metadata[T]:
        try:
            return Metadata[T].from_file(str(self.metadata / name))
        except (StorageError, DeserializationError):
            raise ValueError(f"{self.metadata / name} is missing or damaged") from None


def top_roles(state: State) -> dict[str, Metadata[Any]]:
    """In the order in which they are written."""
    return {
        "targets": state.targets,
        "snapshot": state.snapshot,
        "timestamp": state.timestamp,
    }


def raise_versions(state: State, roles: Sequence[str]) -> None:
    for role, one in top_roles(state).items():
        if role in roles:
            one.signed.version += 1
