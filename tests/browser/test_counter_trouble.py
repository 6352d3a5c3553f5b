"""The clerk's desk when something is wrong: a lost session, a server that is gone, a printer without paper."""

from contextlib import closing

from playwright.sync_api import expect

from server.store.store import FILE_NAME, Store
from tests.counter.driver import NewContext, fill_in_login, issue, sit_down
from tests.servers import Centre


def test_a_lost_session_leads_back_to_the_same_desk(new_context: NewContext, centre: Centre) -> None:
    desk = sit_down(new_context, centre, "thao", 10)
    number = issue(centre, "CTRU")
    expect(desk.page.locator(".queue")).to_contain_text(number)
    desk.call()
    desk.page.context.clear_cookies()
    desk.press("r")
    expect(desk.page.locator("[data-lost]")).to_contain_text("Phiên làm việc đã hết")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/login*")
    fill_in_login(desk.page, centre, "thao")
    desk.page.wait_for_url("**/counter/10")
    expect(desk.ticket).to_have_text(number)


def test_a_server_that_is_gone_locks_the_buttons_and_comes_back_by_itself(
    new_context: NewContext, own_centre: Centre
) -> None:
    desk = sit_down(new_context, own_centre, "ana", 1)
    number = issue(own_centre, "HT")
    expect(desk.page.locator(".queue")).to_contain_text(number)
    desk.call()
    desk.press("d")
    own_centre.kill()
    expect(desk.page.locator(".offline-strip")).to_contain_text("Mất kết nối với máy chủ", timeout=15_000)
    expect(desk.primary).to_have_attribute("aria-disabled", "true")
    desk.page.keyboard.type("khai sinh")
    own_centre.start()
    expect(desk.page.locator(".offline-strip")).to_have_count(0, timeout=15_000)
    expect(desk.primary).not_to_have_attribute("aria-disabled", "true")
    expect(desk.procedure).to_have_value("khai sinh")
    expect(desk.page.locator("[data-draft]")).to_have_attribute("data-draft", "kept")
    late = issue(own_centre, "CT")
    expect(desk.page.locator(".queue")).to_contain_text(late)


def test_a_printer_out_of_paper_is_named_in_plain_words_until_it_prints_again(
    new_context: NewContext, own_centre: Centre
) -> None:
    state = own_centre.folder / "paper" / "kiosk-1" / "state.json"
    state.parent.mkdir(parents=True, exist_ok=True)
    state.write_text('{"paper": "out"}', encoding="utf-8")
    desk = sit_down(new_context, own_centre, "ana", 1)
    with closing(own_centre.line("Kiosk 1")) as kiosk:
        kiosk.issue("HT")
    trouble = desk.page.locator(".slips")
    expect(trouble).to_contain_text("Hết giấy, Máy in kiosk 1. 1 phiếu đang chờ", timeout=15_000)
    state.write_text("{}", encoding="utf-8")
    expect(trouble).to_have_count(0, timeout=25_000)
    assert len(own_centre.slips) == 1


def test_a_slip_whose_fate_is_unknown_is_settled_at_the_desk(
    new_context: NewContext, own_centre: Centre
) -> None:
    with closing(own_centre.line("Kiosk 1")) as kiosk:
        number = kiosk.issue("HT").json["number"]
        own_centre.kill()
    shelve_slip(own_centre)
    own_centre.start()
    desk = sit_down(new_context, own_centre, "ana", 1)
    slip = desk.page.locator("[data-slip]")
    expect(slip).to_contain_text(f"Phiếu {number}. Chưa rõ giấy đã ra hay chưa")
    slip.get_by_role("button", name="Đã có giấy").click()
    expect(slip).to_have_count(0)
    assert own_centre.count("SELECT COUNT(*) FROM print_job WHERE settled_by = 'ana'") == 1


def shelve_slip(centre: Centre) -> None:
    """Leave the one slip as a power cut in mid-print leaves it."""
    store = Store(centre.folder / FILE_NAME)
    store.write(lambda tx: tx.connection.execute("UPDATE print_job SET state = 'printing'") and None)
    store.close()
