"""The tab for the templates of numbers, each with the number it would give next and the last one used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.numbers import AGENDA, FIELDS, parse_template, series_name
from spl_desktop.domain.office import OfficeState
from spl_desktop.domain.office_rules import SETTINGS, set_number_template
from spl_desktop.domain.sop import Report
from spl_desktop.services import office
from spl_desktop.ui import theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.office.editing import Saving, Values, line_edit, problems_of
from spl_desktop.ui.office.panel import EditPanel, in_turn

SERIES: Mapping[str, str] = {
    AGENDA: "Nomor agenda",
    **{report.value: series_name(report) for report in Report},
}
"""The series that the program gives numbers to, and what each is called."""


@dataclass(frozen=True, slots=True)
class LastUsed:
    """How far a series has come this year: its template, the ordinal that comes next, the last number (empty: none)."""

    template: str
    ordinal: int
    last: str


class NumbersPanel(EditPanel):
    """One template for every series, judged letter by letter."""

    saved = "Pola nomor disimpan."

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Nomor dibuat menurut pola ini dan dapat diganti saat mencatat, karena sekretariat sering memberi nomor "
            "sendiri. Urutan mulai dari 1 lagi setiap tahun.",
            parent,
        )
        self.edits: dict[str, QLineEdit] = {}
        self.examples: dict[str, QLabel] = {}
        self._today = context.register.today
        self._code = ""
        self._used: Mapping[str, LastUsed] = {}
        for series, words in SERIES.items():
            self._add(series, words)
        heading = QLabel("Isian yang dapat dipakai")
        heading.setProperty("role", "section")
        key = QWidget()
        grid = QGridLayout(key)
        grid.setContentsMargins(0, theme.GAP, 0, 0)
        grid.setHorizontalSpacing(2 * theme.GAP)
        grid.setVerticalSpacing(theme.GAP // 2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, (name, meaning) in enumerate(FIELDS.items(), 1):
            for column, words in enumerate((f"{{{name}}}", meaning)):
                label = QLabel(words)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(label, row, column)
        self.body.addWidget(key)

    def show_state(self, state: OfficeState, today: date, used: Mapping[str, LastUsed]) -> None:
        """Shows the templates with the state of each series."""
        self._today, self._used = today, used
        self._code = state.settings.get("kode", SETTINGS["kode"].default)
        for series in state.templates:
            if series not in self.edits:  # a series that a later version of the program made
                self._add(series, series_name(series))
        self.load({series: used[series].template for series in self.edits})
        self._show_examples()

    def values(self) -> Values:
        """Every template as typed."""
        return {series: edit.text() for series, edit in self.edits.items()}

    def put(self, values: Values) -> None:
        """Shows these templates."""
        for series, edit in self.edits.items():
            edit.setText(values[series])

    def judge(self, values: Values) -> Mapping[str, str]:
        """As the rules have it."""
        found: dict[str, str] = {}
        for series, template in values.items():
            for sentence in problems_of(set_number_template, series=series, template=template).values():
                found[series] = sentence
        return found

    def saving(self, values: Values) -> Saving:
        """Only what was changed becomes a fact."""
        changed = {series: text for series, text in values.items() if text != self._shown[series]}
        calls = tuple({"series": series, "template": text} for series, text in changed.items())
        return partial(in_turn, office.set_number_template), {"calls": calls}

    def _add(self, series: str, words: str) -> None:
        edit = line_edit("misalnya {kode}/{urut}/{bulan_romawi}/{tahun}")
        example = QLabel(wordWrap=True)
        example.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.form.add(series, words, edit)
        self.form.add(f"{series}.example", "", example)
        self.edits[series], self.examples[series] = edit, example
        edit.textChanged.connect(lambda _text: self._typed())

    def _typed(self) -> None:
        self.form.show_problems(self.problems(), focus=False)
        self._show_examples()
        self.review()

    def _show_examples(self) -> None:
        for series, edit in self.edits.items():
            used = self._used.get(series, LastUsed("", 1, ""))
            last = f"Terakhir dipakai: {used.last}" if used.last else "Belum ada yang dipakai tahun ini"
            try:
                template = parse_template(edit.text())
                number = template.render(used.ordinal, self._today, code=self._code, agency="DINKES")
            except UserError:
                number = "belum dapat dibentuk"
            self.examples[series].setText(f"Berikutnya: {number}    ·    {last}")
