"""Sessions of staff: Flask-Login over a signed cookie, twelve hours at most, ended early by the account's epoch."""

from collections.abc import Callable

from flask import Flask, Request, current_app, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from server.auth.devices import reader
from server.auth.who import Identity, Role
from server.store import accounts
from server.store.accounts import AccountRow

LASTS_MS = 12 * 3600 * 1000

login_manager = LoginManager()


class SessionsWhereThereIsOne(SecureCookieSessionInterface):
    """Spend nothing on the session of a request that brings none and opens none: a device's, a phone's."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Open the session of the cookie; an empty one without a cookie."""
        if self.get_cookie_name(app) not in request.cookies:
            return SecureCookieSession()
        return super().open_session(app, request)


class Staff(UserMixin):  # type: ignore[misc]
    """An account as Flask-Login sees it."""

    def __init__(self, account: AccountRow) -> None:
        self.id = str(account.id)
        self.identity = Identity(
            "staff", account.id, account.name, display_name=account.display_name, role=Role(account.role)
        )


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load_staff(account_id: str) -> Staff | None:
    """Load the account of a session; None when the session is too old, was ended, or the account is disabled."""
    age_ms = now_ms() - int(session.get("signed_in_at_ms", 0))
    if not 0 <= age_ms < LASTS_MS:
        return None
    account = accounts.by_id(reader(), int(account_id))
    if account is None or account.disabled_at_ms is not None:
        return None
    return Staff(account) if account.session_epoch == session.get("epoch") else None


def sign_in(account: AccountRow) -> None:
    """Begin a session for this account in place of whatever session the browser had."""
    session.clear()
    session.update(signed_in_at_ms=now_ms(), epoch=account.session_epoch)
    login_user(Staff(account))


def sign_out() -> None:
    """End this browser's session."""
    logout_user()
    session.clear()


def session_identity() -> Identity | None:
    """Say which member of staff this request's session belongs to; None without a valid one."""
    return current_user.identity if isinstance(current_user._get_current_object(), Staff) else None


def session_has_expired() -> bool:
    """Say whether the browser came with a session that no longer holds, rather than with none."""
    if session_identity() is not None:
        return False
    unreadable = current_app.config["SESSION_COOKIE_NAME"] in request.cookies and not session
    return "_user_id" in session or unreadable


def now_ms() -> int:
    """Give the time that sessions are counted by."""
    clock: Callable[[], int] = current_app.extensions["layso_session_clock"]
    return clock()


def init_sessions(app: Flask, clock_ms: Callable[[], int]) -> None:
    """Set Flask-Login up. A session is not tied to the browser's address: clerks' PCs change theirs at will."""
    app.extensions["layso_session_clock"] = clock_ms
    app.session_interface = SessionsWhereThereIsOne()
    login_manager.session_protection = None
    login_manager.init_app(app)
