"""Runs one centre: listens, opens the day, stops cleanly. One process, one gevent loop, nothing monkey-patched."""

import gc
import logging
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import gevent
from flask_openapi3.openapi import OpenAPI
from gevent.event import Event

from server.addresses import phone_url
from server.app import Centre
from server.listening import listen, phones_only, without_deflate
from server.operations import days, idle
from server.operations.facts import note_phone_url
from server.settings import Settings
from server.store import counters
from server.store.sqlite import DRIVER_NAME, SQLITE_VERSION

logger = logging.getLogger("layso.serve")

TICK_S = 20
# How long the loop may keep the interpreter while the writer's thread wants it back after each statement. With
# Python's 5 ms the writer is the one who waits: eight clients got a quarter fewer tickets.
SWITCH_S = 0.0005
# Requests leave few cycles behind; a full collection with a thousand screens connected stops the loop noticeably.
GC_THRESHOLDS = (20_000, 50, 100)

AddRooms = Callable[[OpenAPI], None]


class RunningCentre:
    """Hold a centre that listens."""

    def __init__(self, data_dir: Path, settings: Settings, add_rooms: AddRooms = lambda _app: None) -> None:
        self._settings = settings
        self.centre = Centre(data_dir, settings)
        add_rooms(self.centre.app)
        self._servers = [listen(settings.host, settings.port, without_deflate(self.centre.app))]
        if settings.public_port is not None:
            self._servers.append(
                listen(settings.host, settings.public_port, phones_only(without_deflate(self.centre.app)))
            )
        self._ticker: gevent.Greenlet[..., None] | None = None

    @property
    def port(self) -> int:
        """Return the port listened on (useful when 0 was asked for)."""
        return int(self._servers[0].address[1])

    def start(self) -> None:
        """Open the day if need be, then listen."""
        self.centre.store.write(days.tick)
        url = phone_url(
            self._settings.host, int(self._servers[-1].address[1])
        )  # the public port where there is one
        self.centre.store.write(lambda tx: note_phone_url(tx, url))
        self.centre.start()
        for server in self._servers:
            server.start()
        self._ticker = gevent.spawn(self._tick)
        logger.info("listening on %s, SQLite %s (%s)", self._servers[0].address, SQLITE_VERSION, DRIVER_NAME)

    def stop(self) -> None:
        """Stop listening, finish what is under way, close the file."""
        if self._ticker is not None:
            self._ticker.kill()
        for server in self._servers:
            server.stop(timeout=1)
        self.centre.stop()

    def _tick(self) -> None:
        """Look at the clock now and then, and every second for counters that call of themselves after a wrap-up."""
        for second in count(1):
            gevent.sleep(1)
            try:
                if second % TICK_S == 0:
                    self.centre.store.write(days.tick)
                elif counters.expecting(self.centre.store.reader()):
                    self.centre.store.write(idle.occupy)
            except Exception:
                logger.exception("the day could not be checked")


def serve(
    data_dir: Path,
    settings: Settings,
    ready: Callable[[RunningCentre], None] = lambda _running: None,
    add_rooms: AddRooms = lambda _app: None,
) -> None:
    """Run a centre until SIGTERM or SIGINT. `add_rooms` may add pages before it listens; `ready` is told after."""
    sys.setswitchinterval(SWITCH_S)
    gc.set_threshold(*GC_THRESHOLDS)
    running = RunningCentre(data_dir, settings, add_rooms)
    running.start()
    gc.collect()
    gc.freeze()  # what the start made stays for good: looking through it again and again stops the hall for 50 ms
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stopping.set)
    try:
        ready(running)
        stopping.wait()
    finally:
        running.stop()


def environ_settings(environ: Mapping[str, str], **given: Any) -> Settings:
    """Read the settings from the environment; what is given on the command line wins."""
    return replace(
        Settings.from_env(environ), **{key: value for key, value in given.items() if value is not None}
    )
