"""Word templates in the settings: taken out, examined and put to use, given up, and what they may name."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from spl_desktop import shipped
from spl_desktop.services.register import Register
from spl_desktop.services.templates import adopt_template, field_lines, list_templates, names
from spl_desktop.ui import asking
from spl_desktop.ui.office.page import OfficePage
from spl_desktop.ui.office.template_dialogs import FieldsDialog, FindingsDialog
from spl_desktop.ui.office.templates_tab import TemplatesTab
from tests.services.test_templates import SIGNED, own_file
from tests.ui.in_window import Window

CARD = "kartu-api"


@pytest.fixture
def tab(page: OfficePage) -> TemplatesTab:
    """The tab with the template of the service card chosen."""
    page.tabs.setCurrentWidget(page.templates)
    assert page.templates.table.pick(CARD)
    return page.templates


def dialog(kind: type[QDialog]) -> QDialog:
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, kind), shown
    return shown


def which(tab: TemplatesTab) -> list[str]:
    """What the row of the service card says."""
    model = tab.table.model()
    rows = [[str(model.index(row, column).data()) for column in range(3)] for row in range(model.rowCount())]
    (found,) = (row for row in rows if row[0] == "Kartu Layanan API")
    return found


def in_use(register: Register) -> str:
    (row,) = (row for row in list_templates(register) if row.name == CARD)
    return row.own.file.name if row.own is not None else ""


def chosen(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    """The user chooses this file, whatever is asked."""
    monkeypatch.setattr(asking, "open_file", lambda *_args, **_more: path)
    monkeypatch.setattr(asking, "save_file", lambda *_args, **_more: path)


def test_every_document_is_listed_with_the_shipped_template(tab: TemplatesTab) -> None:
    assert tab.table.model().rowCount() == len(names())
    assert which(tab) == ["Kartu Layanan API", "Bawaan", "-"]
    assert tab.adopting.isEnabled()
    assert not tab.withdrawing.isEnabled()


def test_a_template_goes_out_to_word(
    tab: TemplatesTab, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "keluar.docx"
    chosen(monkeypatch, target)
    tab.exporting.click()
    window.settle()
    assert target.read_bytes() == shipped.read_bytes(f"templates/{CARD}.docx")
    assert window.heard.said == ["Templat tersimpan: keluar.docx"]


def test_of_two_templates_the_user_chooses(
    tab: TemplatesTab, window: Window, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = own_file(tmp_path, "{{ nama_layanan }}")
    adopt_template(register, CARD, path)
    assert window.page is not None
    window.page.refresh()
    window.settle()
    target = tmp_path / "keluar.docx"
    chosen(monkeypatch, target)
    for answer, data in (("own", path.read_bytes()), ("original", shipped.read_bytes(f"templates/{CARD}.docx"))):
        monkeypatch.setattr(asking, "choose", lambda *_args, answer=answer, **_more: answer)
        tab.exporting.click()
        window.settle()
        assert target.read_bytes() == data


def test_a_sound_template_is_taken_and_given_up(
    tab: TemplatesTab, window: Window, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kartu.docx"
    path.write_bytes(shipped.read_bytes(f"templates/{CARD}.docx"))
    chosen(monkeypatch, path)
    tab.adopting.click()
    window.settle()
    assert in_use(register) == "kartu.docx"
    assert which(tab) == ["Kartu Layanan API", "Milik kantor sejak 23/11/2026", "kartu.docx"]
    assert tab.count.text().startswith("1 dari ")
    tab.withdrawing.click()
    window.settle()
    assert in_use(register) == ""
    assert which(tab)[1] == "Bawaan"
    assert window.heard.said == [
        "Templat kantor dipakai untuk Kartu Layanan API.",
        "Templat bawaan dipakai lagi untuk Kartu Layanan API.",
    ]


def test_a_bad_template_is_not_taken_and_what_is_wrong_can_be_copied(
    tab: TemplatesTab, window: Window, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen(monkeypatch, own_file(tmp_path, "Kartu", "{{ nomer }}"))
    tab.adopting.click()
    window.settle()
    shown = dialog(FindingsDialog)
    assert isinstance(shown, FindingsDialog)
    assert "1 hal perlu diperbaiki" in shown.headline.text()
    assert "1. isi, paragraf 2: Isian nomer tidak dikenal. Mungkin maksudnya nomor." in shown.details.toPlainText()
    assert not shown.using.isVisible()
    shown.copying.click()
    assert "Mungkin maksudnya nomor" in QGuiApplication.clipboard().text()
    shown.reject()
    window.settle()
    assert in_use(register) == ""


def test_advice_is_shown_and_does_not_forbid(
    tab: TemplatesTab, window: Window, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen(monkeypatch, own_file(tmp_path, "Kartu {{ nama_layanan }}", foot=SIGNED.replace("{{ kode_qr }}", "")))
    tab.adopting.click()
    window.settle()
    shown = dialog(FindingsDialog)
    assert isinstance(shown, FindingsDialog)
    assert "Saran: Templat ini tidak mencetak {{ kode_qr }}" in shown.details.toPlainText()
    assert in_use(register) == ""
    shown.using.click()
    window.settle()
    assert in_use(register) == "punya kantor.docx"


def test_the_fields_are_searched_and_copied(tab: TemplatesTab, window: Window) -> None:
    tab.listing.click()
    window.settle()
    shown = dialog(FieldsDialog)
    assert isinstance(shown, FieldsDialog)
    assert shown.table.model().rowCount() == len(field_lines(CARD))
    shown.search.setText("perangkat daerah")
    shown.search.returnPressed.emit()
    assert shown.table.model().rowCount() == 1
    shown.table.selectRow(0)
    shown.copying.click()
    assert QGuiApplication.clipboard().text() == "{{ opd }}"
    shown.close()


def test_turning_back_changes_nothing(
    tab: TemplatesTab, window: Window, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen(monkeypatch, None)
    tab.adopting.click()
    tab.exporting.click()
    window.settle()
    assert (in_use(register), window.heard.said) == ("", [])


def test_the_buttons_can_be_pressed_before_a_row_was_chosen(page: OfficePage) -> None:
    page.tabs.setCurrentWidget(page.templates)
    first = page.templates.table.current()
    assert first is not None
    assert str(page.templates.table.model().index(0, 0).data()) == first.title
    assert page.templates.exporting.isEnabled()


def test_the_list_of_fields_stays_on_a_small_screen(tab: TemplatesTab, window: Window) -> None:
    tab.listing.click()
    window.settle()
    listed = dialog(FieldsDialog)
    room = listed.screen().availableGeometry()
    assert room.width() < 1000, "the screen of the tests is narrower than the dialog would like"
    assert listed.width() <= room.width()
    assert listed.height() <= room.height()
    listed.reject()
