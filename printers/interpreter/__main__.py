"""`python -m printers.interpreter FILE.escpos OUT.png [WIDTH_DOTS]`: look at what a printer would print."""

import sys
from pathlib import Path

from PIL import Image

from printers.interpreter import Paper, decode, to_png

WHITE_BETWEEN = 24


def join(papers: list[Paper]) -> Paper:
    """Return all pieces under each other as one, with white between them."""
    height = sum(paper.image.height + WHITE_BETWEEN for paper in papers)
    image = Image.new("1", (papers[0].image.width, height), 1)
    top = 0
    for paper in papers:
        image.paste(paper.image, (0, top))
        top += paper.image.height + WHITE_BETWEEN
    return Paper(image=image)


def main(arguments: list[str]) -> int:
    if len(arguments) not in (2, 3):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    width = int(arguments[2]) if len(arguments) == 3 else 576
    try:
        papers = decode(Path(arguments[0]).read_bytes(), width)
    except OSError as error:
        sys.stderr.write(f"cannot read {arguments[0]}: {error.strerror}\n")
        return 1
    if not papers:
        sys.stderr.write(f"{arguments[0]} prints nothing\n")
        return 1
    Path(arguments[1]).write_bytes(to_png(join(papers)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
