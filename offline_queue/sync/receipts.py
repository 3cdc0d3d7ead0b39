"""What the platform's answer proves about each record. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from offline_queue.outbox.claims import Settlement

MOST_TEXT = 200


def read_receipts(seqs: Mapping[str, int], results: Iterable[Any]) -> Settlement:
    """From the platform's `results`; `seqs` are the sequence numbers by key. Whatever is not named,
    or not clearly, stays unknown."""
    delivered: list[int] = []
    refused: dict[int, str] = {}
    for result in results:
        key = result.get("key") if isinstance(result, dict) else None
        if not isinstance(key, str) or key not in seqs:
            continue
        status = result.get("status")
        if status in ("applied", "already"):
            delivered.append(seqs[key])
        elif status in ("rejected", "conflict"):
            refused[seqs[key]] = f"{status}: {str(result.get('detail', ''))[:MOST_TEXT]}"
    return Settlement(tuple(delivered), refused=refused)
