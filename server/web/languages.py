"""Which language a request is answered in, and the catalogues: read from the .po files, no .mo needed.

Source strings are Vietnamese; `translations/en/LC_MESSAGES/messages.po` of each room gives the English.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

import flask_babel
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, Response, after_this_request, g, has_request_context, request
from flask_babel import Babel, Domain, get_locale

LANGUAGES = ("vi", "en")
DEFAULT = "vi"
COOKIE = "layso_language"
YEAR_S = 365 * 24 * 3600

# The comment (`#. js`) that server/web/messages.py sets on the strings a script says.
FOR_BROWSER = "js"

ROOT = Path(__file__).resolve().parents[2]
ROOM_FOLDERS = tuple(
    ROOT / name
    for name in ("server/web", "server/auth", "server/manager", "server/demo", "kiosk", "counter", "display")
)

Words = dict[str, str | list[str]]


def choose_language() -> str:
    """Answer in the language of `?lang`, else of the cookie, else of Accept-Language, else Vietnamese."""
    if not has_request_context():
        return DEFAULT
    for asked in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return asked
    if not g.get("browser_language_counts", True):
        return DEFAULT
    # "en-GB" counts as "en": the first language spoken here, in the order of the reader's liking.
    liked = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
    return next((language for language in liked if language in LANGUAGES), DEFAULT)


def current_language() -> str:
    """Say the language in force: "vi" or "en"."""
    locale = get_locale()
    return str(locale.language) if locale else DEFAULT


@cache
def read_catalogue(folder: Path, language: str) -> Catalog | None:
    """Read the .po file of one room; None when the room has no words in that language."""
    path = folder / "translations" / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=language)


@cache
def words_of(folder: Path, language: str) -> Words:
    """Give the translated strings that a room's scripts say; a list where one and many differ."""
    words: Words = {}
    for message in read_catalogue(folder, language) or ():
        if FOR_BROWSER not in message.auto_comments:
            continue
        if isinstance(message.id, str) and message.id and message.string:
            words[message.id] = str(message.string)
        elif isinstance(message.id, list | tuple) and all(message.string or ("",)):
            words[str(message.id[0])] = [str(form) for form in message.string or ()]
    return words


@cache
def translations_of(language: str) -> Translations:
    """Merge the catalogues of all rooms into one for Python and Jinja."""
    merged = Catalog(locale=language)
    for folder in ROOM_FOLDERS:
        for message in read_catalogue(folder, language) or ():
            if message.id:
                merged.add(message.id, message.string)
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return Translations(compiled)


class RoomsDomain(Domain):  # type: ignore[misc]
    """The words of all rooms, straight from their .po files."""

    def get_translations(self) -> Translations:
        return translations_of(current_language())


class RoomsBabel(Babel):  # type: ignore[misc]
    """Flask-Babel with the catalogues of the rooms."""

    domain_instance = RoomsDomain()


def gettext(source: str, **values: object) -> str:
    """Say a Vietnamese source string in the language in force; `%(name)s` places are filled from values."""
    return str(flask_babel.gettext(source, **values))


def ngettext(source: str, same_source: str, num: int, **values: object) -> str:
    """Say a source string whose English differs for one and many; give the Vietnamese twice, `%(num)s` counts."""
    return str(flask_babel.ngettext(source, same_source, num, **values))


def remember_language() -> None:
    """Keep a language asked for by `?lang` in a cookie, so that the next page has it too."""
    asked = request.args.get("lang")
    if asked not in LANGUAGES or request.cookies.get(COOKIE) == asked:
        return

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(COOKIE, asked, max_age=YEAR_S, samesite="Strict", secure=request.is_secure)
        return response


def init_languages(app: Flask) -> None:
    """Set Flask-Babel up for Vietnamese and English and read all catalogues now, not at the first touch."""
    RoomsBabel(app, default_locale=DEFAULT, locale_selector=choose_language)
    app.before_request(remember_language)
    for language in LANGUAGES:
        translations_of(language)
