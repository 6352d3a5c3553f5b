"""A centre with a store file, printers and slips to print; slips are known on paper by the token in their QR code."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import gevent
import pytest
import zxingcpp
from PIL import Image

from printers.fonts import default_font_dir
from printers.interpreter import Paper, decode
from server.spool.spool import Spool
from server.spool.state import PrinterState
from server.store import devices, jobs
from server.store.handover import LoopHandover
from server.store.jobs import JobRow, JobState
from server.store.store import Store

TICKET = {
    "centre_vi": "Trung tâm Phục vụ hành chính công xã Hoa Lộc",
    "centre_en": "Hoa Lộc Commune Public Administration Service Centre",
    "service_vi": "Chứng thực",
    "service_en": "Certification",
    "issued_at_ms": 1_795_572_300_000,
    "timezone": "Asia/Ho_Chi_Minh",
    "people_ahead": 5,
    "estimate": [600, 1200],
    "language": "vi",
    "phone_url": "http://192.168.1.10:8080",
}
DOSSIER = {
    "code": "H56.99.00-261123-0003",
    "procedure_vi": "Đăng ký khai sinh",
    "procedure_en": "Birth registration",
    "applicant": "Nguyễn Thị Hương Giang",
    "received_at_ms": 1_795_420_920_000,
    "due_at": "2026-11-25T17:30",
    "why_vi": "Nhận sau 15:00 nên tính từ ngày làm việc kế tiếp",
    "why_en": "Received after 15:00, so counted from the next working day",
}


def ticket_content(label: str = "A042", **changes: object) -> dict[str, object]:
    """The content of a ticket whose token tells its label."""
    return TICKET | {"label": label, "token": f"TOKEN{label}"} | changes


def receipt_content(*dossiers: dict[str, object], **changes: object) -> dict[str, object]:
    """The content of a receipt for some dossiers."""
    head = {name: TICKET[name] for name in ("centre_vi", "centre_en", "timezone", "language", "phone_url")}
    return (
        head
        | {"label": "A042", "token": "T", "counter": 3, "dossiers": list(dossiers or (DOSSIER,))}
        | changes
    )


def read_qr(paper: Paper) -> list[str]:
    """Read QR codes as a phone would: from the picture, with a white border around the paper."""
    framed = Image.new("L", (paper.image.width + 40, paper.image.height + 40), 255)
    framed.paste(paper.image.convert("L"), (20, 20))
    return [code.text for code in zxingcpp.read_barcodes(framed)]


def labels_on(data: bytes) -> list[str]:
    """The labels of the tickets that these bytes print, in order."""
    return [link.rpartition("TOKEN")[2] for paper in decode(data) for link in read_qr(paper)]


def eventually(is_so: Callable[[], bool], within_s: float = 8.0) -> None:
    """Let the loop run until something is so."""
    until = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < until, "it did not happen"
        gevent.sleep(0.01)


class Hall:
    """One centre: its store, its spool when it runs, and everything the spool told."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.store = Store(data_dir / "layso.db", handover=LoopHandover())
        self.told: list[tuple[int, str, str]] = []
        self.changes = 0
        self.is_deaf = False
        self.spool: Spool | None = None

    def printer(self, transport: str, address: str, profile: str = "raster-80") -> int:
        name = f"printer at {address} #{len(devices.printers(self.store.reader()))}"
        return self.store.write(lambda tx: devices.insert_printer(tx, name, transport, address, profile))

    def virtual(self, name: str) -> int:
        return self.printer("virtual", f"paper/{name}")

    def ticket(self, printer: int, label: str = "A042", **changes: object) -> int:
        return self.job(printer, "ticket", ticket_content(label, **changes))

    def job(self, printer: int, kind: str, content: dict[str, object], copy_of: int | None = None) -> int:
        new = jobs.NewJob(printer, kind, content, copy_of=copy_of)
        number = self.store.write(lambda tx: jobs.queue(tx, new))
        if self.spool is not None:
            self.spool.wake()
        return number

    def set_row(self, job: int, **values: object) -> None:
        """Put a job into a state that only time or a crash brings about."""
        names = ", ".join(f"{name} = ?" for name in values)
        self.store.write(
            lambda tx: tx.connection.execute(
                f"UPDATE print_job SET {names} WHERE id = ?", (*values.values(), job)
            )
        )

    def row(self, job: int) -> JobRow:
        row = jobs.by_id(self.store.reader(), job)
        assert row is not None
        return row

    def ends(self, job: int, state: JobState, code: str | None = None) -> None:
        """Wait until the spool tells how a job has ended, and hold its row against what is expected."""
        eventually(lambda: any(told != "waiting" for told, _ in self.told_of(job)))
        assert (self.row(job).state, code or self.row(job).code) == (state, self.row(job).code)

    def told_of(self, job: int) -> list[tuple[str, str]]:
        return [(state, code) for number, state, code in self.told if number == job]

    def state_of(self, printer: int) -> PrinterState:
        assert self.spool is not None
        return self.spool.printer_states()[printer]

    def open(self, fonts: Path | None = None) -> Spool:
        """Start a spool."""
        self.spool = Spool(
            self.store,
            data_dir=self.data_dir,
            fonts=fonts or default_font_dir(),
            on_settled=self._hear,
            on_state_changed=self._count,
        )
        self.spool.start()
        return self.spool

    def shut(self) -> None:
        """Stop the spool."""
        if self.spool is not None:
            self.spool.stop()
            self.spool = None

    def printed(self, name: str) -> list[str]:
        """The labels on a virtual printer's paper, in order."""
        paths = sorted((self.data_dir / "paper" / name).glob("*.escpos"))
        return [label for path in paths for label in labels_on(path.read_bytes())]

    def _hear(self, job: JobRow, state: str, code: str) -> None:
        self.told.append((job.id, state, code))
        if self.is_deaf:
            raise RuntimeError("a listener failed")

    def _count(self) -> None:
        self.changes += 1


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """Ana's centre; its spool is not running yet."""
    hall = Hall(tmp_path)
    yield hall
    hall.shut()
    hall.store.close()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Bruno's centre, whose spool runs for all tests that can share it: a press takes a second to start."""
    hall = Hall(tmp_path_factory.mktemp("running"))
    hall.open()
    yield hall
    hall.shut()
    hall.store.close()
