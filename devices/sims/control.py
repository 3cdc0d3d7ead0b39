"""The control socket of a simulator: who may steer it, and how it answers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from devices.sims.script import BadScript, parse_script
from kiosk.link import Envelope, LinkClosed, Peer, Server
from kiosk.messages.sims import Done, Inject, PlayScript


def serve_control(path: Path, handler: Callable[[object], object]) -> Server:
    """Serve kiosk.messages.sims on the Unix socket `path` and return the started server.

    `handler` gets each message and returns its answer (`Done`, `Output`); it runs on the reader
    thread of the peer that asked, so several peers may call it at once. Close the server to end.
    Raises kiosk.link.server.AddressInUse where another process answers on `path`.
    """

    def on_message(peer: Peer, envelope: Envelope, message: Any) -> None:
        answer = _play(handler, message) if isinstance(message, PlayScript) else handler(message)
        try:
            peer.send(answer, re=envelope.id)
        except LinkClosed:
            return  # the steering process went away; the device carries on

    return Server(path, on_message).start()


def _play(handler: Callable[[object], object], script: PlayScript) -> object:
    try:
        return handler(Inject(parse_script(script.text)))
    except BadScript as error:
        return Done(ok=False, detail=str(error))
