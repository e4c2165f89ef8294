"""Every question to the user in one place: yes or no, one of several, a text, a file."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.ui import theme
from spl_desktop.ui.file_dialog import FileDialog, chosen
from spl_desktop.ui.modal import answered

Kinds = Sequence[tuple[str, Sequence[str]]]

_last: list[Path] = []


def yes_no(
    parent: QWidget | None,
    question: str,
    *,
    yes: str = "Ya",
    no: str = "Tidak",
    detail: str = "",
    danger: bool = False,
) -> bool:
    """Whether the user agrees; Esc, closing and (when it is dangerous) Enter mean no."""
    box = QMessageBox(QMessageBox.Icon.Question, "Konfirmasi", question, QMessageBox.StandardButton.NoButton, parent)
    if detail:
        box.setInformativeText(detail)
    agree = box.addButton(yes, QMessageBox.ButtonRole.YesRole)
    refuse = box.addButton(no, QMessageBox.ButtonRole.NoRole)
    if danger:
        agree.setProperty("kind", "danger")
    box.setDefaultButton(refuse if danger else agree)
    box.setEscapeButton(refuse)
    answered(box)
    return box.clickedButton() is agree


def choose(
    parent: QWidget | None,
    question: str,
    answers: Mapping[str, str],
    *,
    detail: str = "",
    back_text: str = "Batal",
    done: bool = False,
) -> str:
    """The chosen id of `answers` (id -> text on its button); empty when the user turns back.

    `done` where it is no question but what came of a work, and the answers are what may be done with it.
    """
    icon, title = (QMessageBox.Icon.Information, "Selesai") if done else (QMessageBox.Icon.Question, "Pilihan")
    box = QMessageBox(icon, title, question, QMessageBox.StandardButton.NoButton, parent)
    if detail:
        box.setInformativeText(detail)
    buttons = {box.addButton(text, QMessageBox.ButtonRole.ActionRole): name for name, text in answers.items()}
    back = box.addButton(back_text, QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(back)
    answered(box)
    clicked = box.clickedButton()
    return next((name for button, name in buttons.items() if button is clicked), "")


def tell_written(parent: QWidget | None, sentence: str, target: Path, *, more: str = "") -> None:
    """Tells that a file or folder was written, and offers to open it or the place where it lies."""
    folder = target.is_dir()
    answers = {"folder": "Buka folder"} if folder else {"open": "Buka berkas", "folder": "Buka folder"}
    detail = f"{target.parent}\n{more}" if more else str(target.parent)
    answer = choose(parent, sentence, answers, detail=detail, back_text="Tutup", done=True)
    if answer:
        place = target if folder or answer == "open" else target.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))


class TextDialog(QDialog):
    """One text, such as a reason; it cannot be agreed to while a required text is empty."""

    def __init__(
        self, parent: QWidget | None, title: str, label: str, value: str, required: bool, long: bool, agree: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._required = required
        caption = QLabel(label, wordWrap=True)
        self._edit: QPlainTextEdit | QLineEdit
        if long:
            self._edit = QPlainTextEdit(value, tabChangesFocus=True)
            self._edit.setMinimumHeight(14 * theme.GAP)
        else:
            self._edit = QLineEdit(value)
        caption.setBuddy(self._edit)
        self._edit.setAccessibleName(label)
        buttons = QDialogButtonBox()
        self._agree = QPushButton(agree, default=True)
        self._agree.setProperty("kind", "primary")
        buttons.addButton(self._agree, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._edit.textChanged.connect(self._judge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        for widget in (caption, self._edit, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(60 * theme.GAP)
        self._judge()

    def value(self) -> str:
        """The text without blanks around it."""
        text = self._edit.text() if isinstance(self._edit, QLineEdit) else self._edit.toPlainText()
        return text.strip()

    def _judge(self) -> None:
        self._agree.setEnabled(bool(self.value()) or not self._required)


def text(
    parent: QWidget | None,
    title: str,
    label: str,
    *,
    value: str = "",
    required: bool = True,
    long: bool = True,
    agree: str = "Simpan",
) -> str | None:
    """A text typed by the user, stripped; None when the user turns back."""
    dialog = TextDialog(parent, title, label, value, required, long, agree)
    return dialog.value() if answered(dialog) == QDialog.DialogCode.Accepted else None


def open_file(parent: QWidget | None, title: str, kinds: Kinds, start: Path | None = None) -> Path | None:
    """An existing file; None when the user turns back."""
    files, _ = chosen(FileDialog(parent, title, start or _folder(), _filters(kinds)))
    return _remembered(files[0]) if files else None


def open_files(parent: QWidget | None, title: str, kinds: Kinds, start: Path | None = None) -> tuple[Path, ...]:
    """Existing files; empty when the user turns back."""
    several = QFileDialog.FileMode.ExistingFiles
    files, _ = chosen(FileDialog(parent, title, start or _folder(), _filters(kinds), mode=several))
    return tuple(_remembered(path) for path in files)


def open_folder(parent: QWidget | None, title: str, start: Path | None = None) -> Path | None:
    """An existing folder; None when the user turns back."""
    files, _ = chosen(FileDialog(parent, title, start or _folder(), mode=QFileDialog.FileMode.Directory))
    return files[0] if files else None


def save_file(
    parent: QWidget | None,
    title: str,
    suggested: Path | str,
    kinds: Kinds,
    *,
    taken: Callable[[Path], bool] = Path.exists,
) -> Path | None:
    """A place for a new file, with the suffix of the chosen kind; None when the user turns back.

    Whether an existing file may be replaced is asked by the file dialog for the name typed there, and here again
    when the suffix had to be added.
    """
    start = _folder() / suggested
    if not start.parent.is_dir():  # Qt would fall back to wherever the program was started
        start = _folder() / start.name
    anything = QFileDialog.FileMode.AnyFile
    files, kind = chosen(FileDialog(parent, title, start, _filters(kinds), mode=anything, saving=True))
    if not files:
        return None
    path = _remembered(files[0])
    if path.suffix.lower().lstrip(".") in {suffix for _, suffixes in kinds for suffix in suffixes}:
        return path
    path = path.with_name(f"{path.name}.{_suffix_of(kind, kinds)}")
    if taken(path) and not yes_no(
        parent, f'Berkas "{path.name}" sudah ada. Ganti dengan yang baru?', yes="Ganti", no="Batal", danger=True
    ):
        return None
    return path


def _folder() -> Path:
    """Where the user last chose a file, else the documents; never wherever the program happened to be started."""
    if _last and _last[0].is_dir():
        return _last[0]
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()


def _remembered(path: Path) -> Path:
    _last[:] = [path.parent]
    return path


def _filters(kinds: Kinds) -> str:
    shown = [f"{name} ({' '.join(f'*.{suffix}' for suffix in suffixes)})" for name, suffixes in kinds]
    return ";;".join(shown) if shown else "Semua berkas (*)"


def _suffix_of(kind: str, kinds: Kinds) -> str:
    for name, suffixes in kinds:
        if kind.startswith(f"{name} ("):
            return suffixes[0]
    return kinds[0][1][0]
