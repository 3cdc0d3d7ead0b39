"""The command line of `main.py queue`, with the help that teaches it."""

import argparse
from pathlib import Path
from typing import TypeAlias

from provisioning.arguments_archive import add_archive

Parsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

MOST = 2**63 - 1
"""The largest number that a database knows."""
STATES = ("waiting", "later", "dead", "parts", "taken")
PLACES = ("central", "second")
EPILOG = """\
a dead letter, from finding it to sending it:
  main.py queue list --state dead --config F    which ones, and why they were refused
  main.py queue show 17 --config F              its shape; --reveal shows what it says
  main.py queue mend 17 --body new.json --config F
  main.py queue retry 17 --config F

Do it as the user of the terminal's service. Each action has its own --help.
"""


def add_queue(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EPILOG
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _add_looking(actions)
    _add_changing(actions)
    _add_carrying(actions)
    _add_keeping(actions)
    add_archive(actions)


def _add_looking(actions: Parsers) -> None:
    status = _action(actions, "status", "how much waits, since when, print jobs not settled", "")
    _only_looks(status)
    _add_json(status)
    listing = _action(
        actions,
        "list",
        "records and how they stand; nothing personal",
        "One line for each record and each destination that it is for. STATE: waiting (its turn "
        "comes), later (to be tried again at a time), dead (refused for good), parts (its "
        "attachments come first), taken (this destination has it, the other one has not).",
    )
    listing.add_argument("--state", choices=STATES, default="", help="only these")
    listing.add_argument("--kind", default="", help="only these: ticket, print, application ...")
    listing.add_argument("--to", choices=PLACES, default="", help="only for this destination")
    listing.add_argument("--after", type=_number, default=0, metavar="SEQ", help="begin behind it")
    limit = "lines, 50 if not given; no record is cut in half"
    listing.add_argument("--limit", type=_positive, default=50, help=limit)
    _only_looks(listing)
    _add_json(listing)
    show = _action(
        actions,
        "show",
        "one record; its content only described unless --reveal",
        "Without --reveal every text and number of the content is only described. With --reveal "
        "it is shown as it is: it is about a person. That is noted in the audit log.",
    )
    show.add_argument("seq", type=_positive, metavar="SEQ")
    show.add_argument("--reveal", action="store_true", help="show what it says about a person")
    _only_looks(show)
    _add_json(show)


def _add_changing(actions: Parsers) -> None:
    retry = _action(
        actions,
        "retry",
        "send dead letters again, under their old keys",
        "They take their old places. What the platform has already it answers `already`: nothing "
        "arrives twice. Exit status 1: some were no dead letters; one line each says so.",
    )
    retry.add_argument("seq", type=_positive, nargs="+", metavar="SEQ")
    mend = _action(
        actions,
        "mend",
        "replace the content of a dead letter that no destination has",
        "FILE holds the whole content, as `show --reveal` prints it, corrected. It is about a "
        "person: pipe it in (--body -) or keep it in memory (/dev/shm), and remove it. The record "
        "stays a dead letter until `retry`.",
    )
    mend.add_argument("seq", type=_positive, metavar="SEQ")
    mend.add_argument("--body", type=Path, required=True, metavar="FILE", help="JSON; - is stdin")
    drop = _action(
        actions,
        "drop",
        "give a dead letter up for good",
        "It is never sent, and its attachments are removed. What waited behind it goes on.",
    )
    drop.add_argument("seq", type=_positive, metavar="SEQ")
    drop.add_argument("--yes", action="store_true", help="without it nothing is dropped")


def _add_carrying(actions: Parsers) -> None:
    export = _action(
        actions,
        "export",
        "write the dead letters into a file that only one key opens",
        "Sealed to the platform's public key, so that only the platform reads them, or to the one "
        "in --to. Attachments are not in it. The dead letters stay here.",
    )
    export.add_argument("file", type=Path, metavar="FILE", help="a new file")
    export.add_argument("--to", type=Path, metavar="KEY", help="X25519 public key, 64 hex digits")
    unseal = actions.add_parser("unseal", help="print what an export holds")
    unseal.description = (
        "Prints the dead letters of FILE as JSON. They are about persons. Needs no terminal: only "
        "the private key, on the platform DATA/platform.key."
    )
    unseal.add_argument("file", type=Path, metavar="FILE", help="made by export")
    unseal.add_argument("--key", type=Path, required=True, help="X25519 private key, 64 hex digits")


def _add_keeping(actions: Parsers) -> None:
    backup = _action(
        actions,
        "backup",
        "copy the database and the attachments, while it runs or stopped",
        "DIR is made. The key of this terminal is NOT in it: without that key nobody can read the "
        "backup, and with both anybody can. --with-key copies the key into a file apart.",
    )
    _only_looks(backup)
    backup.add_argument("folder", type=Path, metavar="DIR", help="a new folder on another disk")
    backup.add_argument("--with-key", type=Path, metavar="FILE", help="a new file, elsewhere")
    restore = _action(
        actions,
        "restore",
        "bring a backup back to a stopped terminal",
        "The backup is verified first; the files that are here are kept aside. Records that wait "
        "keep their keys, so nothing arrives twice; leased numbers are forgotten, so none is given "
        "twice.",
    )
    restore.add_argument("folder", type=Path, metavar="DIR", help="made by backup")
    restore.add_argument("--key", type=Path, metavar="FILE", help="made by backup --with-key")
    _action(
        actions,
        "adopt",
        "accept this machine after the disk was moved to it",
        "A disk that was moved or copied to another machine is noticed, and the service does not "
        "start. Only one machine may go on with it: see that the former one does not run.",
    )
    rekey = _action(
        actions,
        "rekey",
        "move the keys of a stopped terminal to another keeper, from a file to a TPM",
        "The new keeper is what [queue] device_key of the configuration names now. Records that "
        "wait stay as they are; a new data key is taken into use besides.",
    )
    rekey.add_argument("former", metavar="FORMER", help="where they were: as in [queue]")


def _action(actions: Parsers, name: str, text: str, more: str) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=text, description=f"{text}. {more}".strip())
    parser.add_argument("--config", type=Path, required=True, help="terminal.toml")
    parser.add_argument("--demo", action="store_true", help="allow simulated devices")
    parser.set_defaults(writes=True)
    return parser


def _only_looks(parser: argparse.ArgumentParser) -> None:
    """It is of use on a disk that takes nothing any more, too."""
    parser.set_defaults(writes=False)


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")


def _number(text: str) -> int:
    return _within(text, 0)


def _positive(text: str) -> int:
    return _within(text, 1)


def _within(text: str, least: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = -1
    if not least <= number <= MOST:
        raise argparse.ArgumentTypeError(f"not a whole number from {least} to {MOST}")
    return number
