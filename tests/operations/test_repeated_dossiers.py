"""A clerk whose answer got lost saves again: one dossier, not two."""

from typing import Any

import pytest

from server.domain.errors import IdempotencyKeyReused
from server.operations import receive
from server.store import dossiers
from tests.builders import ANA, Hall

BIRTH = "1.001193"


@pytest.fixture
def serving_hall(hall: Hall) -> Hall:
    """Ana has called A001."""
    hall.open(1, ANA)
    hall.issue("HT")
    hall.call(1, ANA)
    return hall


def save(hall: Hall, applicant: str, key: str | None) -> Any:
    order = receive.DossierOrder(1, BIRTH, applicant, scope="dossier:ana", key=key)
    return hall.write(lambda tx: receive.open_dossier(tx, order, ANA))


def test_a_repeated_key_opens_no_second_dossier(serving_hall: Hall) -> None:
    first = save(serving_hall, "Nguyễn Thị Hương", "k1")
    again = save(serving_hall, "Nguyễn Thị Hương", "k1")
    assert again == first
    assert len(dossiers.of_ticket(serving_hall.store.reader(), 1)) == 1


def test_another_dossier_under_the_same_key_is_refused(serving_hall: Hall) -> None:
    save(serving_hall, "Nguyễn Thị Hương", "k1")
    with pytest.raises(IdempotencyKeyReused):
        save(serving_hall, "Trần Văn Bình", "k1")
    assert len(dossiers.of_ticket(serving_hall.store.reader(), 1)) == 1


def test_without_a_key_every_order_opens_a_dossier(serving_hall: Hall) -> None:
    codes = {save(serving_hall, "Nguyễn Thị Hương", None).code for _ in range(2)}
    assert len(codes) == 2
