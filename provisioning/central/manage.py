"""The command line of the platform: serving, and `main.py central --data DIR WORD ...` by hand."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from django.core.management import CommandError, call_command
from django.db import OperationalError

from provisioning.central.conf import configure
from provisioning.central.sample import prepare_sample
from provisioning.central.server import run

WORDS = (
    *("prepare", "terminal", "send", "result"),
    *("progress", "repair", "load_progress", "gateway", "tidy"),
)
EXIT_FAILED, EXIT_USAGE = 1, 2


def central(args: argparse.Namespace) -> int:
    """The process's exit code."""
    if args.order:
        return manage(args.data, args.order)
    if args.sample:
        prepare_sample(args.data)
    return run(args.data, args.host, args.port, args.port_file, world=args.world)


def manage(data: Path, words: Sequence[str]) -> int:
    """The process's exit code; what is wrong is one line on stderr. A running platform sees it at
    once: both work on the same file."""
    if words[0] not in WORDS:
        print(f"central: {words[0]} is none of {', '.join(WORDS)}", file=sys.stderr)
        return EXIT_USAGE
    if words[0] != "prepare" and not (data / "central.sqlite3").is_file():
        print(f"central: {data} is no platform's folder: prepare makes one", file=sys.stderr)
        return EXIT_USAGE
    configure(data)
    try:
        call_command(*words)
    except (CommandError, OperationalError) as error:
        print(f"central {words[0]}: {error}", file=sys.stderr)
        return EXIT_FAILED
    return 0
