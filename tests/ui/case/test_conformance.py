"""Lembar kesesuaian in the window: what the service says, the page that is printed, and the file that is saved."""

from pathlib import Path

import openpyxl
import pytest

from spl_desktop.services.conformance import case_account, case_conformance
from spl_desktop.ui import asking
from spl_desktop.ui.case import conformance
from spl_desktop.ui.case.conformance import ConformanceDialog
from tests.builders import finish, send_back
from tests.ui.case.conftest import Desk


@pytest.fixture
def dialog(desk: Desk) -> ConformanceDialog:
    """The sheet of a case that went back once, opened from the menu of the page."""
    finish(desk.register, desk.case)
    finish(desk.register, desk.case)
    send_back(desk.register, desk.case)
    menu = desk.page.print_button.menu()
    (entry,) = [action for action in menu.actions() if action.text() == "Lembar kesesuaian…"]
    return desk.dialog(ConformanceDialog, entry.trigger)


def test_it_shows_what_the_service_says(desk: Desk, dialog: ConformanceDialog) -> None:
    account = case_account(case_conformance(desk.register, desk.case))
    assert dialog.windowTitle() == "Lembar kesesuaian kasus 1/2026"
    assert dialog.view.text() == "\n".join(account.sentences)
    tabs = dialog.view.tabs
    assert [tabs.tabText(number) for number in range(tabs.count())] == [
        "Ringkasan",
        *(f"{table.name} ({len(table.rows)})" for table in account.tables),
    ]
    for page, table in zip(dialog.view._pages, account.tables, strict=True):
        rows = page.table.rows
        shown = [
            tuple(rows.data(rows.index(row, column)) for column in range(rows.columnCount()))
            for row in range(rows.rowCount())
        ]
        assert shown == list(table.lines)
        assert page.empty.isHidden() == bool(table.rows)
        assert page.empty.sentence.text() == table.empty


def test_the_page_of_it_is_shown_and_nothing_is_recorded(
    desk: Desk, dialog: ConformanceDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: list[Path] = []
    monkeypatch.setattr(
        conformance, "show_preview", lambda _context, shown, _parent: files.extend(one.file for one in shown)
    )
    before = desk.view.state.seq
    dialog.looking.click()
    desk.settled()
    assert files[0].read_bytes().startswith(b"PK")
    assert desk.view.state.seq == before


def test_it_is_saved_where_it_was_asked_for(
    desk: Desk, dialog: ConformanceDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, told, suggested = tmp_path / "lembar.xlsx", [], []

    def save(_parent: object, _title: str, name: str, _kinds: object) -> Path:
        suggested.append(name)
        return target

    monkeypatch.setattr(asking, "save_file", save)
    monkeypatch.setattr(asking, "choose", lambda _parent, words, *_args, **_more: told.append(words) or "")
    dialog.saving.click()
    desk.settled()
    assert suggested == ["Lembar kesesuaian 1-2026.docx"]
    assert told == ["Lembar tersimpan di lembar.xlsx."]
    assert openpyxl.load_workbook(target).sheetnames[:2] == ["Ringkasan", "Langkah"]
