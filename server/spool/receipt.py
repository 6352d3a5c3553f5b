"""The receipt of dossiers on thermal paper: what was received, from whom, and when the result is due.

Follows the fields of form 01 of Circular 03/2025/TT-VPCP as far as a small slip can; the full A4 form is not here.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from printers.slip import Align, Block, Gap, Heading, Pair, Rule, Size, Slip, SlipKind, Text
from server.spool import wording

MOST_IN_FULL = 6
MOST_IN_SHORT = 22

_TITLE = {
    "vi": "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
    "en": "RECEIPT OF DOSSIERS AND APPOINTMENT FOR RESULTS",
}
_WORDS = {
    "vi": {
        "ticket": "Số phiếu",
        "counter": "Quầy tiếp nhận",
        "count": "Số hồ sơ",
        "applicant": "Người nộp",
        "received": "Tiếp nhận lúc",
        "due": "Hẹn trả kết quả",
        "later": "sẽ được thông báo sau",
        "where": "Mời ông/bà đến nhận kết quả tại {centre}, mang theo giấy này.",
        "more": "Và {n} hồ sơ khác: xin hỏi cán bộ tại quầy.",
    },
    "en": {
        "ticket": "Ticket",
        "counter": "Received at counter",
        "count": "Dossiers",
        "applicant": "Applicant",
        "received": "Received",
        "due": "Result due",
        "later": "you will be told",
        "where": "Please collect the result at {centre} and bring this paper.",
        "more": "And {n} more dossiers: please ask at the counter.",
    },
}


def receipt_slip(content: Mapping[str, Any], *, copy_mark: str | None = None) -> Slip:
    """Compose one receipt for all dossiers of a ticket, in the citizen's language; the title is in both."""
    language, other = ("en", "vi") if content["language"] == "en" else ("vi", "en")
    dossiers = content["dossiers"]
    blocks: list[Block] = [
        Heading(content[f"centre_{language}"]),
        Rule(),
        Text(_TITLE[language], size=Size.LARGE, align=Align.CENTRE, bold=True),
        Text(_TITLE[other], size=Size.SMALL, align=Align.CENTRE),
        Gap(0.8),
        *_head(content, language),
        *_dossiers(dossiers, content["timezone"], language),
        Rule(),
        Text(_WORDS[language]["where"].format(centre=content[f"centre_{language}"]), align=Align.CENTRE),
        Text(_WORDS[other]["where"].format(centre=content[f"centre_{other}"]), size=Size.SMALL, align=Align.CENTRE),
    ]  # fmt: skip
    title = f"{content['label']} · {len(dossiers)}"
    return Slip(SlipKind.RECEIPT, title, tuple(blocks), lang=language, copy_mark=copy_mark)


def _head(content: Mapping[str, Any], language: str) -> list[Block]:
    words = _WORDS[language]
    blocks: list[Block] = [Pair(words["ticket"], content["label"])]
    if content["counter"] is not None:
        blocks.append(Pair(words["counter"], str(content["counter"])))
    if len(content["dossiers"]) > 1:
        blocks.append(Pair(words["count"], str(len(content["dossiers"]))))
    return blocks


def _dossiers(dossiers: Sequence[Mapping[str, Any]], timezone: str, language: str) -> list[Block]:
    """Print each in full; many at once in short, so that the slip stays a slip."""
    if len(dossiers) <= MOST_IN_FULL:
        return [block for one in dossiers for block in _in_full(one, timezone, language)]
    blocks: list[Block] = [Rule()]
    for one in dossiers[:MOST_IN_SHORT]:
        blocks.append(Text(one["code"], bold=True))
        blocks.append(Text(f"{_procedure(one, language)}. {_due(one, language)}", size=Size.SMALL))
    if len(dossiers) > MOST_IN_SHORT:
        more = len(dossiers) - MOST_IN_SHORT
        blocks.append(Text(_WORDS[language]["more"].format(n=more), bold=True))
    return blocks


def _in_full(one: Mapping[str, Any], timezone: str, language: str) -> list[Block]:
    words = _WORDS[language]
    received = wording.local_time(one["received_at_ms"], timezone)
    blocks: list[Block] = [
        Rule(),
        Text(one["code"], size=Size.LARGE, bold=True),
        Text(_procedure(one, language)),
        Pair(words["applicant"], one["applicant"]),
        Pair(words["received"], wording.short_time(received, language)),
        Text(words["due"]),
        Text(_due_time(one, language), size=Size.LARGE, bold=True),
    ]
    why = one[f"why_{language}"]
    return [*blocks, Text(why, size=Size.SMALL)] if why else blocks


def _procedure(one: Mapping[str, Any], language: str) -> str:
    return str(one[f"procedure_{language}"] or one["procedure_vi"])


def _due(one: Mapping[str, Any], language: str) -> str:
    return f"{_WORDS[language]['due']}: {_due_time(one, language)}"


def _due_time(one: Mapping[str, Any], language: str) -> str:
    if not one["due_at"]:
        return _WORDS[language]["later"]
    return wording.day_and_time(datetime.fromisoformat(one["due_at"]), language)
