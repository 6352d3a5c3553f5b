"""Rules of who may, passwords and tokens: without any request."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from server.auth.passwords import WeakPassword, check_password, hash_password
from server.auth.tokens import new_token, token_hash
from server.auth.who import (
    Allowed,
    DeviceKind,
    Forbidden,
    Identity,
    NotSignedIn,
    Role,
    WrongDeviceKind,
    admit,
    allow,
)

ANA = Identity("staff", 1, "ana", role=Role.CLERK)
CARLA = Identity("staff", 3, "carla", role=Role.MANAGER)
KIOSK = Identity("device", 1, "Kiosk 1", device_kind=DeviceKind.KIOSK, token="secret")


def test_each_role_may_all_that_the_ones_before_it_may() -> None:
    admitted = {role: [other for other in Role if allow(role).admits(_staff(other))] for role in Role}
    assert admitted == {
        Role.CLERK: [Role.CLERK, Role.MANAGER, Role.ADMIN],
        Role.MANAGER: [Role.MANAGER, Role.ADMIN],
        Role.ADMIN: [Role.ADMIN],
    }


def _staff(role: Role) -> Identity:
    return Identity("staff", 9, role, role=role)


def test_each_kind_of_device_is_an_allow_list_of_its_own() -> None:
    rule = allow(DeviceKind.KIOSK, DeviceKind.INTEGRATION)
    admitted = [kind for kind in DeviceKind if rule.admits(Identity("device", 1, "x", device_kind=kind))]
    assert admitted == [DeviceKind.KIOSK, DeviceKind.INTEGRATION]
    assert not rule.admits(_staff(Role.ADMIN))


def test_an_empty_rule_admits_nobody() -> None:
    assert not any(Allowed().admits(who) for who in (ANA, CARLA, KIOSK, _staff(Role.ADMIN)))


@pytest.mark.parametrize(
    ("who", "refusal"), [(None, NotSignedIn), (ANA, Forbidden), (KIOSK, WrongDeviceKind), (CARLA, None)]
)
def test_the_refusal_says_whether_to_sign_in_to_ask_or_to_take_another_device(
    who: Identity | None, refusal: type[Exception] | None
) -> None:
    if refusal is None:
        assert admit(who, allow(Role.MANAGER)) is who
        return
    with pytest.raises(refusal) as caught:
        admit(who, allow(Role.MANAGER))
    assert type(caught.value) is refusal


def test_an_identity_never_shows_its_token() -> None:
    assert "secret" not in repr(KIOSK)
    assert KIOSK.label == "kiosk:Kiosk 1"


@pytest.mark.parametrize("plain", ["", "1234567", "x" * 257])
def test_a_password_too_short_or_too_long_is_not_hashed(plain: str) -> None:
    with pytest.raises(WeakPassword):
        hash_password(plain)


def test_a_password_fits_its_own_hash_only() -> None:
    hashed = hash_password("hoa sen nở")
    assert check_password(hashed, "hoa sen nở")
    assert not any(check_password(hashed, other) for other in ("hoa sen no", "", "x" * 1000, "\ud800"))
    assert not check_password("not a hash", "hoa sen nở")


def test_tokens_hold_256_bits_are_safe_in_an_address_and_differ() -> None:
    with ThreadPoolExecutor(4) as threads:
        tokens = list(threads.map(lambda _: new_token(), range(100)))
    assert len(set(tokens)) == 100
    assert all(len(bytes.fromhex(token)) == 32 for token in tokens)
    assert len({token_hash(token) for token in tokens}) == 100
