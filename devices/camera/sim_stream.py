"""The wire of the simulated camera: multipart/x-mixed-replace over HTTP/1.0."""

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from devices.camera.sim_picture import FPS
from devices.sims.armed import Armed
from devices.sims.mangle import Hang, Mangle, Send, Unplug
from devices.sims.place import hold

MOST_VIEWERS = 8
_BOUNDARY = b"picture"
_HEAD = (
    b"HTTP/1.0 200 OK\r\nCache-Control: no-store\r\nConnection: close\r\n"
    b"Content-Type: multipart/x-mixed-replace; boundary=" + _BOUNDARY + b"\r\n\r\n"
)
_PART = b"--%b\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
_LOOK_S = 0.02
_REQUEST_LIMIT = 8192


class StreamServer:
    """Serves `picture()` FPS times a second to every viewer, with the faults that are `armed`.

    Unplugged, it closes every connection and refuses new ones; plugged in again it has its port.
    """

    def __init__(self, port: int, picture: Callable[[], bytes], armed: Armed) -> None:
        self._picture = picture
        self._mangle = Mangle(armed)
        self._lock = threading.Lock()
        self._viewers: set[socket.socket] = set()
        self._closing = False
        self._listener: socket.socket | None = None
        self._place = hold(port)
        self.port: int = self._place.getsockname()[1]
        self._plug_in()

    def look(self) -> None:
        """Faults have changed: pull or put in the plug."""
        unplugged = isinstance(self._mangle.stop(), Unplug)
        if unplugged:
            self._pull()
        elif self._listener is None and not self._closing:
            self._plug_in()

    def close(self) -> None:
        self._closing = True
        self._pull()
        self._place.close()

    def _plug_in(self) -> None:
        listener = socket.create_server(("127.0.0.1", self.port), backlog=MOST_VIEWERS)
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), name="accept", daemon=True).start()

    def _pull(self) -> None:
        with self._lock:
            listener, self._listener = self._listener, None
            viewers = list(self._viewers)
        for one in [*viewers, *([listener] if listener is not None else [])]:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                viewer, _ = listener.accept()
            except OSError:
                return  # the plug was pulled
            with self._lock:
                if self._listener is not listener or len(self._viewers) >= MOST_VIEWERS:
                    viewer.close()
                    continue
                self._viewers.add(viewer)
            threading.Thread(target=self._serve, args=(viewer,), name="viewer", daemon=True).start()

    def _serve(self, viewer: socket.socket) -> None:
        try:
            request = b""
            while b"\r\n\r\n" not in request and len(request) < _REQUEST_LIMIT:
                got = viewer.recv(4096)
                if not got:
                    return
                request += got
            self._wait_while_hung()
            viewer.sendall(_HEAD)
            self._stream(viewer)
        except OSError:
            return  # the viewer went away, or the plug was pulled
        finally:
            with self._lock:
                self._viewers.discard(viewer)
            viewer.close()

    def _stream(self, viewer: socket.socket) -> None:
        due = time.monotonic()
        while not self._closing:
            self._wait_while_hung()
            for step in self._mangle.reply(self._picture()):
                match step:
                    case Send(data, delay_s):
                        time.sleep(delay_s)
                        viewer.sendall(_PART % (_BOUNDARY, len(data)) + data + b"\r\n")
                    case Unplug():
                        self._pull()
                        return
                    case Hang():
                        break
            due = max(due + 1 / FPS, time.monotonic())
            time.sleep(max(0.0, due - time.monotonic()))

    def _wait_while_hung(self) -> None:
        while isinstance(self._mangle.stop(), Hang) and not self._closing:
            time.sleep(_LOOK_S)
