"""How the processes speak: typed messages in length-framed msgpack over Unix sockets.

The only part of the core that touches the operating system; the rest of kiosk never imports it.
"""

from kiosk.link.client import Reconnecting
from kiosk.link.codec import Envelope, decode, encode
from kiosk.link.peer import LinkClosed, LinkTimeout, Peer, connect, pair
from kiosk.link.server import Server

__all__ = [
    "Envelope",
    "LinkClosed",
    "LinkTimeout",
    "Peer",
    "Reconnecting",
    "Server",
    "connect",
    "decode",
    "encode",
    "pair",
]
