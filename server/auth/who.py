"""Who may ask: staff by role, devices by kind; and the mark on a view that says who may use it. No request here."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeVar

from server.domain.errors import QueueError

View = TypeVar("View", bound=Callable[..., object])


class NotSignedIn(QueueError):
    """Nobody is signed in; sign in, or send a device's token."""

    code = "not_signed_in"


class SessionExpired(NotSignedIn):
    """The session is too old or was ended; sign in again."""

    code = "session_expired"


class UnknownToken(NotSignedIn):
    """This token belongs to no device, or its device was revoked; pair the device again."""

    code = "unknown_token"


class Forbidden(QueueError):
    """This account may not do that."""

    code = "forbidden"


class WrongDeviceKind(Forbidden):
    """This kind of device may not do that."""

    code = "wrong_device_kind"


class Role(StrEnum):
    """What a member of staff may do; each role may do all that the ones before it may."""

    CLERK = "clerk"
    MANAGER = "manager"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """Give the place of the role, from 0 for a clerk."""
        return list(Role).index(self)


class DeviceKind(StrEnum):
    """What a device is for; each kind is an allow-list of its own."""

    KIOSK = "kiosk"
    DISPLAY = "display"
    COUNTER = "counter"
    PRINTER = "printer"
    INTEGRATION = "integration"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is asking. `name` is the account's or device's; the token of a device is never shown or logged."""

    kind: Literal["staff", "device"]
    id: int
    name: str
    display_name: str = ""
    role: Role | None = None
    device_kind: DeviceKind | None = None
    zone: str | None = None
    counter: int | None = None
    printer: int | None = None
    token: str | None = field(default=None, repr=False)

    @property
    def label(self) -> str:
        """Name the identity for logs and events: "staff:ana", "kiosk:Kiosk 1"."""
        return f"{self.device_kind or self.kind}:{self.name}"

    def may(self, allowed: Collection[Role | DeviceKind]) -> bool:
        """Say whether this identity is one of these kinds of devices, or has one of these roles or a higher one."""
        return allow(*allowed).admits(self)

    def has_role(self, role: Role) -> bool:
        """Say whether this is a member of staff with at least this role."""
        return self.role is not None and self.role.rank >= role.rank


@dataclass(frozen=True, slots=True)
class Allowed:
    """Who may use a view: the least role (None: no staff), and the kinds of devices."""

    role: Role | None = None
    kinds: tuple[DeviceKind, ...] = ()

    def admits(self, identity: Identity) -> bool:
        """Say whether this identity may."""
        if identity.device_kind is not None:
            return identity.device_kind in self.kinds
        return self.role is not None and identity.has_role(self.role)


def allow(*allowed: Role | DeviceKind) -> Allowed:
    """Put roles and device kinds into one rule; of several roles the least counts."""
    roles = sorted((who for who in allowed if isinstance(who, Role)), key=lambda role: role.rank)
    kinds = tuple(who for who in allowed if isinstance(who, DeviceKind))
    return Allowed(roles[0] if roles else None, kinds)


def require(*allowed: Role | DeviceKind) -> Callable[[View], View]:
    """Let only these roles (and those above) and device kinds use the view. Place it below the route decorator."""
    rule = allow(*allowed)

    def mark(view: View) -> View:
        setattr(view, "layso_allowed", rule)  # noqa: B010 - a function has no such attribute in its type
        return view

    return mark


def allowed_of(view: object) -> Allowed | None:
    """Give the rule a view was marked with; None when it carries none."""
    rule = getattr(view, "layso_allowed", None)
    return rule if isinstance(rule, Allowed) else None


def admit(identity: Identity | None, rule: Allowed) -> Identity:
    """Return the identity when the rule admits it; raise NotSignedIn, Forbidden or WrongDeviceKind otherwise."""
    if identity is None:
        raise NotSignedIn
    if rule.admits(identity):
        return identity
    raise WrongDeviceKind if identity.kind == "device" else Forbidden
