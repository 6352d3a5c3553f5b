"""Static text goes out as gzip to who takes it, and stays itself for who does not."""

import gzip

import requests

from server.web.rooms import WEB
from tests.servers import Centre

SCRIPT = "js/words.js"


def get(centre: Centre, encoding: str, **headers: str) -> requests.Response:
    address = f"{centre.url}/static/{SCRIPT}"
    return requests.get(address, headers={"Accept-Encoding": encoding, **headers}, timeout=10, stream=True)


def test_a_script_is_packed_for_a_browser_that_takes_gzip(centre: Centre) -> None:
    answer = get(centre, "gzip")
    packed = answer.raw.read(decode_content=False)
    whole = (WEB / "static" / SCRIPT).read_bytes()
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert gzip.decompress(packed) == whole
    assert len(packed) < len(whole) / 2


def test_a_script_stays_itself_for_who_does_not(centre: Centre) -> None:
    answer = get(centre, "identity")
    assert "Content-Encoding" not in answer.headers
    assert answer.content == (WEB / "static" / SCRIPT).read_bytes()


def test_a_packed_script_that_did_not_change_is_not_sent_again(centre: Centre) -> None:
    etag = get(centre, "gzip").headers["ETag"]
    assert get(centre, "gzip", **{"If-None-Match": etag}).status_code == 304
