"""Printers at the other end of a socket or a terminal line, with the faults that real ones have."""

import contextlib
import os
import pty
import select
import socket
import threading
import tty
from collections.abc import Callable
from dataclasses import replace
from typing import Self

from printers.interpreter.emulator import Condition, Emulator


class Wired:
    """A printer that answers on a wire until it is switched off.

    Counted in bytes received: at `dies_after` the wire is cut, once: a printer that lives on keeps what it had taken of
    a command. At `mute_after` it prints on and answers no more.
    """

    def __init__(
        self, condition: Condition | None = None, dies_after: int | None = None, mute_after: int | None = None
    ) -> None:
        self.condition = condition or Condition()
        self.received = b""
        self.paper = b""
        self._dies_after = dies_after
        self._mute_after = mute_after
        self._off = threading.Event()
        self._emulator = Emulator(lambda: self.condition, self._change)
        self._thread = threading.Thread(target=self._live, daemon=True)

    def _change(self, condition: Condition) -> None:
        self.condition = condition

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._off.set()
        self._thread.join(5)
        self._unplug()

    def _live(self) -> None:
        raise NotImplementedError

    def _unplug(self) -> None:
        raise NotImplementedError

    def _take(self, data: bytes, reply: Callable[[bytes], object]) -> bool:
        """Take bytes as the printer does; False when the printer dies of them."""
        self.received += data
        if self._dies_after is not None and len(self.received) > self._dies_after:
            self._emulator.feed(data[: len(data) - (len(self.received) - self._dies_after)])
            self._dies_after = None
            return False
        if self._mute_after is not None and len(self.received) > self._mute_after:
            self.condition = replace(self.condition, silent=True)
        answer = self._emulator.feed(data)
        self.paper += self._emulator.take_printed()
        if answer:
            reply(answer)
        return True


class NetworkPrinter(Wired):
    """A printer on a port of this machine. `hangs`: it accepts a connection and never reads."""

    def __init__(
        self,
        condition: Condition | None = None,
        dies_after: int | None = None,
        mute_after: int | None = None,
        *,
        hangs: bool = False,
    ) -> None:
        super().__init__(condition, dies_after, mute_after)
        self._hangs = hangs
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.02)
        self.connections = 0

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    def _live(self) -> None:
        while not self._off.is_set():
            try:
                link, _ = self._listener.accept()
            except TimeoutError:
                continue
            self.connections += 1
            with link:
                self._talk(link)

    def _talk(self, link: socket.socket) -> None:
        link.settimeout(0.02)
        while not self._off.is_set():
            if self._hangs:
                self._off.wait(0.02)
                continue
            try:
                data = link.recv(4096)
            except TimeoutError:
                continue
            except ConnectionError:
                return
            if not data or not self._take(data, link.sendall):
                return

    def hang_up(self) -> None:
        """Close the connection that is open, as printers do after a minute of silence."""
        self._off.set()
        self._thread.join(5)
        self._off.clear()
        self._thread = threading.Thread(target=self._live, daemon=True)
        self._thread.start()

    def _unplug(self) -> None:
        self._listener.close()


class SerialPrinter(Wired):
    """A printer at the far end of a pseudo-terminal."""

    def __init__(
        self, condition: Condition | None = None, dies_after: int | None = None, mute_after: int | None = None
    ) -> None:
        super().__init__(condition, dies_after, mute_after)
        self._far, self._near = pty.openpty()
        tty.setraw(self._near)
        self.address = os.ttyname(self._near)

    def _live(self) -> None:
        while not self._off.is_set():
            if not select.select([self._far], [], [], 0.02)[0]:
                continue
            if not self._take(os.read(self._far, 4096), lambda answer: os.write(self._far, answer)):
                return

    def _unplug(self) -> None:
        for descriptor in (self._far, self._near):
            with contextlib.suppress(OSError):
                os.close(descriptor)
