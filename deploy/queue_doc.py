"""Write docs/queue.md from the code: the move table, the policies, the reasons. A test holds the file against this.

Run `python -m deploy.queue_doc` after changing a move, a policy or a reason.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from server.domain.moves import MOVES, Move
from server.domain.next_in_line import Waiting, choose
from server.domain.policy import DESCRIPTIONS, ClassRule, Policy, PolicyKind
from server.domain.ticket import OPEN_STATES, TicketState
from server.domain.undo import UNDO_WITHIN_MS
from server.operations.rules import HallRules

PAPER = Path(__file__).resolve().parent.parent / "docs" / "queue.md"
MINUTE_MS = 60_000
NOW_MS = 100 * MINUTE_MS
CLASSES = {"normal": ClassRule(), "elderly": ClassRule(rate=3, head_start_s=900, rank=1)}
TITLES = {
    PolicyKind.ACCUMULATING: "Accumulating priority (the default)",
    PolicyKind.HEAD_START: "Head start",
    PolicyKind.STRICT: "Strict",
    PolicyKind.ALTERNATION: "N:1 alternation",
}
INTRO = """# The queue

This paper is written by `python -m deploy.queue_doc` from the rules themselves; a test fails when the two differ.
Words: [glossary](glossary.md). Where things live: [architecture](architecture.md).
"""
AFTER_MOVES = """A move that is not in the table for the ticket's state is refused with `illegal_move` (a call of a ticket that does not
wait: `already_called`) and changes nothing. `finish` of a ticket that has further services, and `transfer`, end the
present leg and begin the next one: arrival and priority class are kept, so nobody pays for a wrong queue. A ticket put
back lets some calls of its service pass; when nobody else of that service waits, it need not."""
LINE = """A wait counts from the arrival, or from the booked time of an appointment; a transfer keeps it. Within one service and
class the first come is the first called; the policy weighs classes against each other. A chosen ticket needs a reason and
a permission, and the call says so. Each call stores why it was that ticket's turn, in Vietnamese and English."""


def paper() -> str:
    """Write the whole paper."""
    parts = [
        INTRO,
        "## Moves",
        *_moves(),
        AFTER_MOVES,
        *_undo(),
        *_pace(),
        "## Who is next",
        LINE,
        *_policies(),
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _moves() -> list[str]:
    states = [state for state in TicketState if state is not TicketState.TRANSFERRED]
    head = ["move", *(_words(state) for state in states), "undo"]
    rows = [
        [f"`{move}`", *(_cell(move, state) for state in states), _yes(MOVES[move].can_be_undone)]
        for move in Move
    ]
    about = [f"- **{move}** (`{MOVES[move].kind}`): {MOVES[move].about}" for move in Move]
    open_ones = ", ".join(_words(state) for state in TicketState if state in OPEN_STATES)
    legend = f"The cell says where the move leads; a dot: not possible. Open states, which hold a place: {open_ones}."
    return [legend, _table(head, rows), "\n".join(about)]


def _cell(move: Move, state: TicketState) -> str:
    rule = MOVES[move]
    return f"→ {_words(rule.to)}" if state in rule.states else "·"


def _undo() -> list[str]:
    moves = ", ".join(f"`{move}`" for move in Move if MOVES[move].can_be_undone)
    return [
        "## Undo",
        f"The last step with a ticket can be taken back for {UNDO_WITHIN_MS // 1000} seconds by whoever made it: {moves}."
        " Not a call, which the hall has heard; not after a dossier was opened; not when the counter it would go back to"
        " has another ticket. The log keeps both, the step and its undoing.",
    ]


def _pace() -> list[str]:
    rules = HallRules()
    rows = [
        ["gap between two calls of one ticket", f"{rules.recall_gap_s} s"],
        ["calls before a no-show", f"{rules.calls_before_no_show}"],
        [
            "a missed ticket may come back within",
            f"{rules.return_within_min} min, behind {rules.return_behind} calls",
        ],
        ["a requeued ticket lets pass", f"{rules.requeue_behind} calls, unless the clerk says otherwise"],
        ["breath of an auto-calling counter between visits", f"{rules.auto_call_pause_s} s"],
        [
            "an appointment may come",
            f"from {rules.early_min} min before to {rules.late_min} min after its time",
        ],
    ]
    said = "A manager may change each. Programs (integrations) keep their own pace: gap and calls do not bind them."
    return ["## Pace", _table(["rule", "default"], rows), said]


def _policies() -> list[str]:
    parts: list[str] = []
    for kind in PolicyKind:
        vi, en = DESCRIPTIONS[kind]
        parts += [f"### {TITLES[kind]}", en, f"> {vi}", "Reasons it gives:", _reasons(kind)]
    return parts


def _reasons(kind: PolicyKind) -> str:
    policy = Policy(kind, CLASSES)
    halls = [
        [_one(7, 12, "elderly"), _one(16, 20)],
        [_one(7, 12, "elderly"), _one(17, 31)],
        [_one(7, 12, "elderly"), _one(18, 40)],
        [_one(3, 9)],
        [_one(4, 14, lets_pass=2)],
    ]
    rows = []
    for hall in halls:
        choice = choose(
            hall, policy, NOW_MS, streak=policy.turns if len(hall) > 1 and hall[1].ticket_id == 18 else 0
        )
        if choice is not None:
            waiting = "; ".join(_described(one) for one in hall)
            rows.append([waiting, choice.label, choice.reason_en, choice.reason_vi])
    return _table(["waiting", "called", "reason", "lý do"], rows)


def _one(number: int, waited_min: int, priority: str = "normal", *, lets_pass: int = 0) -> Waiting:
    at_ms = NOW_MS - waited_min * MINUTE_MS
    return Waiting(number, f"A{number:03d}", "HT", priority, at_ms, number, lets_pass)


def _described(one: Waiting) -> str:
    waited = (NOW_MS - one.line_at_ms) // MINUTE_MS
    back = f", put back {one.lets_pass}" if one.lets_pass else ""
    return f"{one.label} {one.priority} {waited} min{back}"


def _words(state: TicketState) -> str:
    return state.value.replace("_", " ")


def _yes(is_so: bool) -> str:
    return "yes" if is_so else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    PAPER.write_text(paper(), encoding="utf-8")
