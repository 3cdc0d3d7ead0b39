"""The one place that knows all wires."""

from urllib.parse import urlsplit

from devices.receipt_printer.transport import Transport
from devices.receipt_printer.transport_serial import open_serial
from devices.receipt_printer.transport_tcp import open_tcp
from devices.receipt_printer.transport_usblp import open_usblp


def open_transport(url: str, timeout: float) -> Transport:
    """Connect to `tcp://host:port`, `serial:///dev/...` or `usblp:///dev/usb/lp0`.

    Raises TransportAbsent, TransportSilent, or ValueError for an address that is none of these.
    """
    parts = urlsplit(url)
    if parts.scheme == "tcp":
        return open_tcp(parts, timeout)
    if parts.scheme == "serial":
        return open_serial(parts)
    if parts.scheme == "usblp":
        return open_usblp(parts)
    raise ValueError(f"not a receipt printer address: {url!r} (tcp://, serial:// or usblp://)")
