"""The login page of staff, signing out, and pairing a browser with a device."""

from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from server.auth.devices import identify_token, reader
from server.auth.gate import csrf
from server.auth.identity import Role, WrongDeviceKind, current_identity, require
from server.auth.limits import limit_login
from server.auth.pairing import PAGE_OF, keep_device_cookie
from server.auth.passwords import NOBODYS_HASH, check_password_in_thread
from server.auth.sessions import session_has_expired, session_identity, sign_in, sign_out
from server.operations.actors import Actor
from server.operations.desks import leave_all
from server.store import accounts
from server.store.accounts import AccountRow
from server.web.marks import public
from server.web.problems import log_refused
from server.web.rooms import Room

auth = Room("auth", __name__, folder=Path(__file__).parent)


@auth.get("/login")
@public
def show_login() -> str | Response:
    """Show the login page; who is signed in already goes on."""
    if session_identity() is not None:
        return redirect(local_path(request.args.get("next")))
    return login_page(next_path=request.args.get("next"), notice="expired" if session_has_expired() else "")


@auth.post("/login")
@public
def log_in() -> Response:
    """Begin a session, or say that name and password do not fit; never which of the two."""
    limit_login()
    csrf.protect()
    next_path = request.form.get("next")
    account = find_account(request.form.get("name", "").strip(), request.form.get("password", ""))
    if account is None:
        log_refused("wrong_password")
        page = login_page(next_path=next_path, notice="wrong", name=request.form.get("name", "").strip()[:64])
        return make_response(page, 401)
    sign_in(account)
    return redirect(local_path(next_path), 303)


@auth.post("/logout")
@require(Role.CLERK)
def log_out() -> Response:
    """End the session and close the counter; raise CounterBusy, and stay, while a ticket is there."""
    actor = Actor(current_identity().name)
    current_app.extensions["layso"].store.write(lambda tx: leave_all(tx, actor))
    sign_out()
    return redirect("/login", 303)


@auth.get("/pair/<token>")
@public
def pair(token: str) -> Response:
    """Make this browser the screen of the device with this token; raise UnknownToken or WrongDeviceKind."""
    kind = identify_token(token).device_kind
    if kind is None or kind not in PAGE_OF:
        raise WrongDeviceKind
    response = redirect(PAGE_OF[kind], 303)
    keep_device_cookie(response, kind, token)
    return response


def find_account(name: str, password: str) -> AccountRow | None:
    """Find the account that this name and password open; takes as long for an unknown name as for a known one."""
    account = accounts.find(reader(), name) if name.isprintable() else None
    usable = account is not None and account.disabled_at_ms is None
    hashed = account.password_hash if account is not None and usable else NOBODYS_HASH
    return account if check_password_in_thread(hashed, password) and usable else None


def local_path(path: str | None) -> str:
    """Give a path of this server to go on to; "/" for anything that could lead elsewhere."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")) or not path.isprintable():
        return "/"
    parts = urlsplit(path)
    return path if not parts.scheme and not parts.netloc and "\\" not in path else "/"


def login_page(*, next_path: str | None, notice: str, name: str = "") -> str:
    """Write the login page; notice is "", "expired" or "wrong"."""
    return render_template("auth/login.html", next_path=local_path(next_path), notice=notice, name=name)
