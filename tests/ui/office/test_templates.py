"""The templates in the settings: exported, examined, put into use, withdrawn, and the list of their fields."""

from pathlib import Path

import pytest
from docx import Document
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from spl_desktop.services.register import Register
from spl_desktop.services.templates import list_templates
from spl_desktop.ui import asking
from spl_desktop.ui.office.page import OfficePage
from spl_desktop.ui.office.template_dialogs import FieldsDialog, FindingsDialog
from spl_desktop.ui.office.templates_tab import TemplatesTab
from tests.ui.in_window import Window

NAME = "kartu-api"


@pytest.fixture
def tab(page: OfficePage) -> TemplatesTab:
    """The tab, shown, with the service card chosen."""
    page.tabs.setCurrentWidget(page.templates)
    table = page.templates.table
    table.setCurrentIndex(table.rows.index(table.rows.row_of(NAME), 0))
    return page.templates


def own(register: Register) -> str:
    return next(row.own.name if row.own else "" for row in list_templates(register) if row.name == NAME)


def findings(tab: TemplatesTab, window: Window, path: Path, monkeypatch: pytest.MonkeyPatch) -> FindingsDialog:
    monkeypatch.setattr(asking, "open_file", lambda *_: path)
    tab.ask_adopt()
    window.settle()
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, FindingsDialog)
    return shown


def test_a_template_goes_to_word_and_comes_back(
    tab: TemplatesTab, window: Window, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "kartu kami.docx"
    monkeypatch.setattr(asking, "save_file", lambda *_args, **_more: target)
    tab.export()
    window.settle()
    document = Document(str(target))
    document.add_paragraph("Lembar milik kantor")
    document.save(str(target))
    shown = findings(tab, window, target, monkeypatch)
    assert "Tidak ada yang salah" in shown.headline.text()
    shown.use.click()
    window.settle()
    assert own(register) == "kartu kami.docx"
    row = tab.current()
    assert row is not None
    assert row.own is not None
    tab.withdraw()
    window.settle()
    assert own(register) == ""
    assert window.heard.said[-1] == "Templat bawaan dipakai lagi untuk Kartu Layanan API."


def test_a_template_with_a_fault_is_told_and_not_used(
    tab: TemplatesTab, window: Window, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "salah.docx"
    document = Document()
    document.add_paragraph("{{ nomer }}")
    document.save(str(bad))
    shown = findings(tab, window, bad, monkeypatch)
    assert "1. isi, paragraf 1: Isian nomer tidak dikenal. Mungkin maksudnya nomor." in shown.details.toPlainText()
    assert not shown.use.isEnabled()
    shown.copying.click()
    assert "nomer" in QGuiApplication.clipboard().text()
    shown.reject()
    window.settle()
    assert own(register) == ""


def test_the_fields_are_found_and_copied(tab: TemplatesTab, window: Window) -> None:
    tab.show_fields()
    window.settle()
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, FieldsDialog)
    shown.search.setText("alamat dasar")
    shown.search.returnPressed.emit()
    (row,) = shown.table.rows.rows
    assert row[1] == ("{{ alamat_dasar }}", "Alamat dasar (base URL)", "https://spl.karanganyarkab.go.id/simrs/v1")
    shown.table.setCurrentIndex(shown.table.rows.index(0, 0))
    shown.copying.click()
    assert QGuiApplication.clipboard().text() == "{{ alamat_dasar }}"
    shown.accept()
