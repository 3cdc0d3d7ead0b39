"""Observes and forwards touches: windows, QML, and the dock that plays the world in the demo."""

# Before Qt: PySide6 reads and searches the source of every module that is imported after it.
import kiosk.inbox
import kiosk.link
import kiosk.present.build  # noqa: F401
from ui.singletons import pin

pin()
