"""The colours of both themes are far enough apart to be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QObject, QUrl
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent, QQmlEngine

import ui

QML = Path(ui.__file__).parent / "qml"
PROBE = b"""
import QtQuick
QtObject {
    property QtObject tokens: Tokens
    function tone(name) { return Tokens.tone(name) }
    function soft(name) { return Tokens.toneSoft(name) }
}
"""
PAIRS = [
    *[("ink", ground) for ground in ("ground", "surface", "sunken", "actSoft")],
    *[("inkSoft", ground) for ground in ("ground", "surface", "sunken")],
    ("actText", "ground"),
    ("actText", "surface"),
    ("actText", "sunken"),
    ("actText", "actSoft"),
    ("actInk", "act"),
    ("actInk", "actHeld"),
    ("actInkSoft", "act"),
    ("now", "ground"),
    ("now", "surface"),
    ("nowInk", "now"),
]


@pytest.fixture(scope="module")
def probe(app: object) -> Iterator[QObject]:
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    component.setData(QByteArray(PROBE), QUrl.fromLocalFile(str(QML / "Probe.qml")))
    made = component.create()
    assert made is not None, component.errorString()
    yield made
    del made, component


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4


def luminance(colour: QColor) -> float:
    red, green, blue = (linear(c) for c in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: QColor, two: QColor) -> float:
    """Contrast after WCAG 2.1, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert ratio(QColor("#FFFFFF"), QColor("#000000")) == pytest.approx(21)
    assert ratio(QColor("#777777"), QColor("#FFFFFF")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("contrast", "least"), [(False, 4.5), (True, 7.0)])
def test_every_text_colour_on_its_ground(probe: QObject, contrast: bool, least: float) -> None:
    tokens = probe.property("tokens")
    tokens.setProperty("contrast", contrast)
    for ink, ground in PAIRS:
        assert ratio(tokens.property(ink), tokens.property(ground)) >= least, (ink, ground)
    for name in ("plain", "info", "good", "warn", "bad"):
        tone, soft = probe.tone(name), probe.soft(name)  # type: ignore[attr-defined]
        for ground in (soft, tokens.property("surface")):
            assert ratio(tone, ground) >= least, name
        assert ratio(tokens.property("ink"), soft) >= least, name
