"""A repeated key: the same answer to the same request, a refusal to another one, and nothing shared between scopes."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from server.domain.errors import IdempotencyKeyReused
from server.store import idempotency
from tests.builders import DAY_S, Hall
from tests.store.gate import in_one_batch


class Refused(Exception):
    """The act refuses."""


class Bell:
    """An act that counts how often it was run."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self.rung = 0

    def ring(
        self, *, key: str | None = "k", scope: str = "kiosk:1", body: bytes = b"a"
    ) -> tuple[Mapping[str, Any], bool]:
        return self._hall.write(
            lambda tx: idempotency.once(tx, scope=scope, key=key, fingerprint=body, act=self._act)
        )

    def refuse(self, *, key: str) -> None:
        def refused() -> Mapping[str, Any]:
            raise Refused

        self._hall.write(
            lambda tx: idempotency.once(tx, scope="kiosk:1", key=key, fingerprint=b"a", act=refused)
        )

    def _act(self) -> Mapping[str, Any]:
        self.rung += 1
        return {"time": self.rung, "words": "Đã cấp"}


@pytest.fixture
def bell(hall: Hall) -> Bell:
    """An act behind keys."""
    return Bell(hall)


def test_the_same_request_gets_the_first_answer_again(bell: Bell) -> None:
    assert bell.ring() == ({"time": 1, "words": "Đã cấp"}, False)
    assert bell.ring() == bell.ring() == ({"time": 1, "words": "Đã cấp"}, True)
    assert bell.rung == 1


def test_the_same_key_with_another_request_is_refused(bell: Bell) -> None:
    bell.ring()
    with pytest.raises(IdempotencyKeyReused) as refused:
        bell.ring(body=b"b")
    assert refused.value.code == "idempotency_key_reused"
    assert bell.rung == 1


def test_the_keys_of_another_device_are_its_own(bell: Bell) -> None:
    bell.ring()
    assert bell.ring(scope="kiosk:2", body=b"b") == ({"time": 2, "words": "Đã cấp"}, False)


def test_without_a_key_every_request_counts(bell: Bell) -> None:
    assert [bell.ring(key=None)[0]["time"] for _ in range(3)] == [1, 2, 3]


def test_a_refused_act_keeps_no_answer(bell: Bell) -> None:
    with pytest.raises(Refused):
        bell.refuse(key="k")
    assert bell.ring(key="k") == ({"time": 1, "words": "Đã cấp"}, False)


def test_two_requests_with_one_key_in_one_batch_are_one_act(hall: Hall) -> None:
    def act(tx: Any) -> Any:
        return idempotency.once(tx, scope="s", key="k", fingerprint=b"a", act=lambda: {"seq": tx.tail[0]})

    first, second = in_one_batch(hall.store, act, act)
    assert (first.result()[1], second.result()[1]) == (False, True)
    assert first.result()[0] == second.result()[0]


def test_a_kiosk_that_asks_again_and_again_at_once_gets_one_ticket(hall: Hall) -> None:
    with ThreadPoolExecutor(16) as pool:
        got = list(pool.map(lambda _: hall.issue(key="impatient"), range(64)))
    assert len({one["number"] for one in got}) == 1
    assert all(one == got[0] for one in got)
    assert len(hall.sql("SELECT * FROM ticket")) == 1
    assert len(hall.sql("SELECT * FROM print_job")) == 1


def test_a_key_is_remembered_over_a_restart(hall: Hall) -> None:
    first = hall.issue(key="k")
    hall.restart()
    assert hall.issue(key="k") == first


def test_a_key_is_remembered_over_midnight_and_forgotten_after_two_days(hall: Hall) -> None:
    first = hall.issue(key="k")
    hall.clock.run(DAY_S)
    assert hall.issue(key="k") == first
    hall.clock.sleep_through(2 * DAY_S)
    hall.restart()
    hall.issue(key="another day")
    assert [row["key"] for row in hall.sql("SELECT key FROM idempotency")] == ["another day"]
