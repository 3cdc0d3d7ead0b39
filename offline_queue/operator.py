"""An operator's question to the queue: asked of the running service, else read from the file."""

from kiosk.config import TerminalConfig
from kiosk.link import LinkClosed, LinkTimeout, connect
from kiosk.messages.operator import AskQueue, QueueStatus
from offline_queue.inspect import stopped_queue
from offline_queue.store.database import AlreadyRunning, CannotOpen

ANSWER_LIMIT_S = 5.0


class NoAnswer(Exception):
    """Neither the service nor the file can tell; the text says what to do."""


def queue_status(config: TerminalConfig) -> QueueStatus:
    """Raises NoAnswer."""
    try:
        peer = connect(config.service_socket, lambda *_: None)
    except LinkClosed:
        return _from_file(config)
    try:
        status = peer.request(AskQueue(), ANSWER_LIMIT_S)
    except (LinkClosed, LinkTimeout):
        raise NoAnswer("the service does not answer: look at its log") from None
    finally:
        peer.close()
    assert isinstance(status, QueueStatus)
    return status


def _from_file(config: TerminalConfig) -> QueueStatus:
    try:
        return stopped_queue(config.state)
    except (AlreadyRunning, CannotOpen) as error:
        raise NoAnswer(str(error)) from None
