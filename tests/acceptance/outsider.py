"""Dan on the free Wi-Fi: no cookie, no token, raw requests and raw sockets to whatever address he guesses."""

import socket
from http.client import HTTPConnection

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, CloseConnection, Event, RejectConnection, Request, TextMessage

from tests.lines import Answer

ANSWER_S = 10.0
PIECE = 65_536
HANDSHAKE = "/socket.io/?EIO=4&transport=websocket"


def ask(port: int, path: str, method: str = "GET", accept: str = "*/*") -> Answer:
    """Send a request exactly as written; a path is not tidied up first."""
    http = HTTPConnection("127.0.0.1", port, timeout=ANSWER_S)
    try:
        http.putrequest(method, path)
        http.putheader("Accept", accept)
        http.putheader("Content-Length", "0")
        http.endheaders()
        response = http.getresponse()
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, headers, response.read())
    finally:
        http.close()


class Refused(Exception):
    """The server does not shake hands."""


class Socket:
    """Speak Engine.IO 4 and Socket.IO 5 by hand, so that nothing is too rude to be said. Raises Refused."""

    def __init__(self, port: int, origin: str, host: str = "") -> None:
        self._line = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_S)
        self.told: list[str] = []
        self._speech = WSConnection(ConnectionType.CLIENT)
        request = Request(
            host or f"127.0.0.1:{port}", HANDSHAKE, extra_headers=[(b"Origin", origin.encode())]
        )
        self._line.sendall(self._speech.send(request))
        if not isinstance(self._event(), AcceptConnection):
            self.close()
            raise Refused
        assert self.hear().startswith("0{")

    def joins(self, namespace: str, claim: str = "") -> bool:
        """Ask to be let into a namespace, and say whether one was; what is told meanwhile is kept in `told`."""
        self._line.sendall(self._speech.send(TextMessage(f"40{namespace},{claim}")))
        while not (answer := self.hear()).startswith(("40", "44")):
            assert answer, "the line was closed without an answer"
            self.told.append(answer)
        return answer.startswith("40")

    def hear(self) -> str:
        """Give the next packet that is no ping; "" when the line is closed."""
        while True:
            event = self._event()
            if isinstance(event, CloseConnection):
                return ""
            if isinstance(event, TextMessage) and event.data != "2":
                return event.data

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _event(self) -> Event:
        """Give the next event: of the handshake, a whole message, or the end."""
        while True:
            for event in self._speech.events():
                if isinstance(event, AcceptConnection | RejectConnection | TextMessage | CloseConnection):
                    return event
            received = self._line.recv(PIECE)
            self._speech.receive_data(received or None)


def is_refused(port: int, origin: str, host: str = "") -> bool:
    """Say whether the handshake of a socket is refused."""
    try:
        Socket(port, origin, host).close()
    except Refused:
        return True
    return False
