"""The pieces: date field, file drop, search box, form rows, chips and empty states."""

import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from spl_desktop.ui import icons, theme
from spl_desktop.ui.widgets.date_edit import CalendarPopup, DateEdit
from spl_desktop.ui.widgets.empty_state import EmptyState
from spl_desktop.ui.widgets.fields import Form
from spl_desktop.ui.widgets.file_drop import FileDrop, size_text
from spl_desktop.ui.widgets.multi_choice import MultiChoice
from spl_desktop.ui.widgets.search_box import SearchBox
from spl_desktop.ui.widgets.status_chip import KINDS, StatusChip
from spl_desktop.ui.widgets.toast import Toast

pytestmark = pytest.mark.usefixtures("dressed")
TEXTS = ("text", "muted", "accent", "danger", "warn", "good")
GROUNDS = ("surface", "window", "sunken", "hover", "accent_soft")
MONDAY = date(2026, 11, 23)


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)


@pytest.mark.parametrize("typed", ["23/11/2026", "23-11-2026", "23 November 2026", "2026-11-23", " 23.11.2026 "])
def test_a_date_is_read_in_every_form_that_people_type(qtbot: QtBot, typed: str) -> None:
    edit = DateEdit()
    qtbot.addWidget(edit)
    edit.edit.setText(typed)
    assert edit.value() == MONDAY
    assert edit.problem() == ""


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "belum diisi"),
        ("23/11/26", "empat angka"),
        ("31/02/2026", "tidak ada"),
        ("besok", "tidak terbaca"),
        ("24/11/2026", "tidak boleh setelah 23/11/2026"),
    ],
)
def test_a_wrong_date_has_no_value_and_says_why(qtbot: QtBot, typed: str, sentence: str) -> None:
    edit = DateEdit(maximum=MONDAY)
    qtbot.addWidget(edit)
    edit.edit.setText(typed)
    assert edit.value() is None
    assert sentence in edit.problem()


def test_an_empty_date_that_is_not_required_is_no_problem(qtbot: QtBot) -> None:
    edit = DateEdit()
    qtbot.addWidget(edit)
    assert edit.problem(required=False) == ""


def test_keys_move_the_date_by_a_day_but_not_over_the_limit(qtbot: QtBot) -> None:
    edit = DateEdit(MONDAY, maximum=MONDAY)
    shown(qtbot, edit)
    qtbot.keyClick(edit.edit, Qt.Key.Key_Down)
    assert edit.value() == date(2026, 11, 22)
    qtbot.keyClick(edit.edit, Qt.Key.Key_Up)
    qtbot.keyClick(edit.edit, Qt.Key.Key_Up)
    assert edit.value() == MONDAY


def test_leaving_the_field_writes_the_date_out(qtbot: QtBot) -> None:
    holder = QWidget()
    edit, other = DateEdit(parent=holder), QLineEdit(holder)
    shown(qtbot, holder)
    holder.activateWindow()
    edit.edit.setFocus()
    qtbot.waitUntil(edit.edit.hasFocus)
    qtbot.keyClicks(edit.edit, "5 januari 2026")
    other.setFocus()
    assert edit.edit.text() == "05/01/2026"


