"""Whether a page of this server itself asks for a change: for public addresses, where no session or bearer proves it."""

from urllib.parse import urlsplit

from flask import request

from server.domain.errors import QueueError


class FromAnotherSite(QueueError):
    """A page of another site asked for this; open the page here and do it there."""

    code = "csrf"


def refuse_other_sites() -> None:
    """Refuse what a page of another site makes a browser send (W3C Fetch Metadata; RFC 6454 for older browsers).

    What is no browser sends neither header, and acts for nobody but itself.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site not in (None, "same-origin", "none"):
        raise FromAnotherSite
    if origin is not None and urlsplit(origin).netloc.lower() != request.host.lower():
        raise FromAnotherSite
