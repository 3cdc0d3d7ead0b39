"""The command line: what may be typed, with the help that teaches it. main.py gives the calls."""

import argparse
from collections.abc import Callable, Mapping
from datetime import datetime
from inspect import cleandoc
from pathlib import Path
from typing import TypeAlias

from kiosk.clock import CHINA
from provisioning.arguments_items import add_items
from provisioning.arguments_queue import add_queue

Actions: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Call = Callable[[argparse.Namespace], int]


def port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError
    return number


def since(text: str) -> str:
    """As the audit log has its times, the hall's, without the offset: compared as text. "" for all
    of them."""
    if not text:
        return ""
    try:
        moment = datetime.fromisoformat(text)
        there = moment.astimezone(CHINA) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError("not a time as 2026-03-02 or 2026-03-02T09:00") from None
    return there.replace(tzinfo=None).isoformat(timespec="seconds")


EPILOG = """\
first steps:
  make demo                                   the whole terminal with simulated devices
  python main.py demo --headless --out DIR    the same, driven by itself, with evidence in DIR
  python main.py central --data DIR --sample  a central platform with a sample hall
  python main.py doctor --config FILE         what this machine still lacks
  python main.py run --config FILE            the terminal itself
"""

ORDERS = """\
orders, instead of serving; each with --help:
  prepare hall.json              make or change a hall, its queue groups and its terminals
  terminal T00003 --off          shut one out (--on, --new-token)
  send T00003 command FILE       a signed item: lock, unlock, restart, collect_logs, test_device;
                                 also policy, trust, booking, calendar
  result ITEM                    what became of it
  progress, repair, load_progress, gateway, tidy
                                 docs/platform.md
"""


def build_parser(commands: Mapping[str, Call]) -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    top = argparse.ArgumentParser(
        prog="main.py",
        formatter_class=raw,
        epilog=EPILOG,
        description="Zizhu (自助): a 24-hour self-service terminal for government service halls.",
    )
    actions = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_people(actions, commands)
    _add_parts(actions, commands)
    _add_find(actions, commands)
    return top


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, required=True, help="terminal.toml")
    parser.add_argument("--demo", action="store_true", help="allow simulated devices")


def _add_look(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--headless", action="store_true", help="draw without a display")
    parser.add_argument("--fullscreen", action="store_true", help="fill the display")


def _add_people(actions: Actions, calls: Mapping[str, Call]) -> None:
    run = _command(actions, calls, "run", "run the terminal and keep it running")
    _add_config(run)
    _add_look(run)
    run.add_argument("--no-screen", action="store_true", help="service and hosts only")
    run.add_argument("--kept", action="store_true", help=argparse.SUPPRESS)
    demo = _command(actions, calls, "demo", "the terminal against a simulated world")
    demo.add_argument("--headless", action="store_true", help="scripted touches, no display")
    demo.add_argument("--out", type=Path, default=Path("demo-out"), help="folder for the evidence")
    demo.add_argument("--only", action="append", default=[], metavar="JOURNEY", help="run this one")
    demo.add_argument("--fullscreen", action="store_true", help="the terminal fills the display")
    central = _command(actions, calls, "central", "the reference central platform")
    central.add_argument("--data", type=Path, required=True, help="folder of database and keys")
    central.add_argument("--host", default="127.0.0.1", help="address to listen on")
    central.add_argument("--port", type=port, default=8700, help="0 takes a free one")
    central.add_argument("--port-file", type=Path, help="write the port here once it answers")
    central.add_argument("--sample", action="store_true", help="prepare the sample hall first")
    central.add_argument("--world", action="store_true", help="demo: faults on demand")
    central.add_argument("--kept", action="store_true", help=argparse.SUPPRESS)
    by_hand = "with its words, one of those below"
    central.add_argument("order", nargs=argparse.REMAINDER, metavar="ORDER", help=by_hand)
    central.formatter_class, central.epilog = argparse.RawDescriptionHelpFormatter, ORDERS
    queue = _command(actions, calls, "queue", "what waits for the platform on this terminal")
    add_queue(queue)
    items = _command(actions, calls, "items", "service items: write, check, publish, find")
    add_items(items)
    audit = _command(actions, calls, "audit", "what happened here: verify the log, list it")
    audit.add_argument("action", choices=["verify", "list"], help="verify: is the log whole?")
    audit.add_argument("--json", action="store_true", help="for programs")
    audit.add_argument(
        "--since", type=since, default="", metavar="TIME", help="list: from 2026-03-02T09:00 on"
    )
    audit.add_argument("--what", default="", metavar="EVENT", help="list: number, print.moved, ...")
    _add_config(audit)
    doctor = _command(actions, calls, "doctor", "check this machine and say what to do")
    doctor.add_argument("--config", type=Path, help="terminal.toml; without it the machine only")
    doctor.add_argument("--demo", action="store_true", help="allow simulated devices")
    doctor.add_argument("--try", dest="try_devices", action="store_true", help="try each device")
    doctor.add_argument("--report", type=Path, metavar="DIR", help="write doctor.json, doctor.pdf")


def _add_parts(actions: Actions, calls: Mapping[str, Call]) -> None:
    for name, text in (
        ("service", "part of run: records, prints, syncs"),
        ("cards", "part of run: card readers"),
        ("printers", "part of run: printers and lamps"),
        ("imaging", "part of run: cameras, scanner, codes"),
        ("updater", "part of run: fetches packs of service items"),
        ("screen", "part of run: the screen of one citizen"),
    ):
        part = actions.add_parser(name, help=text)
        part.set_defaults(call=calls[name])
        _add_config(part)
        part.add_argument("--kept", action="store_true", help="end when standard input closes")
        if name == "screen":
            _add_look(part)


def _add_find(actions: Actions, calls: Mapping[str, Call]) -> None:
    find = actions.add_parser("find", help="part of doctor: what is plugged in, as JSON")
    find.set_defaults(call=calls["find"])


def _command(
    actions: Actions, calls: Mapping[str, Call], name: str, text: str
) -> argparse.ArgumentParser:
    """A command that people call: its help is the docstring of its function."""
    parser = actions.add_parser(name, description=cleandoc(calls[name].__doc__ or ""), help=text)
    parser.set_defaults(call=calls[name])
    return parser
