"""The simulator is an IPP printer to those who know: ipptool; and over TLS to the client."""

import datetime
import ipaddress
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kiosk.device import DeviceState
from kiosk.print_state import PrintState
from tests.devices.a4_printer.document import pdf
from tests.devices.a4_printer.rig import Line, Sim

needs_ipptool = pytest.mark.skipif(shutil.which("ipptool") is None, reason="no ipptool here")
TESTS = (
    "get-printer-attributes",
    "validate-job",
    "print-job",
    "create-job",
    "get-jobs",
    "get-completed-jobs",
)


def ipptool(sim: Sim, test: str, document: Path) -> subprocess.CompletedProcess[str]:
    command = ["ipptool", "-I", "-t", "-f", str(document), "-d", "filetype=application/pdf"]
    return subprocess.run(
        [*command, sim.url, f"{test}.test"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@needs_ipptool
@pytest.mark.parametrize("test", TESTS)
def test_ipptool_passes_it(sim: Sim, tmp_path: Path, test: str) -> None:
    document = tmp_path / "two.pdf"
    document.write_bytes(pdf(2))
    found = ipptool(sim, test, document)
    assert found.returncode == 0, found.stdout


@needs_ipptool
@pytest.mark.slow
def test_ipptool_finds_nothing_wrong_by_the_standard(sim: Sim, tmp_path: Path) -> None:
    """Its tests of RFC 8011. The last of them want sample files that Debian does not ship."""
    document = tmp_path / "two.pdf"
    document.write_bytes(pdf(2))
    told = ipptool(sim, "ipp-1.1", document).stdout
    assert told.count("[PASS]") >= 25
    assert "[FAIL]" not in told, told


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of a printer at 127.0.0.1, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A4 printer")])
    now = datetime.datetime.now(datetime.UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    built = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path = tmp_path / "printer.pem"
    path.write_bytes(built.public_bytes(pem) + key.private_bytes(pem, pkcs8, plain))
    return path


def test_over_tls_only_a_known_printer_is_trusted(tmp_short: Path, certificate: Path) -> None:
    with Sim(tmp_short, "--cert", str(certificate)) as sim:
        url = sim.url.replace("ipp:", "ipps:")
        with Line(url, ca=certificate) as line:
            assert line.print("by-tls").state is PrintState.PRINTED
        with Line(url, ready=False) as line:
            line.status(lambda status: status.state is DeviceState.HARDWARE_ERROR)
        with Line(sim.url, ready=False) as line:
            line.status(lambda status: status.state is not DeviceState.STARTING)
            assert not line.heard.statuses()[-1].can_print
