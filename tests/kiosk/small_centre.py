"""Centres with as many services as a test wants, a kiosk and no printer; founded empty and filled by hand."""

from pathlib import Path

from server.auth.tokens import new_token, token_hash
from server.domain.catalogue import PriorityClass, Service
from server.founding import found
from server.operations.admit import add_device
from server.store import founding, settings_table
from server.store.devices import NewDevice
from server.store.store import FILE_NAME, Store
from server.store.transaction import Transaction
from tests.servers import Centre

# Fields as communes print them on their doors, the longest among them, with an icon of the kiosk.
FIELDS = (
    ("Chứng thực", "Certified copies and signatures", "stamp"),
    ("Hộ tịch", "Births, marriages, deaths", "baby"),
    ("Cư trú, căn cước", "Residence and identity cards", "id-card"),
    ("Đất đai", "Land", "map-pin"),
    ("Xây dựng, giao thông", "Building and roads", "building-2"),
    ("Kinh doanh, hợp tác xã", "Household business and cooperatives", "store"),
    ("An sinh xã hội, người có công", "Social support and merit", "hand-heart"),
    ("Văn hóa, giáo dục, nội vụ", "Culture, education, home affairs", "graduation-cap"),
    ("Nông nghiệp, môi trường", "Farming and environment", "wheat"),
    ("Tiếp công dân, đơn thư", "Citizen reception and petitions", "users"),
    ("Bảo hiểm xã hội, bảo hiểm y tế", "Social and health insurance", "heart-pulse"),
    ("Thuế, phí và lệ phí", "Taxes and fees", "banknote"),
    ("Lao động, việc làm", "Labour and jobs", "briefcase"),
    ("Quân sự, nghĩa vụ quân sự", "Military service", "shield"),
    ("Giáo dục và đào tạo", "Schools and training", "book-open"),
    ("Y tế, dân số", "Health and population", "cross"),
    ("Tôn giáo, tín ngưỡng", "Religion and belief", "landmark"),
    ("Thi đua, khen thưởng", "Awards", "star"),
    ("Thủy lợi, phòng chống thiên tai", "Irrigation and disasters", "leaf"),
    ("Phương tiện, đăng ký xe", "Vehicle registration", "car"),
    ("Điện, nước, viễn thông", "Power, water, telephone", "phone"),
    ("Công nghiệp, thương mại", "Industry and trade", "truck"),
    ("Tài chính, ngân sách xã", "Commune finance", "scale"),
    ("Trả kết quả hồ sơ", "Collect results", "file-check"),
)
CLASSES = (
    PriorityClass("normal", "Bình thường", "No priority", 1.0),
    PriorityClass("elderly", "70 tuổi trở lên", "Aged 70 or over", 3.0),
)


def found_small_centre(folder: Path, services: int, *, idle_s: int = 30) -> Centre:
    """Found a centre with this many services; the last one is closed."""
    found(folder)
    token = new_token()
    store = Store(folder / FILE_NAME)
    store.write(lambda tx: _fill(tx, services, token))
    store.write(lambda tx: settings_table.put(tx, "kiosk_idle_s", idle_s))
    store.close()
    return Centre(folder, {}, {"Kiosk 1": token})


def _fill(tx: Transaction, services: int, token: str) -> None:
    prefixes = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    offered = [
        Service(f"S{place}", prefixes[place], vi, en, icon)
        for place, (vi, en, icon) in enumerate(FIELDS[:services])
    ]
    founding.insert_services(tx, offered)
    founding.insert_priorities(tx, CLASSES)
    tx.connection.execute("UPDATE service SET is_open = 0 WHERE position = ?", (services - 1,))
    add_device(tx, NewDevice(name="Kiosk 1", kind="kiosk", token_hash=token_hash(token)))
