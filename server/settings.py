"""What the process itself is told by its environment: read once, strictly. What a manager may change is in the file."""

from collections.abc import Mapping
from dataclasses import dataclass


class InvalidSetting(ValueError):
    """An environment variable does not have the right form."""


@dataclass(frozen=True)
class Settings:
    """Hold the process's settings. `issue_per_minute` bounds how many tickets one remote device may take."""

    host: str = "127.0.0.1"
    port: int = 8000
    public_port: int | None = None
    origins: tuple[str, ...] = ()
    issue_per_minute: int = 60
    secure_cookies: bool = False
    log_level: str = "INFO"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read LAYSO_HOST, LAYSO_PORT, LAYSO_PUBLIC_PORT, LAYSO_ORIGINS, LAYSO_ISSUE_PER_MINUTE,
        LAYSO_SECURE_COOKIES and LAYSO_LOG_LEVEL. Raises InvalidSetting on anything unreadable.
        """
        public = environ.get("LAYSO_PUBLIC_PORT", "")
        return cls(
            host=environ.get("LAYSO_HOST", cls.host),
            port=_whole(environ, "LAYSO_PORT", cls.port),
            public_port=_whole(environ, "LAYSO_PUBLIC_PORT", 0) if public else None,
            origins=tuple(environ.get("LAYSO_ORIGINS", "").split()),
            issue_per_minute=_whole(environ, "LAYSO_ISSUE_PER_MINUTE", cls.issue_per_minute),
            secure_cookies=_truth(environ, "LAYSO_SECURE_COOKIES"),
            log_level=_level(environ.get("LAYSO_LOG_LEVEL", cls.log_level)),
        )


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    raw = environ.get(name, str(default))
    if not raw.isascii() or not raw.isdigit():
        raise InvalidSetting(f"{name} must be a whole number, not {raw!r}")
    return int(raw)


def _truth(environ: Mapping[str, str], name: str) -> bool:
    raw = environ.get(name, "False")
    if raw not in ("True", "False"):
        raise InvalidSetting(f"{name} must be True or False, not {raw!r}")
    return raw == "True"


def _level(raw: str) -> str:
    if raw not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise InvalidSetting(f"LAYSO_LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR, not {raw!r}")
    return raw
