"""What is plugged into this machine, fitted or not: one JSON object on standard output.

Looks only: opens no serial port and sends nothing to anything but the smart card service and IPP
servers of this machine. Each list holds objects with a name (`device`) and what else is known.
"""

import json
from pathlib import Path
from typing import Any

import requests
from serial.tools import list_ports

from devices.ssc_reader.pcsc import Context, PcscError

USB = Path("/sys/bus/usb/devices")
VIDEO = Path("/sys/class/video4linux")
LINE_PRINTERS = Path("/dev/usb")
KNOWN_USB = {
    "0dd4:0205": "Custom VKP80III receipt printer",
    "0400:c35a": "ID card reader over USB HID (not supported: use its serial port)",
}
IPP_PORTS = (631, *range(60000, 60004))
"""CUPS, and where ipp-usb puts printers and scanners."""
ANSWER_S = 1.0

Found = dict[str, list[dict[str, str]]]


def find() -> Found:
    return {
        "serial": _serial(),
        "usb": _usb(),
        "line printers": [{"device": str(path)} for path in sorted(LINE_PRINTERS.glob("lp*"))],
        "smart card readers": _smart_cards(),
        "cameras": _cameras(),
        "ipp": _ipp(),
    }


def _serial() -> list[dict[str, str]]:
    return [
        {"device": port.device, "what": port.description, "id": port.hwid}
        for port in list_ports.comports()
    ]


def _usb() -> list[dict[str, str]]:
    found = []
    for vendor in sorted(USB.glob("*/idVendor")):
        code = f"{_word(vendor)}:{_word(vendor.with_name('idProduct'))}"
        name = f"{_word(vendor.with_name('manufacturer'))} {_word(vendor.with_name('product'))}"
        found.append({"device": code, "what": KNOWN_USB.get(code, name.strip())})
    return found


def _smart_cards() -> list[dict[str, str]]:
    try:
        context = Context()
    except PcscError as error:
        return [{"device": "", "what": f"the smart card service does not answer ({error})"}]
    try:
        return [{"device": name} for name in context.readers()]
    except PcscError as error:
        return [{"device": "", "what": f"the smart card service failed ({error})"}]
    finally:
        context.close()


def _cameras() -> list[dict[str, str]]:
    return [
        {"device": f"/dev/{node.name}", "what": _word(node / "name")}
        for node in sorted(VIDEO.glob("video*"))
    ]


def _ipp() -> list[dict[str, str]]:
    found = []
    for port in IPP_PORTS:
        try:
            answer = requests.get(f"http://localhost:{port}/", timeout=ANSWER_S, stream=True)
            answer.close()
        except requests.RequestException:
            continue
        server = answer.headers.get("Server", "an HTTP server")
        found.append({"device": f"ipp://localhost:{port}/", "what": server})
    return found


def _word(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def print_found() -> int:
    found: Any = find()
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0
