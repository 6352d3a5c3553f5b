"""An ESC/POS interpreter: reads printer bytes the way a printer does, for tests, demo and archive.

Written from the Epson ESC/POS reference alone; shares no code with the encoder, so that one proves the other.
"""

import io

from printers.interpreter.machine import Machine, Paper
from printers.interpreter.tokens import read_commands

__all__ = ["Paper", "decode", "to_png"]


def decode(data: bytes, width_dots: int = 576) -> list[Paper]:
    """Return the pieces of paper that `data` prints, one for each cut and one for what follows the last.

    Never raises on any bytes: what is not understood is reported among `commands`.
    """
    machine = Machine(width_dots)
    for command in read_commands(data):
        machine.run(command)
    return machine.finish()


def to_png(paper: Paper) -> bytes:
    """Return the paper as a PNG file, black on white, one pixel for a dot."""
    out = io.BytesIO()
    paper.image.save(out, format="PNG", optimize=True)
    return out.getvalue()
