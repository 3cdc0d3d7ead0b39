"""`main.py audit`: verify the log of this terminal, or list it."""

import argparse
import json

from msgspec import to_builtins

from kiosk.config import TerminalConfig
from kiosk.messages.audit import AuditState, ListAudit, VerifyAudit
from offline_queue.audit.answers import as_line, as_text, ask, pages

EXIT_BROKEN = 1


def run(config: TerminalConfig, args: argparse.Namespace) -> int:
    """Exit status: 0, or EXIT_BROKEN where the log is not whole. Raises NoAnswer."""
    if args.action == "verify":
        state = ask(config, VerifyAudit())
        assert isinstance(state, AuditState)
        print(json.dumps(to_builtins(state)) if args.json else as_text(state))
        return EXIT_BROKEN if state.why else 0
    for page in pages(config, ListAudit(since=args.since, what=args.what)):
        for line in page.lines:
            text = json.dumps(to_builtins(line), ensure_ascii=False)
            print(text if args.json else as_line(line.seq, line.at, line.event))
    return 0
