"""Whether a page is whole. Backends hide that one is not: they hand on a picture of full size whose
missing rows they have made up. Pure.

Measured with sane-airscan 0.99.27: a JPEG that breaks off is filled up by libjpeg with 128, a
picture with fewer rows than were asked for with 255. scanimage says success in both cases.
"""

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.uint8]
"""H x W x channels."""

NOT_DECODED, NOT_SENT = 128, 255
LEAST_NOT_DECODED = 8
"""Rows: one block of a JPEG. No scanner gives so many rows of one and the same grey."""
LEAST_NOT_SENT = 0.01
"""Share of the height; a margin of pure white may be that small."""
MOST_WHITE = 0.1
"""Share of pure white in the last _STEP rows that were sent. A scanner that makes paper pure white
itself has more, if only beside the print; one that does not has hardly any."""
PROPORTION = 0.985
"""Of the height that belongs to the width; scanners round both."""
_STEP = 64


def is_whole(rows: Rows, ratio: float, pads_white: bool) -> bool:
    """`ratio` is height over width of the area that was asked for; `pads_white`: the backend fills
    up with white (else a white margin is what it seems)."""
    height, width, _ = rows.shape
    if height < PROPORTION * ratio * width:
        return False
    level = int(rows[-1, 0, 0])
    if level not in (NOT_DECODED, NOT_SENT):
        return True
    made_up = _same_rows(rows, level)
    if level == NOT_DECODED:
        return made_up < LEAST_NOT_DECODED
    if not pads_white or made_up == height or made_up < LEAST_NOT_SENT * height:
        return True
    sent = rows[: height - made_up][-_STEP:]
    return float((sent == NOT_SENT).mean()) > MOST_WHITE


def _same_rows(rows: Rows, level: int) -> int:
    """How many rows from the bottom upwards have this level everywhere."""
    for end in range(len(rows), 0, -_STEP):
        begin = max(0, end - _STEP)
        other = (rows[begin:end] != level).any(axis=(1, 2))
        if other.any():
            return len(rows) - begin - int(np.flatnonzero(other)[-1]) - 1
    return len(rows)
