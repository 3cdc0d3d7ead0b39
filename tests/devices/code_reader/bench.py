"""How many codes are read, ours beside zxing-cpp alone on the same pictures.

python -m tests.devices.code_reader.bench [N]
"""

import statistics
import sys
import time
from typing import TypedDict

import zxingcpp

from devices.camera.cv import cv2
from devices.code_reader.picture import FORMATS, find_code
from devices.code_reader.protocol import text_of
from tests.devices.code_reader.codes import LEVELS, sample


class Rate(TypedDict):
    """Shares 0 to 1 of the pictures, median milliseconds of one."""

    ours: float
    plain: float
    wrong: float
    ours_ms: float
    plain_ms: float


def rates(n: int) -> dict[str, Rate]:
    """For "FORMAT LEVEL", over `n` pictures each. `wrong`: read, but as another text."""
    return {f"{name} {level}": rate(name, level, n) for name in FORMATS for level in LEVELS}


def rate(name: str, level: str, n: int) -> Rate:
    """Over `n` pictures of one format and level."""
    kind = zxingcpp.barcode_formats_from_str(name)
    ours = plain = wrong = 0
    our_times, plain_times = [], []
    for number in range(n):
        text, picture = sample(name, level, number)
        began = time.perf_counter()
        found = find_code(picture, (name,))
        then = time.perf_counter()
        codes = zxingcpp.read_barcodes(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), formats=kind)
        plain_times.append(time.perf_counter() - then)
        our_times.append(then - began)
        said = text_of(found.data, found.guess) if found else None
        ours += said == text
        wrong += said not in (text, None)
        plain += any(code.text == text for code in codes)
    return Rate(
        ours=ours / n,
        plain=plain / n,
        wrong=wrong / n,
        ours_ms=statistics.median(our_times) * 1000,
        plain_ms=statistics.median(plain_times) * 1000,
    )


if __name__ == "__main__":
    for what, one in rates(int(sys.argv[1]) if sys.argv[1:] else 50).items():
        print(
            f"{what:18} ours {one['ours']:4.0%} {one['ours_ms']:4.0f} ms"
            f"   plain {one['plain']:4.0%} {one['plain_ms']:4.0f} ms   wrong {one['wrong']:.0%}"
        )
