"""`main.py queue archive`: what each action does and prints. No person is in it."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import to_builtins

from kiosk.config import TerminalConfig
from kiosk.messages.archive import (
    AskPackages,
    ExportPackage,
    PackageExported,
    PackageLine,
    Packages,
    PackageVerified,
    VerifyPackage,
)
from offline_queue.archive.export import BadExport, open_export
from offline_queue.operator.ask import NoAnswer, ask
from offline_queue.operator.keys import key_of
from offline_queue.operator.masking import PERSONAL

NOT_WHOLE = 1
"""Exit status of `verify`: a package is not what its hashes say."""
MIB = 1024 * 1024


def run(config: TerminalConfig, args: argparse.Namespace) -> int:
    """The exit status. Raises NoAnswer."""
    return _ACTIONS[args.archive](config, args)


def open_package(args: argparse.Namespace) -> int:
    """`archive open`, where a sealed export was sent to: no terminal is needed. Raises NoAnswer."""
    try:
        manifest = open_export(args.file, key_of(args.key), args.tar)
    except BadExport as error:
        raise NoAnswer(str(error)) from None
    print(f"zizhu: {PERSONAL}", file=sys.stderr)
    print(f"{args.tar}: whole, manifest {manifest}")
    return 0


def _list(config: TerminalConfig, args: argparse.Namespace) -> int:
    found = list(_packages(config))
    if args.json:
        print(json.dumps([to_builtins(one) for one in found]))
        return 0
    for one in found:
        size = f"{one.size / MIB:.1f} MB"
        until = f"until {one.destroyed_from}" if one.destroyed_from else ""
        words = (one.package_id, one.standing.value, one.made_at, size, until)
        print("  ".join(word for word in words if word))
        print(f"    record {one.seq}  manifest {one.manifest}")
    if not found:
        print("no package")
    return 0


def _verify(config: TerminalConfig, args: argparse.Namespace) -> int:
    wanted = args.package or [one.package_id for one in _packages(config)]
    broken = 0
    for package_id in wanted:
        found: PackageVerified = ask(config, VerifyPackage(package_id))
        broken += bool(found.why)
        print(f"{package_id}  " + (f"NOT WHOLE: {found.why}" if found.why else "whole"))
    print(f"{len(wanted)} packages, {broken} not whole")
    return NOT_WHOLE if broken else 0


def _export(config: TerminalConfig, args: argparse.Namespace) -> int:
    public = b"" if args.reveal else key_of(args.to or config.platform_key_file)
    asked = ExportPackage(args.package, str(Path(args.file).absolute()), public)
    made: PackageExported = ask(config, asked)
    if args.reveal:
        print(f"zizhu: {PERSONAL}", file=sys.stderr)
    how = "in clear" if args.reveal else "sealed"
    print(f"{made.file}: {made.size} bytes, {how}, manifest {made.manifest}")
    return 0


def _packages(config: TerminalConfig) -> Iterator[PackageLine]:
    after = ""
    while True:
        page: Packages = ask(config, AskPackages(after))
        yield from page.lines
        after = page.after
        if not after:
            return


_ACTIONS: dict[str, Callable[[TerminalConfig, argparse.Namespace], int]] = {
    "list": _list,
    "verify": _verify,
    "export": _export,
}
