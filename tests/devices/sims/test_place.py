"""A simulator's port stays its own while its plug is out."""

import socket

import pytest

from devices.sims.place import hold


def test_nobody_else_gets_the_port_and_its_own_listener_does() -> None:
    with hold(0) as place:
        address = place.getsockname()
        with socket.socket() as stranger, pytest.raises(OSError, match="in use"):
            stranger.bind(address)
        for _ in range(2):
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(address)
            with socket.create_server(address) as listener, socket.create_connection(address):
                listener.accept()[0].close()
