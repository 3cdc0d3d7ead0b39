"""`main.py items pack | publish | rollback | renew`."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from kiosk.clock import SystemClock
from provisioning.catalogue.content import Package, canonical
from provisioning.central.conf import configure
from provisioning.central.exchange.limits import Unusable
from provisioning.items.folder import BadFolder, PackageFolder
from provisioning.items.lint.finding import Level
from provisioning.items.lint.run import lint_folder
from provisioning.packs.check import check_package
from provisioning.packs.keys import NoKey
from provisioning.packs.manifest import PackInfo
from provisioning.packs.packfile import write_pack
from provisioning.packs.publish import Packages, Press, Published, Say, content_of
from provisioning.packs.refusal import Refused, Why
from provisioning.packs.renew import BY_HAND, BY_ITSELF, away, renew
from provisioning.packs.source import read_folder

GOOD, FINDINGS, UNUSABLE = 0, 1, 3


def run(args: argparse.Namespace) -> int:
    """Exit status: 0 done; 1 the pack is refused, the lines before say why; 3 a file or folder
    cannot be used."""
    actions = {"pack": _pack, "publish": _publish, "rollback": _roll_back, "renew": _renew}
    try:
        return actions[args.action](args)
    except Refused as refused:
        print(f"refused, {refused.why.value}: {refused}", file=sys.stderr)
        return FINDINGS
    except (BadFolder, NoKey, OSError, ValueError, Unusable) as error:
        print(f"zizhu items: {error}", file=sys.stderr)
        return UNUSABLE


def _pack(args: argparse.Namespace) -> int:
    _lint(args.folder)
    info, packages = _checked(args.folder, _say)
    data = write_pack(content_of(info, packages, 0))
    args.out.write_bytes(data)
    print(f"{args.out}: {len(packages)} packages, {len(data)} bytes, not signed yet")
    return GOOD


def _publish(args: argparse.Namespace) -> int:
    data = _platform(args.data)
    released = Press(data).rows()
    _lint(args.folder, lambda one: released.get(one.name) != _hash(one))
    print(publish_folder(data, args.folder, _say))
    _warn(Press(data), SystemClock().now(), BY_ITSELF)
    return GOOD


def publish_folder(data: Path, folder: Path, say: Say = lambda _line: None) -> str:
    """What became of it, one line. Raises Refused, NoKey, OSError, ValueError."""
    info, packages = _checked(folder, say)
    press = Press(data, say)
    moment = SystemClock().now()
    press.begin(moment)
    said = _told(data, press.publish(info, packages, moment))
    configure(data)
    call_command("load_progress", folder, verbosity=0)  # the time limits, for the lamps
    return said


def _roll_back(args: argparse.Namespace) -> int:
    data = _platform(args.data)
    print(_told(data, Press(data, _say).roll_back(args.pack, args.to, SystemClock().now())))
    return GOOD


def _renew(args: argparse.Namespace) -> int:
    press, moment = Press(_platform(args.data)), SystemClock().now()
    roles = renew(press.repository, moment, BY_HAND)
    print(f"signed anew: {', '.join(roles) or 'nothing'}")
    _warn(press, moment, BY_HAND)
    return GOOD


def _warn(press: Press, moment: datetime, spent: float) -> None:
    """Signatures end though nobody did anything wrong."""
    for one in away(press.repository, moment, spent):
        _say(f"not signed anew: {one.line()}")


def _lint(folder: Path, fresh: Callable[[PackageFolder], bool] = lambda _one: True) -> None:
    """`fresh`: it is new or changed, so its template is drawn. Raises Refused, after what is wrong
    was said."""
    wrong = [one for one in lint_folder(folder, fresh=fresh) if one.level is Level.ERROR]
    for one in wrong:
        print(one.line(), file=sys.stderr)
    if wrong:
        raise Refused(Why.INCOMPLETE, f"{len(wrong)} errors: main.py items lint {folder}")


def _hash(one: PackageFolder) -> bytes:
    """As released packages have it; b"" of what cannot be one."""
    try:
        return Package(one.name, canonical(one.document), one.files).hash
    except (TypeError, ValueError):
        return b""


def _checked(folder: Path, say: Say) -> tuple[PackInfo, Packages]:
    info, packages = read_folder(folder)
    say(f"{len(packages)} packages of {info.name} ({info.publisher})")
    for package in packages:
        check_package(package)
    return info, packages


def _platform(data: Path) -> Path:
    """Raises ValueError."""
    data = data.resolve()
    if not (data / "central.sqlite3").is_file():
        raise ValueError(f"{data} is no platform's folder: main.py central --data makes one")
    return data


def _told(data: Path, done: Published) -> str:
    """Every terminal of the platform hears of it with the next answer that it gets."""
    pack = done.info.pack
    if not done.anew:
        signed = "; it is signed anew" if done.signed else ""
        return f"{pack}: nothing changed, version {done.version} stays{signed}"
    configure(data)
    unsaid = StringIO()  # a command of Django's writes what it returns
    terminals = call_command("hint_catalogue", f"{pack}.{done.version}", stdout=unsaid)
    return (
        f"{pack} version {done.version}: {done.rows} packages, {done.changed} changed,"
        f" {done.removed} removed, {done.size} bytes; {terminals} terminals are told"
    )


def _say(line: str) -> None:
    print(line, file=sys.stderr)
