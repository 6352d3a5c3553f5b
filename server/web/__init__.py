"""What all screens share: problem pages, languages, base templates, static files, security headers.

No screen of its own.
"""

from collections.abc import Callable

from flask import Flask

from server.web import icons, languages, pages, problems, requests, rooms, security

__all__ = ["init_web"]


def init_web(app: Flask, *, centre_name: Callable[[], str]) -> None:
    """Give the app problem documents, languages, base templates, static files and security headers.

    `centre_name` is asked at each page. Create the app with `static_folder=None`: `/static/` is served here.
    """
    if app.has_static_folder:
        raise RuntimeError("create the app with static_folder=None; server/web serves /static/")
    problems.init_problems(app)
    languages.init_languages(app)
    security.init_security(app)
    requests.init_requests(app)
    rooms.init_rooms(app)
    icons.init_icons(app)
    pages.init_pages(app, centre_name=centre_name)
