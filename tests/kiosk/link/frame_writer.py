"""A process that says its name, writes frames of one colour each, then waits.

python -m tests.kiosk.link.frame_writer WIDTH HEIGHT FRAMES FOLDER
"""

import sys
from pathlib import Path

from kiosk.link.frames import FrameWriter


def colour(number: int) -> int:
    """Of frame `number`; never 0, which is what wiped memory holds."""
    return number % 250 + 1


LAST = 255
"""Of one more frame, after all others."""


def main() -> None:
    width, height, frames = (int(word) for word in sys.argv[1:4])
    writer = FrameWriter(width, height, Path(sys.argv[4]))
    print(writer.name, flush=True)
    for number in range(1, frames + 1):
        writer.write(bytes([colour(number)]) * (width * height * 3))
    writer.write(bytes([LAST]) * (width * height * 3))
    sys.stdin.readline()
    writer.close()


if __name__ == "__main__":
    main()
