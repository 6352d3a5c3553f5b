"""Every refusal the rules can give: a stable machine `code` and an English sentence saying what to do next.

One mapper (server/web/problems.py) turns them into HTTP and socket replies and into the reader's language.
"""


class QueueError(Exception):
    """A refusal: nothing was written. `code` is stable; `details` are plain values for the message."""

    code = "refused"

    def __init__(self, message: str = "", **details: object) -> None:
        super().__init__(message or self.__class__.__doc__ or self.code)
        self.message = message or (self.__class__.__doc__ or self.code)
        self.details = details


class InvalidInput(QueueError):
    """What was sent does not have the right form."""

    code = "invalid_input"


class NotFound(QueueError):
    """There is no such thing here."""

    code = "not_found"
