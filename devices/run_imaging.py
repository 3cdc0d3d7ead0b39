"""The imaging host's process: cameras, scanner and code reader that are fitted."""

from pathlib import Path

from devices.code_reader.driver import CodeReader
from devices.code_reader.serial_driver import SerialCodeReader
from devices.document_camera.driver import DocumentCamera
from devices.face_camera.driver import FaceCamera
from devices.face_camera.sim_match import SimMatcher
from devices.host import Maker, serve
from devices.host_imaging import ImagingHost
from devices.scanner.config import configure_airscan
from devices.scanner.driver import Scanner
from kiosk.fitted import CodeReaderFitting, FaceCameraFitting, Fitted, ScannerFitting
from kiosk.link.frames import remove_leftovers


def run_imaging(socket_path: Path, fitted: Fitted) -> int:
    """Run until a session that saw pictures ends or SIGTERM comes (0), or a device needs a new
    process (1). Raises ValueError for a setting that makes no sense, OSError, AddressInUse."""
    remove_leftovers()  # pictures of somebody, where a former process was killed
    makers = imaging_devices(fitted, socket_path.parent / "sane")
    return serve(ImagingHost(socket_path, makers), "imaging host")


def imaging_devices(fitted: Fitted, sane: Path) -> list[Maker]:
    """`sane` is a folder for SANE's configuration, written where the scanner is named by a URL."""
    makers: list[Maker] = []
    document = fitted.document_camera
    if document is not None:
        makers.append(lambda: DocumentCamera(document.source, document.width, document.height))
    if fitted.scanner is not None:
        makers.append(_scanner(fitted.scanner, sane))
    if fitted.face_camera is not None:
        makers.append(_face_camera(fitted.face_camera))
    if fitted.code_reader is not None:
        makers.append(_code_reader(fitted.code_reader))
    return makers


def _scanner(scanner: ScannerFitting, sane: Path) -> Maker:
    if scanner.url:
        name = configure_airscan(sane, scanner.url)
        return lambda: Scanner(name, sane)
    if not scanner.device or scanner.config_dir is None:
        raise ValueError("[devices.scanner] needs url, or device and config_dir")
    folder = scanner.config_dir
    return lambda: Scanner(scanner.device, folder)


def _face_camera(face: FaceCameraFitting) -> Maker:
    if face.matcher not in ("models", "simulated"):
        raise ValueError('[devices.face_camera] matcher is "models", or "simulated" in a demo')
    simulated = face.matcher == "simulated"
    return lambda: FaceCamera(
        face.source,
        face.width,
        face.height,
        face.detector_model,
        face.recogniser_model,
        face.same_from,
        matcher=SimMatcher() if simulated else None,
    )


def _code_reader(reader: CodeReaderFitting) -> Maker:
    if bool(reader.source) == bool(reader.port):
        raise ValueError("[devices.code_reader] needs either source or port")
    if reader.port is not None:
        return lambda: SerialCodeReader(str(reader.port), reader.baud, reader.engine)
    return lambda: CodeReader(reader.source, reader.width, reader.height)
