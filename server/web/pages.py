"""What every template has at hand: boot JSON, words, import map, icons, centre name, language."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, current_app, request
from markupsafe import Markup

from server.web.formats import init_formats
from server.web.languages import LANGUAGES, current_language, words_of
from server.web.rooms import WEB, Room, import_map
from server.web.security import csp_nonce

STYLES = (
    "values",
    "meanings",
    "base",
    "button",
    "tile",
    "field",
    "table",
    "card",
    "notice",
    "dialog",
    "badge",
    "keyboard",
    "page",
    "overlay",
)

ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def json_block(element_id: str, value: object) -> Markup:
    """Write a JSON data block that no value can break out of; read it with `readJson(id)` of boot.js."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return Markup('<script type="application/json" id="{}">{}</script>').format(element_id, Markup(text))


def boot_json(value: dict[str, Any]) -> Markup:
    """Hand values to the page's scripts: `import { boot } from "layso/boot.js"`."""
    return json_block("boot", value)


def words_json() -> Markup:
    """Hand the words of the shell and of the page's room to words.js, in every language but the source."""
    room = _room()
    folders = (WEB, room.folder) if room else (WEB,)
    words = {
        language: {
            source: words for folder in folders for source, words in words_of(folder, language).items()
        }
        for language in LANGUAGES
        if language != "vi"
    }
    return json_block("words", words)


def import_map_block() -> Markup:
    """Write the import map with the response's nonce."""
    room = _room()
    text = json.dumps(import_map(room.name if room else ""), indent=None).translate(ESCAPES)
    return Markup('<script type="importmap" nonce="{}">{}</script>').format(csp_nonce(), Markup(text))


def language_link(language: str) -> str:
    """Give this page's own address with `lang` set, for the switch of languages."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{quote(request.path)}?{urlencode([*kept, ('lang', language)])}"


def _room() -> Room | None:
    blueprint = current_app.blueprints.get(request.blueprint or "")
    return blueprint if isinstance(blueprint, Room) else None


def init_pages(app: Flask, *, centre_name: Callable[[], str]) -> None:
    """Offer the helpers to all templates."""
    init_formats(app)
    app.jinja_env.globals.update(
        boot_json=boot_json,
        words_json=words_json,
        import_map=import_map_block,
        csp_nonce=csp_nonce,
        language_link=language_link,
        styles=STYLES,
    )

    @app.context_processor
    def shared() -> dict[str, object]:
        return {"centre_name": centre_name(), "language": current_language()}
