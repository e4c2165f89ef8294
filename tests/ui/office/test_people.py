"""Officials and positions: added, judged, and shown for the day asked for."""

from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from spl_desktop.services import office
from spl_desktop.services.register import Register
from spl_desktop.ui import asking
from spl_desktop.ui.office.agency_dialog import AgencyDialog
from spl_desktop.ui.office.page import OfficePage
from spl_desktop.ui.office.people_dialogs import OfficialDialog, PositionDialog
from tests.ui.in_window import Window

Kind = TypeVar("Kind", bound=QDialog)


def _newest(page: OfficePage, kind: type[Kind]) -> Kind:
    return page.findChildren(kind)[-1]


def _names(page: OfficePage) -> list[str]:
    return [row.official.name for row in page.people.officials.rows.rows]


def test_an_official_added_appears_and_can_be_given_a_position(
    page: OfficePage, window: Window, register: Register
) -> None:
    page.people.add_official()
    dialog = _newest(page, OfficialDialog)
    assert dialog.focusWidget() is dialog.name
    dialog.name.setText("SRI WAHYUNI, S.Kom., M.M.")
    dialog.nip.setText("198001012005012003")
    dialog.rank.setText("Pembina (IV/a)")
    dialog.saver.click()
    window.settle()

    assert not isValid(dialog)  # closed, and gone
    assert "SRI WAHYUNI, S.Kom., M.M." in _names(page)

    page.people.officials.pick(2)
    page.people._give_position()
    position = _newest(page, PositionDialog)
    assert position.official.currentText() == "SRI WAHYUNI, S.Kom., M.M."
    position.title.setText("Kepala Bidang Tata Kelola Informatika")
    position.role.setCurrentIndex(position.role.findData("kabid"))
    position.lane.setCurrentIndex(position.lane.findData("pejabat_administrator"))
    position.start.set_value(date(2024, 1, 2))
    position.saver.click()
    window.settle()

    assert not isValid(position)  # closed, and gone
    (kabid,) = office.positions_on(register, date(2026, 11, 23), "kabid")
    assert kabid.official.name == "SRI WAHYUNI, S.Kom., M.M."
    shown = {row.position.title: row for row in page.people.positions.rows.rows}
    assert shown["Kepala Bidang Tata Kelola Informatika"].lane == "Pejabat Administrator"
    officials = {row.official.id: row.positions for row in page.people.officials.rows.rows}
    assert officials[2] == "Kepala Bidang Tata Kelola Informatika"


def test_a_strange_nip_is_told_and_kept(page: OfficePage, window: Window, register: Register) -> None:
    page.people.add_official()
    dialog = _newest(page, OfficialDialog)
    dialog.name.setText("BUDI SANTOSO, S.T.")
    dialog.nip.setText("1234")
    assert "NIP biasanya 18 angka, yang ini 4" in dialog.nip_note.text()
    dialog.saver.click()
    window.settle()
    assert not isValid(dialog)  # closed, and gone
    assert [one.nip for one in office.office(register).officials] == ["19780210 200501 1 016", "1234"]


def test_an_empty_name_is_named_beneath_its_field_and_nothing_is_kept(
    page: OfficePage, window: Window, register: Register
) -> None:
    page.people.add_official()
    dialog = _newest(page, OfficialDialog)
    dialog.rank.setText("Penata")
    dialog.saver.click()
    window.settle()
    assert dialog.isVisible()
    assert "Nama pejabat belum diisi." in dialog.form.problem("name")
    assert dialog.rank.text() == "Penata"
    assert len(office.office(register).officials) == 1


def test_a_date_that_cannot_be_read_says_so(page: OfficePage) -> None:
    page.people.edit_position(None, 1)
    dialog = _newest(page, PositionDialog)
    dialog.title.setText("Sekretaris")
    dialog.start.set_text("31/02/2026")
    dialog.saver.click()
    assert "Februari 2026 hanya memiliki tanggal 1 sampai 28" in dialog.form.problem("start")
    dialog.start.set_value(date(2026, 2, 1))
    dialog.end.set_text("kapan-kapan")
    dialog.saver.click()
    assert "tidak terbaca" in dialog.form.problem("end")


def test_the_day_decides_who_holds_a_position_and_the_history_shows_all(
    page: OfficePage, window: Window, register: Register
) -> None:
    office.record_position(
        register, official=1, title="Plh. Sekretaris", role="sekretaris", start=date(2024, 1, 1), end=date(2024, 6, 30)
    )
    page.refresh()
    window.settle()

    def titles() -> list[str]:
        return [row.position.title for row in page.people.positions.rows.rows]

    assert "Plh. Sekretaris" not in titles()
    page.people.day.set_value(date(2024, 3, 1))
    assert "Plh. Sekretaris" in titles()
    page.people.day.set_value(date(2026, 11, 23))
    page.people.history.setChecked(True)
    assert "Plh. Sekretaris" in titles()


def test_a_form_refused_by_the_service_keeps_its_words(page: OfficePage, window: Window, register: Register) -> None:
    page.agencies.add()
    dialog = _newest(page, AgencyDialog)
    dialog.name.setText("Dinas Antariksa")
    dialog.address.setText("Jalan Bintang 1")
    # Meanwhile somebody else adds the same agency: the dialog cannot know, the service does.
    office.record_agency(register, name="DINAS ANTARIKSA")
    dialog.saver.click()
    window.settle()
    assert dialog.isVisible()
    assert 'OPD "Dinas Antariksa" sudah ada di daftar.' in dialog.form.problem("name")
    assert dialog.address.text() == "Jalan Bintang 1"


def test_an_agency_is_found_put_out_of_use_and_back(page: OfficePage, window: Window, register: Register) -> None:
    tab = page.agencies
    tab.search.setText("kesehatan")
    tab.search.returnPressed.emit()
    (found,) = [one for one in tab.table.rows.rows if one.name == "Dinas Kesehatan"]
    tab.table.pick(found.id)
    tab.toggle()
    window.settle()
    after = office.office(register).agency(found.id)
    assert after is not None
    assert not after.active
    assert tab._toggle.text() == "Aktifkan"
    tab.all.setChecked(False)
    assert found.id not in {one.id for one in tab.table.rows.rows}
    assert window.heard.said[-1] == "Dinas Kesehatan tidak dipakai lagi."
    assert window.heard.undo is not None
    window.heard.undo()
    window.settle()
    restored = office.office(register).agency(found.id)
    assert restored is not None and restored.active


def test_a_position_entered_by_mistake_is_taken_out(page: OfficePage, window: Window, register: Register) -> None:
    office.record_position(register, official=1, title="Camat", role="lainnya", start=date(2024, 1, 1))
    page.refresh()
    window.settle()
    row = next(row for row in page.people.positions.rows.rows if row.position.title == "Camat")
    page.people.positions.pick(row.position.id)
    page.people.remove_position()
    window.settle()
    assert window.heard.said == ["Jabatan dihapus."]
    assert "Camat" not in {one.title for one in office.office(register).positions}


def test_what_is_being_saved_cannot_be_turned_back_from(
    page: OfficePage, window: Window, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dialog would be gone under its own question, and the window with it."""
    asked: list[object] = []
    monkeypatch.setattr(asking, "yes_no", lambda *words, **_more: asked.append(words) or True)
    page.people.add_official()
    dialog = _newest(page, OfficialDialog)
    dialog.name.setText("SRI WAHYUNI, S.Kom., M.M.")
    dialog.saver.click()
    dialog.reject()
    assert asked == []
    window.settle()
    assert not isValid(dialog)
    assert "SRI WAHYUNI, S.Kom., M.M." in _names(page)
