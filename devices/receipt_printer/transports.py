"""The one place that knows all wires."""

from urllib.parse import urlsplit

from devices.receipt_printer.transport import Transport
from devices.receipt_printer.transport_serial import open_serial, parse_serial
from devices.receipt_printer.transport_tcp import open_tcp, parse_tcp
from devices.receipt_printer.transport_usblp import open_usblp, parse_usblp

_PARSE = {"tcp": parse_tcp, "serial": parse_serial, "usblp": parse_usblp}


def check_address(url: str) -> None:
    """Raises ValueError, with an address of the right shape, where `url` is none."""
    parts = urlsplit(url)
    if parts.scheme not in _PARSE:
        raise ValueError(f"not a receipt printer address: {url!r} (tcp://, serial:// or usblp://)")
    _PARSE[parts.scheme](parts)


def open_transport(url: str, timeout: float) -> Transport:
    """Connect to `tcp://host:port`, `serial:///dev/...` or `usblp:///dev/usb/lp0`.

    Raises TransportAbsent, TransportSilent, or ValueError for an address that is none of these.
    """
    check_address(url)
    parts = urlsplit(url)
    if parts.scheme == "tcp":
        return open_tcp(parts, timeout)
    return open_serial(parts) if parts.scheme == "serial" else open_usblp(parts)
