"""The port of a simulator that speaks TCP."""

import socket


def hold(port: int) -> socket.socket:
    """Keeps a port of the loopback, 0 for a free one, until it is closed, and listens to nobody:
    the port stays the simulator's while its plug is out. Who listens there sets SO_REUSEADDR."""
    place = socket.socket()
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    place.bind(("127.0.0.1", port))
    return place
