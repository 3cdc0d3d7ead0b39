"""What is written for a person, maybe through a pipe that they close when they have seen enough."""

import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

EXIT_UNREAD = 128 + signal.SIGPIPE
STDOUT = 1


@contextmanager
def to_a_reader() -> Iterator[None]:
    """Where the reader of our output left (`| head`), raises SystemExit as if SIGPIPE had ended us;
    any other broken pipe, a socket's, is passed on."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        if not _reader_left():
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), STDOUT)
        raise SystemExit(EXIT_UNREAD) from None


def _reader_left() -> bool:
    poll = select.poll()
    poll.register(STDOUT, 0)
    return any(what & select.POLLERR for _, what in poll.poll(0))
