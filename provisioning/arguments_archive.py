"""The command line of `main.py queue archive`."""

import argparse
from pathlib import Path
from typing import TypeAlias

Parsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

ABOUT = """\
Of each application that was finished at this terminal a package is kept: form, materials,
signature, the audit entries about it, and a manifest with the digest of each. It is destroyed
some days after the platform has acknowledged all of it, and never before."""
EPILOG = """\
  main.py queue archive list --config F
  main.py queue archive verify --config F
  main.py queue archive export PACKAGE FILE --config F
"""


def add_archive(actions: Parsers) -> None:
    archive = actions.add_parser(
        "archive",
        help="packages of finished applications: list, verify by hash, export",
        description=ABOUT,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parts = archive.add_subparsers(dest="archive", required=True, metavar="ACTION")
    _add_listing(parts)
    _add_exporting(parts)


def _add_listing(parts: Parsers) -> None:
    listing = _action(
        parts,
        "list",
        "packages and how they stand; nothing personal",
        "waiting: not every destination has all of it. kept: they have, and it is destroyed at "
        "the time that is named. dropped: its record was given up, so nobody else has it.",
    )
    listing.set_defaults(writes=False)
    listing.add_argument("--json", action="store_true", help="for programs")
    verify = _action(
        parts,
        "verify",
        "read packages to their end and compare every hash",
        "Without PACKAGE all of them. Exit status 1: at least one is not what it was.",
    )
    verify.set_defaults(writes=False)
    verify.add_argument("package", nargs="*", metavar="PACKAGE", help="as list names it")


def _add_exporting(parts: Parsers) -> None:
    export = _action(
        parts,
        "export",
        "write one package into a file that only one key opens",
        "Sealed to the platform's public key or to the one in --to; `archive open` opens it. With "
        "--reveal it is a tar that anybody can read: it is about a person. Both are noted in the "
        "audit log. The package stays here.",
    )
    export.add_argument("package", metavar="PACKAGE", help="as list names it")
    export.add_argument("file", type=Path, metavar="FILE", help="a new file")
    export.add_argument("--to", type=Path, metavar="KEY", help="X25519 public key, 64 hex digits")
    export.add_argument("--reveal", action="store_true", help="in clear, not sealed")
    opening = parts.add_parser("open", help="the tar of a sealed package, verified")
    opening.description = (
        "Needs no terminal: only the private key, on the platform DATA/platform.key. What is in "
        "the tar is about a person."
    )
    opening.add_argument("file", type=Path, metavar="FILE", help="made by export")
    opening.add_argument("tar", type=Path, metavar="TAR", help="a new file")
    opening.add_argument("--key", type=Path, required=True, help="X25519 private key")


def _action(parts: Parsers, name: str, text: str, more: str) -> argparse.ArgumentParser:
    parser = parts.add_parser(name, help=text, description=f"{text}. {more}")
    parser.add_argument("--config", type=Path, required=True, help="terminal.toml")
    parser.add_argument("--demo", action="store_true", help="allow simulated devices")
    parser.set_defaults(writes=True)
    return parser
