"""The network between a screen and the centre: carries bytes both ways until it is cut, and can be mended."""

import contextlib
import socket
import threading

PIECE = 65_536


class Wire:
    """Carry a screen's connections to the centre.

    `cut` ends them and refuses new ones, as when the centre's own network interface goes down; `go_dead` lets them
    hang, as a switch does that reboots between the two: nothing is refused, nothing comes through. Made for one test
    at a time, by native threads.
    """

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._carries = threading.Event()
        self._ends: set[socket.socket] = set()
        self._listener: socket.socket | None = None
        self.port = 0
        self.mend()

    @property
    def url(self) -> str:
        """Give the centre's address at the screen's end."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Break what is connected, refuse what comes."""
        self._carries.clear()
        if self._listener is not None:
            _hang_up(self._listener)
            self._listener = None
        for end in tuple(self._ends):
            _hang_up(end)
        self._ends.clear()

    def go_dead(self) -> None:
        """Carry nothing more, without a word."""
        self._carries.clear()

    def mend(self) -> None:
        """Carry again; what was under way on a dead wire arrives late."""
        self._carries.set()
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self.port))
            self.port = self._listener.getsockname()[1]
            threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def close(self) -> None:
        """Take the wire away; nothing waits for it any more."""
        self.cut()
        self._carries.set()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = listener.accept()
                threading.Thread(target=self._connect, args=(here,), daemon=True).start()

    def _connect(self, here: socket.socket) -> None:
        self._ends.add(here)
        self._carries.wait()
        try:
            there = socket.create_connection(("127.0.0.1", self._to_port))
        except OSError:
            _hang_up(here)
            return
        self._ends.add(there)
        threading.Thread(target=self._carry, args=(there, here), daemon=True).start()
        self._carry(here, there)

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                self._carries.wait()
                sink.sendall(piece)
        for end in (source, sink):
            _hang_up(end)
            self._ends.discard(end)


def _hang_up(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
