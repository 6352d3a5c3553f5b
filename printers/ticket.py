"""How a ticket is arranged on paper. The words come in as values; where they come from is not known here."""

from dataclasses import dataclass

from printers.slip import Align, Big, Block, Gap, Heading, Qr, Rule, Size, Slip, SlipKind, Text


@dataclass(frozen=True)
class TicketWords:
    """What stands on a ticket, in the citizen's language. Neither a name nor the reason of a priority belongs here.

    `facts` are short lines such as how many are ahead; `link` is the upper-case address of the citizen's page.
    """

    centre: str
    label: str
    number: str
    service: str
    facts: tuple[str, ...]
    issued: str
    link: str
    link_caption: str
    lang: str = "vi"


def ticket_slip(words: TicketWords, *, copy_mark: str | None = None) -> Slip:
    """Arrange a ticket: centre, the number as large as the paper allows, service, facts, QR code, time of issue."""
    blocks: list[Block] = [
        Heading(words.centre),
        Gap(0.8),
        Rule(),
        Gap(1.2),
        Text(words.label, align=Align.CENTRE),
        Gap(2.0),
        Big(words.number),
        Gap(3.0),
        Text(words.service, size=Size.LARGE, align=Align.CENTRE, bold=True),
        Gap(0.8),
        *(Text(fact, align=Align.CENTRE) for fact in words.facts),
        Qr(words.link, words.link_caption),
        Text(words.issued, size=Size.SMALL, align=Align.CENTRE),
    ]
    return Slip(SlipKind.TICKET, words.number, tuple(blocks), lang=words.lang, copy_mark=copy_mark)
