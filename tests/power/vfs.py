"""A VFS over the system's own, inside the driver's library: it sees each write, truncation, sync, deletion and opening.

Everything else goes straight to the system's functions. It knows nothing of what a disk keeps.
See "The OS Backend (VFS) To SQLite" and os_unix.c.
"""

import ctypes
import importlib
import os
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from sqlite_utils.utils import sqlite3 as driver

from tests.power.platter import Inode, Part

NAME = b"layso_power"
CANTOPEN, IOERR_WRITE, IOERR_FSYNC, IOERR_TRUNCATE, IOERR_DELETE = 14, 778, 1034, 1546, 2570
OPEN_CREATE, OPEN_JOURNAL, OPEN_SUPER_JOURNAL, OPEN_LOG = 0x4, 0x800, 0x4000, 0x80000

_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_Close = CFUNCTYPE(c_int, c_void_p)
_Delete = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)


class Device(Protocol):
    """What a database's files stand on. What answers False did not happen: the power is gone."""

    def opens(self, part: Part, *, creates: bool) -> Inode | None:
        """Give the file opened, or None where there is none."""

    def write(self, inode: Inode, offset: int, data: bytes) -> bool:
        """Take bytes."""

    def truncate(self, inode: Inode, size: int) -> bool:
        """Cut a file."""

    def sync(self, inode: Inode, *, directory: bool) -> bool:
        """Keep a file, perhaps its directory too."""

    def delete(self, part: Part, *, directory: bool) -> bool:
        """Remove a file, perhaps for good."""


class _Methods(Structure):
    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", c_void_p),
        ("truncate", c_void_p),
        ("sync", c_void_p),
        ("the_rest", c_void_p * 13),
    )


class _Vfs(Structure):
    _fields_ = (
        ("version", c_int),
        ("size_of_file", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
        ("delete", c_void_p),
        ("the_rest", c_void_p * 14),
    )


class _Table:
    """The methods of one kind of file: the system's, and a copy with ours in place of those that change bytes."""

    def __init__(self, address: int) -> None:
        real = _Methods.from_address(address)
        self.close: Any = _Close(real.close)
        self.write: Any = _Write(real.write)
        self.truncate: Any = _Truncate(real.truncate)
        self.ours = _Methods.from_buffer_copy(real)
        for name, function in _OURS.items():
            setattr(self.ours, name, ctypes.cast(function, c_void_p))


@dataclass(slots=True)
class _Handle:
    device: Device
    inode: Inode
    table: _Table
    directory: bool  # sync the directory too, once: os_unix.c does so for a journal it may have created


_plugged: dict[str, Device] = {}
_handles: dict[int, _Handle] = {}  # by the address of SQLite's own structure


def plug_in(path: str, device: Device) -> None:
    """Stand a database, named by its absolute path without links, on a device from its next opening on."""
    _plugged[path] = device
    _shim().register()


def unplug(path: str) -> None:
    """Leave a database to the system from its next opening on; with the last one the VFS is taken out."""
    del _plugged[path]
    if not _plugged:
        _shim().unregister()


def default_name() -> str:
    """Name the VFS that a connection opened now would use."""
    found = _library().sqlite3_vfs_find(None)
    return os.fsdecode(found.contents.name)


@cache
def _library() -> Any:
    """Load the SQLite that the driver itself runs on, be it built into the driver or beside it."""
    package = driver.__name__.partition(".")[0]
    extension = importlib.import_module("_sqlite3" if package == "sqlite3" else f"{package}._sqlite3")
    library = ctypes.CDLL(str(extension.__file__))
    library.sqlite3_vfs_find.restype = POINTER(_Vfs)
    return library


class _Shim:
    """The VFS as SQLite knows it. Never freed: a connection may outlive its being the default."""

    def __init__(self) -> None:
        self.real = _library().sqlite3_vfs_find(None).contents
        self.open: Any = _Open(self.real.open)
        self.delete: Any = _Delete(self.real.delete)
        self.tables: dict[int, _Table] = {}
        self.ours = _Vfs.from_buffer_copy(self.real)
        self.ours.name = NAME
        self.entrances = _Open(_open), _Delete(_delete)
        self.ours.open, self.ours.delete = (ctypes.cast(entrance, c_void_p) for entrance in self.entrances)

    def register(self) -> None:
        """Become the default."""
        assert _library().sqlite3_vfs_register(ctypes.byref(self.ours), 1) == 0

    def unregister(self) -> None:
        """Give way to the default there was before."""
        assert _library().sqlite3_vfs_unregister(ctypes.byref(self.ours)) == 0

    def take_over(self, file: int) -> _Table:
        """Put our methods in front of an opened file's; its structure stays the system's, so theirs work on it."""
        methods = c_void_p.from_address(file)
        address = methods.value or 0
        if address not in self.tables:
            self.tables[address] = _Table(address)
        table = self.tables[address]
        methods.value = ctypes.addressof(table.ours)
        return table


@cache
def _shim() -> _Shim:
    return _Shim()


def _device_of(name: int | None) -> tuple[Device, Part] | None:
    path = os.fsdecode(ctypes.string_at(name)) if name else ""
    for part in Part:
        device = _plugged.get(path.removesuffix(part)) if path.endswith(part) else None
        if device is not None:
            return device, part
    return None


def _open(_vfs: int, name: int | None, file: int, flags: int, flags_out: int | None) -> int:
    real = _shim()
    found = _device_of(name)
    if found is None:
        return int(real.open(ctypes.byref(real.real), name, file, flags, flags_out))
    device, part = found
    inode = device.opens(part, creates=bool(flags & OPEN_CREATE))
    if inode is None:
        return CANTOPEN
    status = int(real.open(ctypes.byref(real.real), name, file, flags, flags_out))
    if status == 0:
        new = bool(flags & OPEN_CREATE and flags & (OPEN_JOURNAL | OPEN_SUPER_JOURNAL | OPEN_LOG))
        _handles[file] = _Handle(device, inode, real.take_over(file), new)
    return status


def _delete(_vfs: int, name: int | None, directory: int) -> int:
    real = _shim()
    found = _device_of(name)
    if found is not None and not found[0].delete(found[1], directory=bool(directory)):
        return IOERR_DELETE
    return int(real.delete(ctypes.byref(real.real), name, directory))


def _close(file: int) -> int:
    return int(_handles.pop(file).table.close(file))


def _write(file: int, data: int, amount: int, offset: int) -> int:
    handle = _handles[file]
    if not handle.device.write(handle.inode, offset, ctypes.string_at(data, amount)):
        return IOERR_WRITE
    return int(handle.table.write(file, data, amount, offset))


def _truncate(file: int, size: int) -> int:
    handle = _handles[file]
    if not handle.device.truncate(handle.inode, size):
        return IOERR_TRUNCATE
    return int(handle.table.truncate(file, size))


def _sync(file: int, _flags: int) -> int:
    """Tell the device and not the system: what counts as kept is the device's to say, and waiting proves nothing."""
    handle = _handles[file]
    if not handle.device.sync(handle.inode, directory=handle.directory):
        return IOERR_FSYNC
    handle.directory = False
    return 0


_OURS = {
    "close": _Close(_close),
    "write": _Write(_write),
    "truncate": _Truncate(_truncate),
    "sync": _Sync(_sync),
}
