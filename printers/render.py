"""Rendering: a whole slip becomes the bytes for one profile. Blocks printed before are taken from a cache."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from printers import raster
from printers.fonts import Fonts
from printers.interpreter.tokens import read_commands
from printers.layout import lay_out, lay_out_caption, lay_out_mark, qr_module_dots
from printers.profile import Cutter, Profile
from printers.qr import qr_matrix
from printers.slip import Block, Qr, Slip

CACHED_BLOCKS = 512
Key = tuple[Block | str, Profile]


class Renderer:
    """Renders slips with one set of fonts. Safe to share between threads."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self._cache: OrderedDict[Key, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def render(self, slip: Slip, profile: Profile) -> bytes:
        """Return the bytes that print `slip` and cut it: ESC @, FS . (many boards start in Kanji mode), blocks, cut."""
        parts = [start(profile)]
        if slip.copy_mark:
            parts.append(self._cached((slip.copy_mark, profile), self._mark))
        parts += [self._cached((block, profile), self._block) for block in slip.blocks]
        return b"".join([*parts, finish(profile)])

    def _cached(self, key: Key, make: Callable[[Key], bytes]) -> bytes:
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
        made = make(key)
        with self._lock:
            self._cache[key] = made
            while len(self._cache) > CACHED_BLOCKS:
                self._cache.popitem(last=False)
        return made

    def _mark(self, key: Key) -> bytes:
        mark, profile = key
        return raster.encode(lay_out_mark(str(mark), profile, self.fonts), profile)

    def _block(self, key: Key) -> bytes:
        block, profile = key
        assert not isinstance(block, str)
        if isinstance(block, Qr) and profile.native_qr:
            return self._native_qr(block, profile)
        return raster.encode(lay_out(block, profile, self.fonts), profile)

    def _native_qr(self, qr: Qr, profile: Profile) -> bytes:
        caption = lay_out_caption(qr.caption, profile, self.fonts) if qr.caption else None
        return native_qr(qr.data, profile) + (raster.encode(caption, profile) if caption else b"")


def start(profile: Profile) -> bytes:
    """Return what precedes every slip: reset, no Kanji, and feeds counted in dots (GS P), where the printer knows it."""
    units = bytes((0x1D, 0x50, profile.dpi, profile.dpi)) if profile.motion_units else b""
    return b"\x1b@\x1c." + units


def finish(profile: Profile) -> bytes:
    """Return what ends every slip: GS V feeds to the knife and cuts; without a knife, feed to where one tears."""
    if profile.cutter is Cutter.NONE:
        return b"\x1bJ" + bytes((min(profile.dots(profile.tear_feed_mm), 255),))
    return b"\x1dV" + (b"\x41\x00" if profile.cutter is Cutter.FULL else b"\x42\x00")


def run_out(broken: bytes, profile: Profile) -> bytes:
    """Return what brings a printer back that may have got only a part of `broken`: white dots, ESC @, and a cut.

    Cut off inside a picture, it takes what comes next for dots; NULs as many as the longest command end any of them, and
    outside of a picture it ignores them. The cut keeps the torn slip away from the next one.
    """
    longest = max((len(command.raw) for command in read_commands(broken)), default=0)
    return bytes(longest) + b"\x1b@" + finish(profile)


def native_qr(data: str, profile: Profile) -> bytes:
    """Return GS ( k functions 165, 167, 169, 180 and 181: the printer draws the code itself (Epson ESC/POS reference)."""
    store = b"\x31\x50\x30" + data.encode("utf-8")
    module = min(qr_module_dots(len(qr_matrix(data)), profile), 16)
    calls = (b"\x31\x41\x32\x00", bytes((0x31, 0x43, module)), b"\x31\x45\x31", store, b"\x31\x51\x30")
    framed = b"".join(b"\x1d(k" + len(call).to_bytes(2, "little") + call for call in calls)
    return b"\x1ba\x01" + framed + b"\x1ba\x00"
