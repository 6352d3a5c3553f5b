"""What stands on the paper: a print job's plain content becomes a `Slip`. The receipt of dossiers is receipt.py.

Neither a priority class nor its reason is ever here, and the token only inside the QR code.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from printers.slip import Align, Big, Block, Gap, Heading, Qr, Rule, Size, Slip, SlipKind, Text
from server.spool import wording
from server.spool.receipt import receipt_slip
from server.store.jobs import JobRow

COPY_MARK = "BẢN IN LẠI / REPRINT"
LONGEST_LINK = 200

_NUMBER = {"vi": "Số của ông/bà", "en": "Your number"}
_SCAN = {"vi": "Quét mã để theo dõi", "en": "Scan to follow"}


def slip_for(job: JobRow) -> Slip:
    """Compose the slip of a print job; a reprint carries its mark.

    Raises KeyError, TypeError or ValueError when the content is not what such a job holds.
    """
    mark = COPY_MARK if job.copy_of is not None else None
    if job.kind == "receipt":
        return receipt_slip(job.content, copy_mark=mark)
    if job.kind == "ticket":
        return ticket_slip(job.content, copy_mark=mark)
    raise ValueError(f"no slip is known for a job of kind {job.kind!r}")


def ticket_slip(content: Mapping[str, Any], *, copy_mark: str | None = None) -> Slip:
    """Compose a ticket in the citizen's language, with the other one small beneath where it helps."""
    first, second = ("en", "vi") if content["language"] == "en" else ("vi", "en")
    blocks: list[Block] = [
        Heading(content[f"centre_{first}"]),
        Rule(),
        Gap(0.6),
        _small(_NUMBER[first]),
        Gap(1.6),
        Big(content["label"]),
        Gap(2.4),
        Text(content[f"service_{first}"], size=Size.LARGE, align=Align.CENTRE, bold=True),
        _small(content[f"service_{second}"]),
        Gap(0.6),
        Rule(),
        *_queue(content, first, second),
        *_link(content, first, second),
        _small(wording.short_time(wording.local_time(content["issued_at_ms"], content["timezone"]), first)),
    ]
    return Slip(SlipKind.TICKET, content["label"], tuple(blocks), lang=first, copy_mark=copy_mark)


def link_of(content: Mapping[str, Any]) -> str | None:
    """Return the address of the citizen's page for the QR code, or None when phones cannot reach the centre.

    All in upper case, so that the code takes its dense alphanumeric mode (ISO/IEC 18004); scheme and host are the
    same in either case (RFC 3986, 3.1 and 3.2.2), a path of the centre's own is not, and is left as it is.
    """
    base = str(content["phone_url"]).strip().rstrip("/")
    if not base:
        return None
    link = f"{base}/T/{content['token']}"
    if not urlsplit(base).path:
        link = link.upper()
    return link if len(link) <= LONGEST_LINK else None


def _queue(content: Mapping[str, Any], first: str, second: str) -> list[Block]:
    ahead, estimate = content["people_ahead"], content["estimate"]
    blocks: list[Block] = [Text(wording.people_ahead(ahead, first), align=Align.CENTRE, bold=True)]
    if estimate:
        blocks.append(Text(wording.rough_wait(estimate, first), align=Align.CENTRE))
    return [*blocks, _small(wording.queue_in_short(ahead, estimate, second))]


def _link(content: Mapping[str, Any], first: str, second: str) -> list[Block]:
    link = link_of(content)
    return [Gap(0.8)] if link is None else [Qr(link, wording.side_by_side(_SCAN[first], _SCAN[second]))]


def _small(text: str) -> Text:
    return Text(text, size=Size.SMALL, align=Align.CENTRE)
