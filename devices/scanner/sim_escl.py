"""The words of eSCL (AirScan) that the simulator says and understands. Pure.

Source: the Mopria eSCL specification 2.97 and what sane-airscan 0.99 sends and reads.
"""

import xml.etree.ElementTree as ElementTree

from msgspec import Struct

from devices.scanner.sim_sheets import A4_HEIGHT, A4_WIDTH

MOST_REQUEST = 64 * 1024
RESOLUTIONS = (100, 150, 200, 300, 600)
_SCAN = "http://schemas.hp.com/imaging/escl/2011/05/03"
_PWG = "http://www.pwg.org/schemas/2010/12/sm"
_NAMESPACES = f'xmlns:scan="{_SCAN}" xmlns:pwg="{_PWG}"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


class BadRequest(Exception):
    """Not the settings of a scan that this scanner can do."""


class Settings(Struct, frozen=True):
    """Of one scan job. The region is in 1/300 inch from the top left corner of the glass."""

    feeder: bool
    colour: bool
    dpi: int
    left: int
    top: int
    width: int
    height: int


def parse_settings(body: bytes) -> Settings:
    """The `scan:ScanSettings` of a POST to ScanJobs. Raises BadRequest."""
    try:
        root = ElementTree.fromstring(body)
        words = {element.tag.rpartition("}")[2]: element.text or "" for element in root.iter()}
        settings = Settings(
            feeder=words["InputSource"] == "Feeder",
            colour=words["ColorMode"] == "RGB24",
            dpi=int(words["XResolution"]),
            left=int(words["XOffset"]),
            top=int(words["YOffset"]),
            width=int(words["Width"]),
            height=int(words["Height"]),
        )
    except (ElementTree.ParseError, KeyError, ValueError) as error:
        raise BadRequest(type(error).__name__) from None
    fits = 0 < settings.width <= A4_WIDTH and 0 < settings.height <= A4_HEIGHT
    if settings.dpi not in RESOLUTIONS or not fits or min(settings.left, settings.top) < 0:
        raise BadRequest("resolution or region")
    return settings


def status(busy: bool, feeder: str) -> bytes:
    """`feeder` is the AdfState: ScannerAdfLoaded, ScannerAdfEmpty, ScannerAdfJam, ..."""
    state = "Processing" if busy else "Idle"
    return (
        f"{_HEAD}<scan:ScannerStatus {_NAMESPACES}><pwg:Version>2.63</pwg:Version>"
        f"<pwg:State>{state}</pwg:State><scan:AdfState>{feeder}</scan:AdfState>"
        "</scan:ScannerStatus>"
    ).encode()


def capabilities() -> bytes:
    source = _source()
    return (
        f"{_HEAD}<scan:ScannerCapabilities {_NAMESPACES}><pwg:Version>2.63</pwg:Version>"
        "<pwg:MakeAndModel>Zizhu SimScan</pwg:MakeAndModel>"
        "<pwg:SerialNumber>000001</pwg:SerialNumber>"
        f"<scan:Platen><scan:PlatenInputCaps>{source}</scan:PlatenInputCaps></scan:Platen>"
        f"<scan:Adf><scan:AdfSimplexInputCaps>{source}</scan:AdfSimplexInputCaps>"
        "<scan:FeederCapacity>50</scan:FeederCapacity></scan:Adf></scan:ScannerCapabilities>"
    ).encode()


def _source() -> str:
    resolutions = "".join(
        f"<scan:DiscreteResolution><scan:XResolution>{dpi}</scan:XResolution>"
        f"<scan:YResolution>{dpi}</scan:YResolution></scan:DiscreteResolution>"
        for dpi in RESOLUTIONS
    )
    return (
        f"<scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>{A4_WIDTH}</scan:MaxWidth>"
        f"<scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>{A4_HEIGHT}</scan:MaxHeight>"
        "<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes>"
        "<scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode>"
        "</scan:ColorModes><scan:DocumentFormats>"
        "<pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat></scan:DocumentFormats>"
        "<scan:SupportedResolutions><scan:DiscreteResolutions>"
        f"{resolutions}</scan:DiscreteResolutions></scan:SupportedResolutions>"
        "</scan:SettingProfile></scan:SettingProfiles>"
    )
