"""What phones and kiosks are told: a phone its own ticket, a kiosk the services."""

from tests.live.conftest import Connect
from tests.live.hall import Hall


def test_a_phone_is_told_of_its_own_ticket_only(hall: Hall, connect: Connect) -> None:
    mine, other = hall.issue("XD"), hall.issue("XD")
    phone = connect("/ticket", auth={"token": mine["token"]})
    assert phone.hear("snapshot")["people_ahead"] == 0
    hall.act("counters/7/calls", {"ticket": other["id"]})
    news = phone.quiet_for(0.4)
    assert not [message for name, message in news if name == "call"]
    assert {message["number"] for _, message in news} <= {mine["number"]}
    called = hall.act("counters/8/calls", {"ticket": mine["id"]})
    assert phone.hear("call") == {
        "seq": called["seq"],
        "counter": 8,
        "counter_name": hall_counter_name(hall, 8),
        "kind": "call",
    }
    assert phone.hear("change")["status"] == "called"
    assert phone.until_resumed(0)[-1][1]["number"] == mine["number"]
    hall.move(mine["id"], "no-show")
    hall.move(other["id"], "no-show")


def hall_counter_name(hall: Hall, number: int) -> dict[str, str]:
    """Read a counter's name in both languages."""
    counters = hall.act("counters", method="GET")
    name: dict[str, str] = next(one["name"] for one in counters if one["number"] == number)
    return name


def test_a_kiosk_is_told_how_many_wait(hall: Hall, connect: Connect) -> None:
    kiosk = connect("/kiosk", "Kiosk 1")
    before = {one["code"]: one["waiting"] for one in kiosk.hear("snapshot")["services"]}
    hall.issue("NN")
    after = {one["code"]: one["waiting"] for one in kiosk.hear("change")["services"]}
    assert after == before | {"NN": before["NN"] + 1}
    assert kiosk.until_resumed(0)[-1][1]["resumed"] is True
