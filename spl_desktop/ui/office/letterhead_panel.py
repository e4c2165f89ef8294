"""The tab for the letterhead: its lines and the logo, with the head of the letter drawn as they change."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QLineEdit, QWidget

from spl_desktop.domain.office import OfficeState
from spl_desktop.domain.office_rules import set_letterhead
from spl_desktop.services import office
from spl_desktop.ui.context import Context
from spl_desktop.ui.office.editing import Saving, Values, line_edit, problems_of
from spl_desktop.ui.office.kop_preview import KopPreview
from spl_desktop.ui.office.panel import EditPanel
from spl_desktop.ui.widgets.file_drop import FileDrop

_LINES: Mapping[str, tuple[str, str, bool]] = {
    "government": ("Pemerintah", "misalnya PEMERINTAH KABUPATEN KARANGANYAR", True),
    "office": ("Nama dinas", "misalnya DINAS KOMUNIKASI DAN INFORMATIKA", True),
    "address": ("Alamat", "jalan, kota, telepon, faksimile", False),
    "contact": ("Situs dan e-mail", "situs web dan alamat e-mail", False),
    "postal_code": ("Kode pos", "misalnya 57712", False),
}
_PICTURES = (("Gambar", ("png", "jpg", "jpeg")), ("Semua berkas", ("*",)))


class LetterheadPanel(EditPanel):
    """The kop; the logo is a file that the office supplies and the register keeps."""

    saved = "Kop surat disimpan."

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Dicetak di halaman pertama setiap surat dan laporan.", parent)
        self.preview = KopPreview()
        self.body.insertWidget(2, self.preview)
        self.edits: dict[str, QLineEdit] = {}
        for name, (label, example, required) in _LINES.items():
            edit = line_edit(example)
            edit.textChanged.connect(lambda _text: self._draw())
            self.edits[name] = edit
            self.form.add(name, label, edit, required=required)
        self.logo = FileDrop(single=True, kinds=_PICTURES)
        self.logo.changed.connect(self._draw_logo)
        self.form.add("logo", "Logo", self.logo, hint="PNG atau JPG. Kosongkan untuk kop tanpa logo.")

    def show_state(self, state: OfficeState, logo: Path | None) -> None:
        """Shows the kop; `logo` is a copy of the kept picture."""
        head = state.letterhead
        self.load({**{name: getattr(head, name) for name in _LINES}, "logo": logo})

    def values(self) -> Values:
        """The lines as typed and the chosen picture."""
        typed: dict[str, Any] = {name: edit.text() for name, edit in self.edits.items()}
        return {**typed, "logo": next(iter(self.logo.paths()), None)}

    def put(self, values: Values) -> None:
        """Shows these lines and this picture."""
        for name, edit in self.edits.items():
            edit.setText(values[name])
            edit.setCursorPosition(0)
        self.logo.set_paths([values["logo"]] if values["logo"] else [])

    def judge(self, values: Values) -> Mapping[str, str]:
        """As the rules have it, and a picture must be one."""
        found = problems_of(set_letterhead, **{name: values[name] for name in _LINES})
        logo = values["logo"]
        if logo is not None and not QImageReader(str(logo)).canRead():
            found["logo"] = f'Berkas "{logo.name}" bukan gambar yang dapat dibaca. Pilih berkas PNG atau JPG.'
        return found

    def saving(self, values: Values) -> Saving:
        """Recorded as one fact; a picture that did not change stays."""
        before, logo = self._shown["logo"], values["logo"]
        new = {"logo": logo if logo != before else None, "remove_logo": logo is None and before is not None}
        return office.set_letterhead, {**values, **new}

    def _draw(self) -> None:
        self.preview.show_lines(**{name: edit.text() for name, edit in self.edits.items()})
        self.review()

    def _draw_logo(self) -> None:
        self.preview.show_logo(next(iter(self.logo.paths()), None))
        self.form.show_problems({k: v for k, v in self.problems().items() if k == "logo"}, focus=False)
        self.review()
