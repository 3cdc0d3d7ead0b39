"""Observes and forwards touches: windows, QML, and the dock that plays the world in the demo."""

from ui.singletons import pin

pin()
