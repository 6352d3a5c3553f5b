"""Who may open a socket: each namespace admits its own kind of screen and nobody else."""

import urllib.error
import urllib.request

import pytest

from tests.live.conftest import Connect
from tests.live.hall import Hall
from tests.live.wire import RefusedHere

MAIN = "Màn hình sảnh chính"
KIOSK = "Kiosk 1"
NAMESPACES = ("/display", "/counter", "/kiosk", "/ticket", "/manager")


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_nobody_gets_in_without_a_token(connect: Connect, namespace: str) -> None:
    with pytest.raises(RefusedHere, match="not_allowed"):
        connect(namespace)


@pytest.mark.parametrize("namespace", NAMESPACES)
@pytest.mark.parametrize("token", ["", "0" * 64, "x" * 5000, 7, None, ["a"], {"a": 1}, "' OR 1=1 --"])
def test_nobody_gets_in_with_an_invented_token(connect: Connect, namespace: str, token: object) -> None:
    with pytest.raises(RefusedHere, match="not_allowed"):
        connect(namespace, auth={"token": token})


@pytest.mark.parametrize("namespace", ["/counter", "/kiosk", "/ticket", "/manager"])
def test_a_display_is_refused_everywhere_else(connect: Connect, namespace: str) -> None:
    with pytest.raises(RefusedHere, match="not_allowed"):
        connect(namespace, MAIN)


@pytest.mark.parametrize("namespace", ["/display", "/counter", "/ticket", "/manager"])
def test_a_kiosk_is_refused_everywhere_else(connect: Connect, namespace: str) -> None:
    with pytest.raises(RefusedHere, match="not_allowed"):
        connect(namespace, KIOSK)


def test_a_phone_gets_its_own_ticket_and_no_other_namespace(hall: Hall, connect: Connect) -> None:
    ticket = hall.issue("CT")
    phone = connect("/ticket", auth={"token": ticket["token"]})
    assert phone.hear("snapshot")["number"] == ticket["number"]
    for namespace in ("/display", "/counter", "/kiosk", "/manager"):
        with pytest.raises(RefusedHere):
            connect(namespace, auth={"token": ticket["token"]})


def test_a_page_of_another_origin_is_refused(hall: Hall, connect: Connect) -> None:
    with pytest.raises(RefusedHere, match="400"):
        connect("/display", MAIN, origin="http://evil.example")
    assert connect("/display", MAIN, origin=hall.url).hear("snapshot")


def test_only_websockets_are_spoken(hall: Hall) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{hall.url}/socket.io/?EIO=4&transport=polling", timeout=5)
    refused.value.close()
    assert refused.value.code == 400