def test_the_calendar_shows_the_date_and_gives_back_the_chosen_one(qtbot: QtBot) -> None:
    edit = DateEdit(MONDAY)
    shown(qtbot, edit)
    qtbot.keyClick(edit.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = edit.findChild(CalendarPopup)
    assert popup is not None
    assert popup.calendar.selectedDate().toString("yyyy-MM-dd") == "2026-11-23"
    with qtbot.waitSignal(edit.changed):
        popup.calendar.activated.emit(popup.calendar.selectedDate().addDays(2))
    assert edit.value() == date(2026, 11, 25)


def files(tmp_path: Path, *names: str) -> list[Path]:
    made = [tmp_path / name for name in names]
    for path in made:
        path.write_bytes(b"x" * 2048)
    return made


def drop(widget: FileDrop, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    widget.dropEvent(event)


def test_dropped_files_are_listed_once_and_can_be_taken_out(qtbot: QtBot, tmp_path: Path) -> None:
    one, two = files(tmp_path, "surat & lampiran.pdf", "dua.docx")
    widget = FileDrop()
    shown(qtbot, widget)
    drop(widget, [one, two, tmp_path])
    drop(widget, [two])
    assert widget.paths() == (one, two)
    remove = [button for button in widget.findChildren(QToolButton) if one.name in button.accessibleName()]
    qtbot.mouseClick(remove[0], Qt.MouseButton.LeftButton)
    assert widget.paths() == (two,)


def test_a_single_file_is_replaced(qtbot: QtBot, tmp_path: Path) -> None:
    one, two = files(tmp_path, "a.pdf", "b.pdf")
    widget = FileDrop(single=True)
    qtbot.addWidget(widget)
    drop(widget, [one])
    drop(widget, [two])
    assert widget.paths() == (two,)
    drop(widget, [tmp_path])
    assert widget.paths() == (two,)


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 bita"), (1023, "1023 bita"), (1536, "1,5 KB"), (3 * 1024**2, "3,0 MB")]
)
def test_sizes_have_a_decimal_comma(size: int, text: str) -> None:
    assert size_text(size) == text


def test_the_search_asks_once_after_a_pause_and_at_once_on_enter(qtbot: QtBot) -> None:
    box = SearchBox("Cari…")
    shown(qtbot, box)
    asked: list[str] = []
    box.searched.connect(asked.append)
    with qtbot.waitSignal(box.searched):
        qtbot.keyClicks(box, "simrs")
    assert asked == ["simrs"]
    qtbot.keyClicks(box, " dinkes")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert asked == ["simrs", "simrs dinkes"]
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert asked[-1] == ""
    assert not box._timer.isActive()


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    made.add("agenda", "Nomor agenda", QLineEdit(), required=True)
    made.add("subject", "Hal", QLineEdit())
    made.judge = lambda: {name: f"Isi {name}." for name in ("agenda", "subject") if not text_of(made, name)}
    shown(qtbot, made)
    return made


def text_of(form: Form, name: str) -> str:
    field = form.field(name)
    assert isinstance(field, QLineEdit)
    return field.text()


def test_only_fields_that_were_left_are_reproached_while_typing(form: Form, qtbot: QtBot) -> None:
    form.activateWindow()
    form.field("agenda").setFocus()
    qtbot.waitUntil(form.field("agenda").hasFocus)
    with qtbot.waitSignal(form.changed):
        form.field("subject").setFocus()
    assert (form.problem("agenda"), form.problem("subject")) == ("▲ Isi agenda.", "")
    with qtbot.waitSignal(form.changed):
        qtbot.keyClicks(form.field("agenda"), "1/2026")
    assert form.problem("agenda") == ""


def test_what_the_register_refused_stands_until_something_is_changed(form: Form, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.changed):  # the pause after the last key ends after the refusal
        for name in ("agenda", "subject"):
            qtbot.keyClicks(form.field(name), "1/2026")
        form.show_problems({"agenda": "Nomor itu sudah dipakai."})
    assert form.problem("agenda") == "▲ Nomor itu sudah dipakai."
    with qtbot.waitSignal(form.changed):
        qtbot.keyClicks(form.field("subject"), "x")
    assert form.problem("agenda") == ""


def test_on_saving_all_problems_stand_beneath_their_fields_and_the_first_has_the_focus(form: Form) -> None:
    left = form.show_problems({"subject": "Isi hal.", "agenda": "Isi nomor.", "elsewhere": "Lain."})
    assert left == ("Lain.",)
    assert form.problem("agenda") == "▲ Isi nomor."
    assert form.field("agenda").hasFocus()
    assert form.field("agenda").accessibleDescription() == "Isi nomor."
    assert form.field("agenda").accessibleName() == "Nomor agenda, wajib diisi"
    form.forget()
    assert form.problem("agenda") == ""


def test_several_choices_are_said_on_the_button(qtbot: QtBot) -> None:
    choice = MultiChoice("Status", {"a": "Berjalan", "b": "Ditunda"})
    qtbot.addWidget(choice)
    assert choice.text().startswith("Status: semua")
    with qtbot.waitSignal(choice.changed):
        choice._boxes["b"].click()
    assert choice.chosen() == {"b"}
    assert choice.text().startswith("Status: ditunda")
    choice.set_chosen(["a", "b"])
    assert choice.text().startswith("Status: 2 dipilih")
    assert choice.accessibleName() == "Status: Berjalan, Ditunda"


def test_an_empty_state_shows_the_way_on(qtbot: QtBot) -> None:
    done: list[str] = []
    state = EmptyState("empty", "Belum ada kasus.", "Daftarkan", lambda: done.append("ya"))
    shown(qtbot, state)
    assert state.button is not None
    qtbot.mouseClick(state.button, Qt.MouseButton.LeftButton)
    assert done == ["ya"]


def test_every_kind_of_chip_has_its_own_shape_or_word_and_is_painted(qtbot: QtBot) -> None:
    for kind in KINDS:
        chip = StatusChip(kind, "Berjalan")
        qtbot.addWidget(chip)
        assert chip.grab().size() == chip.size()
        assert chip.accessibleName() == "Berjalan"


def test_a_toast_stays_inside_its_window(qtbot: QtBot) -> None:
    ground = QWidget()
    ground.resize(500, 300)
    toast = Toast(ground)
    shown(qtbot, ground)
    toast.say("Tersimpan.")
    assert toast.isVisible()
    ground.resize(320, 240)
    assert ground.rect().contains(toast.geometry())


def test_a_toast_with_an_undo_has_a_button_and_a_key_and_works_once(qtbot: QtBot) -> None:
    ground = QWidget()
    ground.resize(500, 300)
    toast = Toast(ground)
    shown(qtbot, ground)
    undone: list[str] = []
    toast.say("Kop surat disimpan.", lambda: undone.append("kop"))
    toast.undo_button.click()
    assert undone == ["kop"]
    assert not toast.isVisible()
    toast.say("Pola nomor disimpan.", lambda: undone.append("nomor"))
    ground.activateWindow()
    qtbot.waitUntil(ground.isActiveWindow)
    qtbot.keyClick(ground, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(ground, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["kop", "nomor"]
    toast.say("Disalin.")
    assert not toast.undo_button.isVisible()
    toast.undo()
    assert undone == ["kop", "nomor"]


def luminance(name: str) -> float:
    channels = [c / 255 for c in theme.color(name).getRgb()[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("choice", [theme.LIGHT, theme.DARK])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in TEXTS for ground in GROUNDS),
        ("accent_text", "accent"),
        ("accent_text", "accent_hover"),
        ("surface", "text"),
        *(
            (color, soft)
            for color, soft in (
                ("danger", "danger_soft"),
                ("warn", "warn_soft"),
                ("good", "good_soft"),
                *(("text", soft) for soft in ("danger_soft", "warn_soft", "good_soft")),
            )
        ),
    ],
)
def test_every_text_can_be_read(qapp: QApplication, choice: str, text: str, ground: str) -> None:
    theme.apply(qapp, choice, 100)
    assert contrast(text, ground) >= 4.5
    theme.apply(qapp, theme.LIGHT, 100)


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("choice", [theme.LIGHT, theme.DARK])
def test_boxes_fields_and_their_states_are_told_apart(qapp: QApplication, choice: str) -> None:
    theme.apply(qapp, choice, 100)
    for ground in ("surface", "window"):
        # The edge of a field, the focus, what is wrong, and the filling of what is ticked.
        for edge in ("line_strong", "accent", "danger"):
            assert contrast(edge, ground) >= 3, (edge, ground)
    assert contrast("accent", "accent_soft") >= 3
    theme.apply(qapp, theme.LIGHT, 100)


def test_no_rule_of_the_style_sheet_writes_on_a_ground_where_it_cannot_be_read(qapp: QApplication) -> None:
    from spl_desktop import shipped

    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", shipped.read_text("style.qss"), flags=re.S))
    written = [
        (selector.strip(), ink[1], ground[1])
        for selector, rule in rules
        if ":disabled" not in selector  # what cannot be used is faint on purpose
        and (ink := re.search(r"(?<![-\w])color: @(\w+)", rule))
        and (ground := re.search(r"background: @(\w+)", rule))
    ]
    assert len(written) > 12
    for choice in (theme.LIGHT, theme.DARK):
        theme.apply(qapp, choice, 100)
        assert [rule for rule in written if contrast(*rule[1:]) < 4.5] == []
    theme.apply(qapp, theme.LIGHT, 100)


def test_every_shipped_icon_is_drawn_and_follows_the_theme(qapp: QApplication) -> None:
    from spl_desktop import shipped

    for file in shipped.names("icons"):
        name = Path(file).stem
        picture = icons.pixmap(name, 24, "text").toImage()
        assert any(picture.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), name


def test_the_style_sheet_names_only_colours_of_the_palette(qapp: QApplication) -> None:
    for choice in (theme.LIGHT, theme.DARK):
        theme.apply(qapp, choice, 130)
        assert "@" not in qapp.styleSheet()
    theme.apply(qapp, theme.LIGHT, 100)
