"""Which boards are connected now, and whether they can be heard. In memory only: it is news, not history."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

MOST_WALLS = 500


class Sound(StrEnum):
    """What a board says of its sound: blocked until somebody touches it, none when its browser has no sound."""

    ON = "on"
    BLOCKED = "blocked"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Wall:
    """Hold one connected board; `sound` is None until it has said so."""

    name: str
    zone: str | None
    sound: Sound | None = None


class Walls:
    """Keep the connected boards by their socket."""

    def __init__(self) -> None:
        self._walls: dict[str, Wall] = {}

    def enter(self, socket_id: str, wall: Wall) -> None:
        """Note a board that connected."""
        if len(self._walls) < MOST_WALLS:
            self._walls[socket_id] = wall

    def leave(self, socket_id: str) -> bool:
        """Forget a board that is gone; False when it was none of these."""
        return self._walls.pop(socket_id, None) is not None

    def hear(self, socket_id: str, sound: object) -> bool:
        """Note what a board says of its sound; False when that is nothing new, or nonsense."""
        wall = self._walls.get(socket_id)
        if wall is None or not isinstance(sound, str) or sound not in set(Sound) or wall.sound == sound:
            return False
        self._walls[socket_id] = replace(wall, sound=Sound(sound))
        return True

    def listed(self) -> list[dict[str, Any]]:
        """List the boards for staff."""
        walls = sorted(self._walls.values(), key=lambda wall: wall.name)
        return [{"name": one.name, "zone": one.zone, "sound": one.sound} for one in walls]
