"""Key files that an operator names."""

from pathlib import Path

from offline_queue.operator.ask import NoAnswer

KEY_BYTES = 32


def key_of(path: Path) -> bytes:
    """64 hexadecimal digits. Raises NoAnswer; no key is in the text."""
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise NoAnswer(f"{path} must hold 64 hexadecimal digits")
    return key
