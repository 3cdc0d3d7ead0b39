"""OpenCV, imported in this one place: `from devices.camera.cv import cv2`.

Its wheel brings libraries and a Qt of its own and points the environment at them; a program that
this process starts would load those. What it has set is taken out again.
"""

import os
from pathlib import Path

import cv2

__all__ = ["cv2"]

_HOME = str(Path(cv2.__file__).parent)

for _name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
    if os.environ.get(_name, "").startswith(_HOME):
        del os.environ[_name]
_folders = os.environ.get("LD_LIBRARY_PATH", "").split(":")
_folders = [folder for folder in _folders if folder and not folder.startswith(_HOME)]
os.environ["LD_LIBRARY_PATH"] = ":".join(_folders)
if not _folders:
    del os.environ["LD_LIBRARY_PATH"]

cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
cv2.setNumThreads(1)
