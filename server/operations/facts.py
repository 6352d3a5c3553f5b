"""What every act needs to know of the centre: its name, time zone, address for phones, agency."""

from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from server.store import settings_table
from server.store.sqlite import Connection
from server.store.transaction import Transaction

DEFAULT_ZONE = "Asia/Ho_Chi_Minh"
PHONE_URL_FOUND = "phone_url_found"


@dataclass(frozen=True, slots=True)
class CentreFacts:
    """Hold the facts of one centre. `phone_url` is where phones reach it: `http://192.168.1.10:8080`, or empty."""

    name_vi: str
    name_en: str
    short_name_vi: str
    short_name_en: str
    timezone: str
    agency_id: str
    phone_url: str
    due_rule: str
    kiosk_idle_s: int

    @property
    def zone(self) -> ZoneInfo:
        """Return the centre's time zone."""
        return _zone(self.timezone)


def centre_facts(connection: Connection) -> CentreFacts:
    """Load the centre's facts; what was never set has a sensible default."""
    found = settings_table.everything(connection)
    name_vi = found.get("name_vi", "Trung tâm Phục vụ hành chính công")
    name_en = found.get("name_en", "Public administration service centre")
    return CentreFacts(
        name_vi=name_vi,
        name_en=name_en,
        short_name_vi=found.get("short_name_vi", name_vi),
        short_name_en=found.get("short_name_en", name_en),
        timezone=found.get("timezone", DEFAULT_ZONE),
        agency_id=found.get("agency_id", "X00.00.00"),
        phone_url=found.get("phone_url") or found.get(PHONE_URL_FOUND, ""),
        due_rule=found.get("due_rule", "day"),
        kiosk_idle_s=found.get("kiosk_idle_s", 30),
    )


def facts_of(tx: Transaction) -> CentreFacts:
    """Return the centre's facts inside an act."""
    return tx.remembered("facts", lambda: centre_facts(tx.connection))


def note_phone_url(tx: Transaction, url: str) -> None:
    """Keep the address the server found for itself; what a manager sets as `phone_url` wins over it."""
    if settings_table.get(tx.connection, PHONE_URL_FOUND) != url:
        settings_table.put(tx, PHONE_URL_FOUND, url)


@lru_cache(maxsize=4)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
