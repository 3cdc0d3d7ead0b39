"""Small attachments of one record, together: where they are too large for a record, the largest
become files, as large ones are."""

import io
from collections.abc import Sequence
from pathlib import Path

from kiosk.values import replace
from offline_queue.attachments.material import Material
from offline_queue.attachments.store import keep

TOGETHER_BYTES = 128 * 1024
"""Of all that travels in one record. In base64 and with the form it stays below what an operator
can mend (256 KiB), and far below the platform's 1 MiB for a request."""


def bounded(
    folder: Path, materials: Sequence[Material], most: int = TOGETHER_BYTES
) -> tuple[Material, ...]:
    """The same materials in their order; contents in records have `most` bytes at most together.

    Not on the store's turn. Raises StoreError; what was made a file before that is swept.
    """
    found = list(materials)
    small = [n for n, one in enumerate(found) if not one.attachment.in_file]
    left = sum(found[n].attachment.size for n in small)
    for n in sorted(small, key=lambda n: found[n].attachment.size, reverse=True):
        if left <= most:
            break
        one = found[n].attachment
        kept = keep(folder, io.BytesIO(one.content), one.media_type, inline=0)
        found[n] = replace(found[n], attachment=kept)
        left -= one.size
    return tuple(found)
