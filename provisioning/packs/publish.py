"""A folder becomes the next version of a pack, or a former version becomes it once more.

What is signed is written whole before anybody can see it; a terminal that asks meanwhile gets the
state before. Versions only rise, also when content comes back.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from kiosk.values import replace
from provisioning.catalogue.content import Package, PackContent, root_hash, whole
from provisioning.packs.check import check_package
from provisioning.packs.disk import locked, put_file
from provisioning.packs.history import KEPT, History, Last, Note, last_of
from provisioning.packs.keys import PackKeys
from provisioning.packs.manifest import Manifest, PackInfo, manifest_path
from provisioning.packs.packfile import read_pack, write_pack
from provisioning.packs.refusal import Refused, Why
from provisioning.packs.renew import sign_again
from provisioning.packs.repository import Repository, State
from provisioning.packs.settings import ROOT_NAME

DELTAS = 10
"""Former versions from which one file leads to the newest. A terminal that was away for longer
fetches the whole pack."""
WORTH = 0.5
"""A delta with more than this share of the packages is not made: the whole is hardly longer."""

Say = Callable[[str], None]
Packages: TypeAlias = tuple[Package, ...]


class Published(Struct, frozen=True):
    """`changed` and `removed` against the version before. `anew`: False where it was already so;
    `signed` then where a newer signature was due."""

    info: PackInfo
    version: int
    rows: int
    changed: int
    removed: int
    size: int
    anew: bool = True
    signed: bool = True


class Press(Struct, frozen=True):
    """`data`: the platform's folder. Methods raise Refused, NoKey, OSError, ValueError."""

    data: Path
    say: Say = lambda _line: None

    @property
    def repository(self) -> Repository:
        return Repository(self.data / "packs", PackKeys(self.data / "keys"))

    @property
    def history(self) -> History:
        return History(self.data / "packs" / "history")

    def rows(self) -> dict[str, bytes]:
        """Hashes of the packages that terminals have now, of every pack, by their codes."""
        found: dict[str, bytes] = {}
        repository = self.repository
        if not (repository.metadata / "timestamp.json").exists():
            return found
        state = repository.load()
        for one in state.packs:
            manifest = repository.manifest(state, one.pack)
            note = self.history.read(one.pack, manifest.version) if manifest else None
            found |= note.rows if note else {}
        return found

    def publish(self, info: PackInfo, packages: Packages, moment: datetime) -> Published:
        """Each package is checked first. Where nothing changed, nothing is published; a signature
        that is a third through its life is made anew."""
        for package in packages:
            check_package(package)
        with locked(self.data / "packs" / "lock"):
            return self._release(info, packages, moment)

    def roll_back(self, pack: str, to: int, moment: datetime) -> Published:
        """`to`: the version whose content comes back; 0 for the content before this one."""
        with locked(self.data / "packs" / "lock"):
            repository, state = self.repository, self.repository.begin(moment)
            now = repository.manifest(state, pack)
            if now is None:
                raise Refused(Why.MALFORMED, "no such pack was published here", pack)
            to = to or self._before(pack, now.version)
            if not 0 < to < now.version:
                raise Refused(
                    Why.OLDER, f"only versions 1 to {now.version - 1} can come back", pack
                )
            former = self._content(pack, to)
            self.say(f"the content of version {to} comes back")
            info = next(one for one in state.packs if one.pack == pack)
            return self._release(info, former, moment, self.history.content_of(pack, to))

    def begin(self, moment: datetime) -> None:
        """Signed and without a pack, where there is nothing yet."""
        with locked(self.data / "packs" / "lock"):
            self.repository.begin(moment)
        self.hand_out_root()

    def hand_out_root(self) -> None:
        """Each terminal's root file lies beside its other keys, once something was signed."""
        if not self.repository.root_file.exists():
            return
        root = self.repository.root_file.read_bytes()
        for folder in (self.data / "terminals").glob("*"):
            if folder.is_dir() and not (folder / ROOT_NAME).exists():
                put_file(folder / ROOT_NAME, root)
                (folder / ROOT_NAME).chmod(0o600)

    def _release(
        self, info: PackInfo, packages: Packages, moment: datetime, restores: int = 0
    ) -> Published:
        repository, state = self.repository, self.repository.begin(moment)
        former = repository.manifest(state, info.pack)
        self._check_owner(state, info)
        rows = {one.code: one.hash for one in packages}
        self._check_codes(state, info, rows)
        version = former.version + 1 if former else 1
        content = content_of(info, packages, version)
        note = self.history.read(info.pack, former.version) if former else None
        before = note.rows if note else {}
        changed = sum(before.get(code) != one for code, one in rows.items())
        removed = len(before.keys() - rows.keys())
        if former is not None and former.root == content.root and info in state.packs:
            signed = sign_again(repository, state, info, moment)
            return Published(info, former.version, len(rows), 0, 0, 0, False, signed)
        last = self._last(info.pack, former.version, note) if former and note else {}
        new = last_of(packages)
        if not restores:
            _check_raised(last, new)
        self.say(f"packing {len(rows)} packages, {changed} of them changed")
        deltas = self._deltas(content, rows)
        manifest = manifest_of(content, len(rows), tuple(deltas), restores)
        full = write_pack(content)
        files = {manifest_path(info.pack): manifest.to_bytes(), manifest.full: full}
        files |= {manifest.delta(base): write_pack(one) for base, one in deltas.items()}
        self.say(f"signing version {version} with the key of {info.publisher}")
        self.history.write(info.pack, version, Note(rows, restores, {**last, **new}))
        repository.put(info, files, moment)
        self._forget_old(info.pack, version)
        return Published(info, version, len(rows), changed, removed, len(full))

    def _check_owner(self, state: State, info: PackInfo) -> None:
        for one in state.packs:
            if one.pack == info.pack and one.publisher != info.publisher:
                raise Refused(
                    Why.OTHER_PUBLISHER, f"the pack is of the publisher {one.publisher}", info.pack
                )

    def _check_codes(self, state: State, info: PackInfo, rows: Mapping[str, bytes]) -> None:
        for one in state.packs:
            manifest = self.repository.manifest(state, one.pack)
            if one.pack == info.pack or manifest is None:
                continue
            note = self.history.read(one.pack, manifest.version)
            taken = sorted(rows.keys() & note.rows.keys()) if note else []
            if taken:
                detail = f"an item of this code is in the pack {one.pack}"
                raise Refused(Why.CODE_TAKEN, detail, f"{taken[0]} $.catalog_code")

    def _last(self, pack: str, version: int, note: Note) -> Mapping[str, Last]:
        """Each item of the pack as it was released last. Notes of earlier programs do not say."""
        return note.last or last_of(self._content(pack, version))

    def _deltas(self, content: PackContent, rows: Mapping[str, bytes]) -> dict[int, PackContent]:
        """By the version that each leads from."""
        made: dict[int, PackContent] = {}
        for base in range(max(1, content.version - DELTAS), content.version):
            note = self.history.read(content.pack, base)
            if note is None:
                continue
            changed = {code for code, one in rows.items() if note.rows.get(code) != one}
            if len(changed) > WORTH * len(rows):
                continue
            packages = tuple(one for one in content.changed if one.code in changed)
            removed = tuple(sorted(note.rows.keys() - rows.keys()))
            made[base] = replace(content, changed=packages, removed=removed, base=base)
        return made

    def _before(self, pack: str, version: int) -> int:
        """The version whose content stood before the content of `version`."""
        first = self.history.content_of(pack, version)
        if first < 2:
            raise Refused(Why.OLDER, "there was no other content before", pack)
        return self.history.content_of(pack, first - 1)

    def _content(self, pack: str, version: int) -> Packages:
        """What a former version held, as it was signed."""
        note = self.history.read(pack, version)
        found = sorted((self.repository.targets / pack).glob(f"*.{version}.pack"))
        for path in found if note else ():
            content = read_pack(path.read_bytes())
            if note is not None and content.root == root_hash(note.rows.items()):
                return content.changed
        raise Refused(Why.MALFORMED, f"version {version} is not kept any more", pack)

    def _forget_old(self, pack: str, version: int) -> None:
        """Deltas of the version before stay, for whoever is fetching them now."""
        for path in (self.repository.targets / pack).glob("*.pack"):
            parts = path.name.split(".")
            kept = KEPT if len(parts) == 3 else 2
            if parts[1].isdigit() and int(parts[1]) <= version - kept:
                path.unlink(missing_ok=True)


def _check_raised(last: Mapping[str, Last], new: Mapping[str, Last]) -> None:
    """Whoever has a package knows by `package_ver` which of two is newer. Raises Refused."""
    wrong = [
        code
        for code, one in sorted(new.items())
        if code in last and one.hash != last[code].hash and one.ver <= last[code].ver
    ]
    if wrong:
        code = wrong[0]
        more = f"; {len(wrong) - 1} more packages like it" if wrong[1:] else ""
        ver, before = new[code].ver, last[code].ver
        text = f"is {ver}, and the package is not as it was released with {before}: raise it{more}"
        raise Refused(Why.OLDER, text, f"{code} $.package_ver")


def content_of(info: PackInfo, packages: Packages, version: int) -> PackContent:
    """All of a pack. `version` 0: not published."""
    return replace(whole(info.pack, info.publisher, version, packages), name=info.name)


def manifest_of(content: PackContent, rows: int, bases: tuple[int, ...], restores: int) -> Manifest:
    return Manifest(
        pack=content.pack,
        publisher=content.publisher,
        name=content.name,
        version=content.version,
        root=content.root,
        rows=rows,
        bases=bases,
        restores=restores,
    )
