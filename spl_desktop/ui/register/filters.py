"""The row of filters over the register, and their remembering."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QComboBox, QHBoxLayout, QPushButton, QWidget

from spl_desktop.domain.case import Status
from spl_desktop.services.queries import SORTS, CaseFilter
from spl_desktop.ui import icons, theme
from spl_desktop.ui.register.columns import STATUS_WORDS
from spl_desktop.ui.widgets.multi_choice import MultiChoice
from spl_desktop.ui.widgets.search_box import SearchBox

_NARROW: Final = 1000


class FilterBar(QWidget):
    """Search text, status, OPD, step, SOP version, "hanya terlambat"; emits `changed` when rows must be read again."""

    changed = Signal()

    def __init__(self, kept: dict[str, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sort, self._descending = "due", False
        # What is remembered may name an agency or a step before their lists have been read.
        self._agency, self._step, self._sop = 0, "", ""
        self.search = SearchBox("Cari nomor, OPD, sistem, hal, nama, atau isi dokumen…")
        self.search.setToolTip("Cari di semua tulisan kasus (Ctrl+F)")
        self.statuses = MultiChoice("Status", {status.value: word for status, word in STATUS_WORDS.items()})
        self.agencies, self.steps, self.versions = QComboBox(), QComboBox(), QComboBox()
        for combo, name in (
            (self.agencies, "Saring menurut OPD"),
            (self.steps, "Saring menurut langkah"),
            (self.versions, "Saring menurut versi SOP"),
        ):
            combo.setAccessibleName(name)
            combo.setToolTip(name)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(14)
            combo.setMaxVisibleItems(20)
        self.overdue = QCheckBox("Hanya terlambat")
        self.clear_button = QPushButton("Bersihkan saringan")
        self.clear_button.setProperty("kind", "link")
        icons.put(self.clear_button, "remove", "accent")
        policy = self.clear_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.clear_button.setSizePolicy(policy)
        filters = QHBoxLayout()
        filters.setSpacing(theme.GAP)
        filters.addWidget(self.statuses)
        filters.addWidget(self.agencies, 1)
        filters.addWidget(self.steps, 1)
        filters.addWidget(self.versions, 1)
        filters.addWidget(self.overdue)
        filters.addWidget(self.clear_button)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GAP)
        self._layout.addWidget(self.search, 2)
        self._layout.addLayout(filters, 3)
        self._put(kept)
        self._fill(self.agencies, ("Semua OPD", 0), [])
        self._fill(self.steps, ("Semua langkah", ""), [])
        self._fill(self.versions, ("Semua versi SOP", ""), [])
        self.versions.hide()
        self.search.searched.connect(lambda _text: self._tell())
        self.statuses.changed.connect(self._tell)
        self.overdue.toggled.connect(lambda _on: self._tell())
        self.agencies.activated.connect(lambda _index: self._on_agency())
        self.steps.activated.connect(lambda _index: self._on_step())
        self.versions.activated.connect(lambda _index: self._on_version())
        self.clear_button.clicked.connect(self.clear)
        self._show_clear()

    def value(self) -> CaseFilter:
        """The filter as it is set."""
        return CaseFilter(
            text=self.search.text().strip(),
            statuses=frozenset(Status(name) for name in self.statuses.chosen()),
            agency=self._agency,
            step=self._step,
            overdue=self.overdue.isChecked(),
            sort=self._sort,
            descending=self._descending,
            sop=self._sop,
        )

    def active(self) -> bool:
        """Whether anything is filtered away."""
        wanted = self.value()
        return bool(wanted.text or wanted.statuses or wanted.agency or wanted.step or wanted.overdue or wanted.sop)

    def remembered(self) -> dict[str, Any]:
        """The filter as plain values for the settings."""
        return _plain(self.value())

    def set_sort(self, key: str, descending: bool) -> None:
        """Sort by another column."""
        self._sort, self._descending = key, descending
        self._tell()

    def clear(self) -> None:
        """Take all filters away; the order stays."""
        self.put(CaseFilter(sort=self._sort, descending=self._descending))

    def put(self, wanted: CaseFilter) -> None:
        """Ask for exactly these cases."""
        self._put(_plain(wanted))
        self._select(self.agencies, self._agency)
        self._select(self.steps, self._step)
        self._select(self.versions, self._sop)
        self._tell()

    def choose_agency(self, agency: int) -> None:
        """Show only the cases of one agency."""
        self._agency = agency
        self._select(self.agencies, agency)
        self._tell()

    def show_choices(
        self,
        agencies: Sequence[tuple[int, str]],
        steps: Sequence[tuple[str, int, str]],
        versions: Sequence[str] = (),
    ) -> None:
        """Offer the agencies, steps and versions that the register knows; a remembered one that is gone is let go."""
        self._fill(self.agencies, ("Semua OPD", 0), [(name, number) for number, name in agencies])
        self._fill(self.steps, ("Semua langkah", ""), [(f"{number}. {text}", step) for step, number, text in steps])
        self._fill(self.versions, ("Semua versi SOP", ""), [(f"SOP {one}", one) for one in versions])
        self.versions.setVisible(len(versions) > 1)
        kept = ((self.agencies, self._agency), (self.steps, self._step), (self.versions, self._sop))
        found = [self._select(combo, data) for combo, data in kept]
        if not all(found):
            self._agency, self._step = self.agencies.currentData(), self.steps.currentData()
            self._sop = self.versions.currentData()
            self._tell()

    def _put(self, kept: dict[str, Any]) -> None:
        text, agency, step, sop = (kept.get(name) for name in ("text", "agency", "step", "sop"))
        statuses = kept.get("statuses") if isinstance(kept.get("statuses"), list) else None
        sort, descending = kept.get("sort"), kept.get("descending")
        self.search.set_quietly(text if isinstance(text, str) else "")
        known = {status.value for status in Status}
        self.statuses.set_chosen(name for name in statuses or () if name in known)
        self._agency = agency if type(agency) is int else 0
        self._step = step if isinstance(step, str) else ""
        self._sop = sop if isinstance(sop, str) else ""
        self.overdue.blockSignals(True)
        self.overdue.setChecked(kept.get("overdue") is True)
        self.overdue.blockSignals(False)
        self._sort = sort if isinstance(sort, str) and sort in SORTS else "due"
        self._descending = descending is True

    @staticmethod
    def _fill(combo: QComboBox, everything: tuple[str, object], entries: Sequence[tuple[str, object]]) -> None:
        combo.clear()
        for text, data in (everything, *entries):
            combo.addItem(text, data)
            combo.setItemData(combo.count() - 1, text, Qt.ItemDataRole.ToolTipRole)
        view = combo.view()
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.setMinimumWidth(min(theme.scaled(460), view.sizeHintForColumn(0) + 4 * theme.GAP))

    @staticmethod
    def _select(combo: QComboBox, data: object) -> bool:
        found = combo.findData(data)
        combo.setCurrentIndex(max(found, 0))
        return found >= 0

    def _on_agency(self) -> None:
        self._agency = self.agencies.currentData()
        self._tell()

    def _on_step(self) -> None:
        self._step = self.steps.currentData()
        self._tell()

    def _on_version(self) -> None:
        self._sop = self.versions.currentData()
        self._tell()

    def _tell(self) -> None:
        self._show_clear()
        self.changed.emit()

    def _show_clear(self) -> None:
        self.clear_button.setVisible(self.active())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow window the search box has a line of its own."""
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(_NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._layout.direction() != direction:
            self._layout.setDirection(direction)


def _plain(wanted: CaseFilter) -> dict[str, Any]:
    return {
        "text": wanted.text,
        "statuses": sorted(status.value for status in wanted.statuses),
        "agency": wanted.agency,
        "step": wanted.step,
        "overdue": wanted.overdue,
        "sort": wanted.sort,
        "descending": wanted.descending,
        "sop": wanted.sop,
    }
