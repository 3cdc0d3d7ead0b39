"""`main.py audit`: verify the log of this terminal, or list it."""

import argparse
import json
import sys

from msgspec import to_builtins

from kiosk.config import TerminalConfig
from kiosk.messages.audit import AuditState, ListAudit, VerifyAudit
from offline_queue.audit.answers import as_line, as_text, ask, pages
from offline_queue.audit.chain import BEGAN
from offline_queue.audit.facts import WHATS

EXIT_BROKEN = 1
EXIT_WORDS = 2
"""As of every other argument that cannot be."""
EVENTS = sorted(WHATS | {BEGAN})


def run(config: TerminalConfig, args: argparse.Namespace) -> int:
    """Exit status: 0, EXIT_BROKEN where the log is not whole, or EXIT_WORDS where it was asked for
    what is never in it. Raises NoAnswer."""
    if args.action == "verify":
        state = ask(config, VerifyAudit())
        assert isinstance(state, AuditState)
        print(json.dumps(to_builtins(state)) if args.json else as_text(state))
        return EXIT_BROKEN if state.why else 0
    if not any(event.startswith(args.what) for event in EVENTS):
        print(f"zizhu: --what {args.what!r} begins no event: {', '.join(EVENTS)}", file=sys.stderr)
        return EXIT_WORDS
    for page in pages(config, ListAudit(since=args.since, what=args.what)):
        for line in page.lines:
            text = json.dumps(to_builtins(line), ensure_ascii=False)
            print(text if args.json else as_line(line.seq, line.at, line.event))
    return 0
