"""What the virtual printers have printed, for the page that shows it as a paper roll, and the switches of their faults.

Blocking work on files: for a native thread. Only slips inside the centre's data directory are ever shown.
"""

import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from server.spool.addresses import resolved
from server.store.devices import PrinterRow

_SLIP = re.compile(r"[0-9]{6,}-[A-Za-z0-9._-]{1,60}\.escpos")
CACHED = 128


class NoSuchSlip(LookupError):
    """There is no slip of that name."""


@dataclass(frozen=True, slots=True)
class SlipFile:
    """Hold one printed slip: its name for `png_of`, when it came out (UTC milliseconds), how wide the paper is."""

    name: str
    at_ms: int
    width_dots: int


def slips_of(data_dir: Path, printer: PrinterRow, after: str = "", limit: int = 50) -> list[SlipFile]:
    """List a virtual printer's slips that came out after the one called `after`, the oldest first, the last `limit`.

    Empty for any other kind of printer, and for a paper directory outside the data directory.
    """
    from printers.profile import find_profile

    base, directory = data_dir.resolve(), Path(resolved(printer.address, data_dir)).resolve()
    if printer.transport != "virtual" or not directory.is_relative_to(base):
        return []
    paths = sorted(path for path in directory.glob("*.escpos") if _SLIP.fullmatch(path.name))
    named = [(path.relative_to(base).as_posix(), path) for path in paths]
    width = find_profile(printer.profile).width_dots
    return [
        SlipFile(name, path.stat().st_mtime_ns // 1_000_000, width)
        for name, path in [pair for pair in named if pair[0] > after][-limit:]
    ]


def png_of(data_dir: Path, name: str, width_dots: int = 576) -> bytes:
    """Return the picture of a slip, decoded from the bytes the printer was sent. Raises NoSuchSlip."""
    path = _slip_path(data_dir, name)
    try:
        return _picture(path, path.stat().st_mtime_ns, width_dots)
    except OSError:
        raise NoSuchSlip(name) from None


def set_fault(data_dir: Path, address: str, **state: object) -> None:
    """Switch a virtual printer: paper="ok|near_end|out", cover="closed|open", cutter="ok|error", silent=bool.

    What is not named stays as it is. Raises ValueError for anything else.
    """
    from printers.interpreter.emulator import Condition
    from printers.transports.virtual import read_condition, write_condition

    directory = Path(resolved(address, data_dir))
    now = asdict(read_condition(directory))
    write_condition(directory, Condition.from_json(now | state))


def _slip_path(data_dir: Path, name: str) -> Path:
    """Return where a slip is; names with "..", absolute ones and links that lead elsewhere are no slips."""
    base = data_dir.resolve()
    if "\0" in name or not _SLIP.fullmatch(name.rpartition("/")[2]):
        raise NoSuchSlip(name)
    path = (base / name).resolve()
    if path != base / name or not path.is_relative_to(base):
        raise NoSuchSlip(name)
    return path


@lru_cache(maxsize=CACHED)
def _picture(path: Path, _written_ns: int, width_dots: int) -> bytes:
    from printers.interpreter import decode, to_png
    from printers.interpreter.__main__ import join

    papers = decode(path.read_bytes(), width_dots)
    return to_png(papers[0] if len(papers) == 1 else join(papers))
