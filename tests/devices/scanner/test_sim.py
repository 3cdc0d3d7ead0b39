"""The simulator itself: what it does not know is refused and counted, never ignored."""

import http.client
import socket

import pytest

from devices.scanner.sim_escl import BadRequest, Settings, parse_settings
from kiosk.device import Device
from kiosk.messages.sims import FaultRule, ShowPicture
from tests.devices.scanner.bench import ENOUGH_S, ScannerSim

SETTINGS = """<?xml version="1.0"?>
<scan:ScanSettings xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03"
  xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
 <pwg:InputSource>{source}</pwg:InputSource><scan:ColorMode>{mode}</scan:ColorMode>
 <pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset>
 <pwg:Width>{width}</pwg:Width><pwg:Height>3508</pwg:Height>
 <scan:XResolution>{dpi}</scan:XResolution>
</scan:ScanSettings>"""
GOOD = {"source": "Feeder", "mode": "RGB24", "width": "2480", "dpi": "300"}


def settings(**changes: str) -> bytes:
    return SETTINGS.format(**GOOD | changes).encode()


def request(sim: ScannerSim, method: str, path: str, body: bytes = b"") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", sim.port, timeout=ENOUGH_S)
    connection.request(method, path, body)
    status = connection.getresponse().status
    connection.close()
    return status


def test_the_settings_of_a_scan() -> None:
    assert parse_settings(settings()) == Settings(True, True, 300, 0, 0, 2480, 3508)
    assert not parse_settings(settings(source="Platen")).feeder


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<a",
        b"<a/>",
        settings(width="2481"),
        settings(width="0"),
        settings(width="-3"),
        settings(width="wide"),
        settings(dpi="299"),
    ],
)
def test_settings_that_this_scanner_has_not(body: bytes) -> None:
    with pytest.raises(BadRequest):
        parse_settings(body)


def test_unknown_requests_are_refused_and_counted(sim: ScannerSim) -> None:
    before = sim.output().unknown_bytes
    assert request(sim, "GET", "/") == 404
    assert request(sim, "PUT", "/eSCL/ScanJobs") == 404
    assert request(sim, "GET", "/eSCL/ScanJobs/99999/NextDocument") == 404
    assert request(sim, "POST", "/eSCL/ScanJobs", b"<nonsense/>") == 400
    with socket.create_connection(("127.0.0.1", sim.port), ENOUGH_S) as raw:
        raw.sendall(b"\x00\xff nonsense of no protocol at all\r\n\r\n")
        while raw.recv(4096):
            pass
    assert sim.output().unknown_bytes == before + 5


def test_it_knows_its_faults_and_no_others(sim: ScannerSim) -> None:
    with pytest.raises(AssertionError, match="knows no 'levitate'"):
        sim.inject(FaultRule(Device.SCANNER, "levitate"))
    with pytest.raises(AssertionError, match="not for a scanner"):
        sim.ask(ShowPicture(b""))
