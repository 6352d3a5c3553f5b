"""Looking a ticket up by its number over HTTP: staff may, in whatever way people write it; nobody else."""

import pytest

from tests.lines import Line


@pytest.mark.parametrize(
    "write",
    [
        lambda number: number,
        lambda number: number.lower(),
        lambda number: f"{number[0]}%20{int(number[1:])}",
        lambda number: f"%20{number[0]}0{number[1:]}%20",
    ],
)
def test_a_number_is_found_however_it_is_written(desk: Line, ana: Line, write: object) -> None:
    assert callable(write)
    given = desk.issue("HT", priority="elderly").json
    for line in (desk, ana):
        answer = line.get(f"/tickets?number={write(given['number'])}")
        assert answer.status == 200
        assert answer.json == line.get(f"/tickets/{given['id']}").json


@pytest.mark.parametrize(
    "number", ["Z999", "A0", "17", "A", "A017B", "A-1", "%E0%A4%A9%E0%A5%A7", "A99999999999"]
)
def test_what_nobody_holds_is_not_found(desk: Line, number: str) -> None:
    answer = desk.get(f"/tickets?number={number}")
    assert (answer.status, answer.code) == (404, "ticket_not_found")


@pytest.mark.parametrize("query", ["", "?number=", f"?number={'A' * 41}", "?nummer=A001"])
def test_a_question_without_a_number_is_refused(desk: Line, query: str) -> None:
    answer = desk.get(f"/tickets{query}")
    assert (answer.status, answer.code) == (400, "invalid_input")


def test_a_kiosk_cannot_look_others_up(kiosk: Line, desk: Line) -> None:
    number = desk.issue("HT").json["number"]
    assert kiosk.get(f"/tickets?number={number}").code == "wrong_device_kind"
