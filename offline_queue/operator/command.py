"""`main.py queue`: what each action does and prints. Nothing personal is printed but by `--reveal`,
and nothing personal is logged.
"""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from msgspec import to_builtins

from kiosk.clock import SystemClock
from kiosk.config import TerminalConfig
from kiosk.messages.operator import (
    AskQueue,
    AskRecords,
    Changed,
    DropRecord,
    MendRecord,
    RecordLine,
    RetryRecords,
    ShowRecord,
    Standing,
)
from offline_queue.archive import command as archive
from offline_queue.operator import carry
from offline_queue.operator.ask import NoAnswer, ask
from offline_queue.operator.masking import PERSONAL
from offline_queue.operator.rekey import rekeyed
from offline_queue.operator.status import as_text
from offline_queue.outbox.streams import KINDS

Action = Callable[[TerminalConfig, argparse.Namespace], int]
NOT_ALL = 1
"""Exit status: some of what was asked was not done, and each such line says why."""
NO_SUCH_KIND = 2
"""Exit status, as of every other argument that cannot be."""


def run(config: TerminalConfig, args: argparse.Namespace) -> int:
    """The action that was typed; the exit status. Raises NoAnswer."""
    return _ACTIONS[args.action](config, args)


def without_terminal(args: argparse.Namespace) -> int:
    """`unseal` and `archive open`: where a sealed file was sent to, only a key is needed. Raises
    NoAnswer."""
    return archive.open_package(args) if args.action == "archive" else carry.unseal(args)


def _status(config: TerminalConfig, args: argparse.Namespace) -> int:
    status = ask(config, AskQueue())
    print(_json(status) if args.json else as_text(status))
    return 0


def _list(config: TerminalConfig, args: argparse.Namespace) -> int:
    """Stretch by stretch, until there are enough lines."""
    if args.kind and args.kind not in KINDS:
        print(f"zizhu: --kind {args.kind!r} is none of {', '.join(KINDS)}", file=sys.stderr)
        return NO_SUCH_KIND
    standing = Standing(args.state) if args.state else None
    lines: list[RecordLine] = []
    after = args.after
    while True:
        found = ask(config, AskRecords(standing, args.kind, args.to, after))
        lines += found.lines
        after = found.after
        if not after or len(lines) > args.limit:
            break
    cut = args.limit
    while cut < len(lines) and lines[cut].seq == lines[cut - 1].seq:
        cut += 1  # the next page begins after a record, so none is shown in half
    more = cut < len(lines) or after > 0
    lines = lines[:cut]
    if args.json:
        print(json.dumps([to_builtins(line) for line in lines], ensure_ascii=False))
        return 0
    print(_table(lines))
    if more:
        print(f"... and more: --after {lines[-1].seq}, or a larger --limit")
    return 0


def _show(config: TerminalConfig, args: argparse.Namespace) -> int:
    shown = ask(config, ShowRecord(args.seq, args.reveal))
    if args.reveal:
        print(f"zizhu: {PERSONAL}", file=sys.stderr)
    if args.json:
        facts = {"key": shown.key, "body": json.loads(shown.body)}
        lines = [to_builtins(line) for line in shown.lines]
        print(json.dumps(facts | {"lines": lines}, ensure_ascii=False))
        return 0
    if not args.reveal:
        print(f"key {shown.key}")
        print(_table(shown.lines))
    print(shown.body)
    return 0


def _retry(config: TerminalConfig, args: argparse.Namespace) -> int:
    changed: Changed = ask(config, RetryRecords(tuple(args.seq)))
    if changed.done:
        print("will be sent again: " + " ".join(str(seq) for seq in changed.done))
    for line in changed.refused:
        print(f"zizhu: {line}", file=sys.stderr)
    return NOT_ALL if changed.refused else 0


def _mend(config: TerminalConfig, args: argparse.Namespace) -> int:
    try:
        piped = str(args.body) == "-"
        text = sys.stdin.read() if piped else args.body.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoAnswer(f"{args.body} cannot be read ({type(error).__name__})") from None
    ask(config, MendRecord(args.seq, text))
    print(f"mended: {args.seq}. It is sent only after: queue retry {args.seq}")
    return 0


def _drop(config: TerminalConfig, args: argparse.Namespace) -> int:
    if not args.yes:
        raise NoAnswer(f"{args.seq} would be lost for good: `queue show` it, then add --yes")
    ask(config, DropRecord(args.seq))
    print(f"dropped: {args.seq}")
    return 0


def _table(lines: list[RecordLine] | tuple[RecordLine, ...]) -> str:
    if not lines:
        return "no such record"
    now = SystemClock().now()
    rows = [("SEQ", "STATE", "TO", "KIND", "AGE", "TRIES", "WHY")]
    for line in lines:
        why = line.why or (f"at {line.next_at}" if line.next_at else "")
        rows.append(
            (
                str(line.seq),
                line.standing.value,
                line.to,
                line.kind,
                _age(now - datetime.fromisoformat(line.created_at)),
                str(line.attempts),
                "".join(sign if sign.isprintable() else "?" for sign in why),
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _age(age: timedelta) -> str:
    seconds = int(age.total_seconds())
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s" if seconds >= 0 else "?"


def _json(message: Any) -> str:
    return json.dumps(to_builtins(message), ensure_ascii=False)


_ACTIONS: dict[str, Action] = {
    "status": _status,
    "list": _list,
    "show": _show,
    "retry": _retry,
    "mend": _mend,
    "drop": _drop,
    "export": carry.export,
    "backup": carry.backup,
    "restore": carry.restored,
    "adopt": carry.adopted,
    "rekey": rekeyed,
    "archive": archive.run,
}
