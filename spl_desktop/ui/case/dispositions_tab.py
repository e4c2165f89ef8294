"""The dispositions of a case as the chains that they form, and how far every recipient is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from spl_desktop.domain.case import Disposition, Mark
from spl_desktop.domain.dates import letter_date, long_date, short_date
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.rules import Action
from spl_desktop.services.queries import CaseView
from spl_desktop.ui import theme
from spl_desktop.ui.case.disposition import DispositionDialog
from spl_desktop.ui.case.disposition_marks import MarkDialog, NoDispositionDialog, WithdrawDialog, later_marks
from spl_desktop.ui.case.print_disposition import PrintDispositionDialog
from spl_desktop.ui.case.tab import CaseTab, allow
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.sizing import scrolling
from spl_desktop.ui.widgets.wrapping import breakable

_ROLE = Qt.ItemDataRole.UserRole
_SIGNS = {Mark.UNREAD: "○", Mark.READ: "◐", Mark.FOLLOWED: "◑", Mark.DONE: "●"}


class DispositionsTab(CaseTab):
    """Disposisi."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["Disposisi dan penerima", "Tindak lanjut"])
        self.tree.setAccessibleName("Disposisi kasus")
        self.tree.setIndentation(16)
        self.tree.setMinimumHeight(150)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.empty = QLabel(wordWrap=True)
        self.empty.setProperty("role", "muted")
        self.details = QLabel(wordWrap=True)
        self.details.setTextFormat(Qt.TextFormat.PlainText)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.new = self.button("&Disposisi baru…", "add", self._new, UseCase.DISPOSE)
        self.none = self.button("Tidak p&erlu disposisi…", "", self._none, UseCase.DISPOSE)
        self.further = self.button("Te&ruskan…", "send", self._further, UseCase.DISPOSE)
        self.mark = self.button("Tindak la&njut…", "check", self._mark, UseCase.DISPOSE)
        self.withdraw = self.button("Tar&ik…", "withdrawn", self._withdraw, UseCase.DISPOSE)
        self.print = self.button("Cetak lembar…", "print", self._print)
        top, below = QGridLayout(), QGridLayout()
        top.addWidget(self.new, 0, 0)
        top.addWidget(self.none, 0, 1)
        for number, button in enumerate((self.further, self.mark, self.withdraw, self.print)):
            below.addWidget(button, number // 2, number % 2)
        for grid in (top, below):
            grid.setSpacing(theme.GAP)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.GAP + 4, theme.GAP + 4, theme.GAP + 4, theme.GAP + 4)
        column.setSpacing(theme.GAP)
        column.addLayout(top)
        column.addWidget(self.empty)
        column.addWidget(self.tree, 1)
        column.addWidget(self.details)
        column.addLayout(below)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner))

    def show_view(self, view: CaseView, step: str) -> None:
        """Shows every chain; what is chosen stays chosen."""
        super().show_view(view, step)
        item = self.tree.currentItem()
        kept = item.data(0, _ROLE) if item is not None else None
        self.tree.clear()
        places: dict[tuple[int, int], QTreeWidgetItem] = {}
        for one in view.state.dispositions:
            self._add(one, places)
        self.tree.expandAll()
        if kept in places:
            self.tree.setCurrentItem(places[kept])
        elif places:
            self.tree.setCurrentItem(next(iter(places.values())))
        some = bool(view.state.dispositions)
        self.tree.setVisible(some)
        self.empty.setVisible(not some)
        reason = view.state.no_disposition
        self.empty.setText(breakable(f"Tidak perlu disposisi: {reason}") if reason else "Surat ini belum didisposisi.")
        allow(self.new, view.actions[Action.DISPOSE])
        allow(self.none, "Sudah ada disposisi." if some else "Sudah dicatat." if reason else "")
        self._show_chosen()

    def _add(self, one: Disposition, places: dict[tuple[int, int], QTreeWidgetItem]) -> None:
        parent = places.get((one.parent, one.parent_recipient))
        state = "ditarik" if one.withdrawn else short_date(one.on)
        item = QTreeWidgetItem([one.giver_position or one.giver, state])
        item.setToolTip(0, ", ".join(part for part in (one.giver_position, one.giver) if part))
        item.setData(0, _ROLE, (one.number, 0))
        font = item.font(0)
        font.setBold(True)
        font.setStrikeOut(bool(one.withdrawn))
        item.setFont(0, font)
        if parent is None:
            self.tree.addTopLevelItem(item)
        else:
            parent.addChild(item)
        places[one.number, 0] = item
        for number, received in enumerate(one.received, 1):
            who = received.recipient.position or received.recipient.name
            child = QTreeWidgetItem([f"→ {who}", f"{_SIGNS[received.mark]} {received.mark.value}"])
            parts = (received.recipient.position, received.recipient.name)
            child.setToolTip(0, ", ".join(part for part in parts if part))
            child.setData(0, _ROLE, (one.number, number))
            item.addChild(child)
            places[one.number, number] = child

    def _chosen(self) -> tuple[Disposition, int] | None:
        item = self.tree.currentItem()
        if item is None or self.view is None:
            return None
        number, recipient = item.data(0, _ROLE)
        one = self.view.state.disposition(number)
        return (one, recipient) if one is not None else None

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        self.details.setVisible(chosen is not None)
        if chosen is None:
            for button in (self.further, self.mark, self.withdraw):
                allow(button, "Pilih disposisi dari daftar.")
            allow(self.print, "")
            return
        one, recipient = chosen
        withdrawn = "Disposisi ini sudah ditarik." if one.withdrawn else ""
        person = "" if recipient else "Pilih penerimanya dari daftar."
        assert self.view is not None
        allow(self.further, withdrawn or person or self.view.actions[Action.DISPOSE])
        done = ""
        if recipient and not later_marks(one.received[recipient - 1].mark):
            done = "Penerima ini sudah selesai."
        allow(self.mark, withdrawn or person or done)
        read = "" if one.unread else "Disposisi yang sudah dibaca tidak dapat ditarik."
        allow(self.withdraw, withdrawn or read)
        allow(self.print, "")
        self.details.setText(breakable("\n".join(_lines(one, recipient))))

    def _new(self) -> None:
        if self.view is not None:
            self.present(DispositionDialog(self.context, self.view, self))

    def _none(self) -> None:
        if self.view is not None:
            self.present(NoDispositionDialog(self.context, self.view, self))

    def _further(self) -> None:
        if (chosen := self._chosen()) is not None and self.view is not None:
            self.present(DispositionDialog(self.context, self.view, self, parent_of=chosen))

    def _mark(self) -> None:
        if (chosen := self._chosen()) is not None and self.view is not None:
            self.present(MarkDialog(self.context, self.view, chosen[0], chosen[1], self))

    def _withdraw(self) -> None:
        if (chosen := self._chosen()) is not None and self.view is not None:
            self.present(WithdrawDialog(self.context, self.view, chosen[0], self))

    def _print(self) -> None:
        if self.view is not None:
            chosen = self._chosen()
            self.present(PrintDispositionDialog(self.context, self.view, chosen[0] if chosen else None, self))


def _lines(one: Disposition, recipient: int) -> list[str]:
    lines = [f"{one.giver}, {long_date(one.on)}" + (f" (paraf {one.initials})" if one.initials else "")]
    lines.append(f"Sifat: {one.urgency}. Keamanan: {one.security}.")
    if one.instructions:
        lines.append(f"Dengan hormat harap: {'; '.join(one.instructions)}")
    if one.note:
        lines.append(f"Catatan: {one.note}")
    if one.deadline is not None:
        lines.append(f"Batas waktu: {letter_date(one.deadline)}")
    if one.withdrawn:
        lines.append(f"Ditarik: {one.withdrawn}")
    if recipient:
        received = one.received[recipient - 1]
        since = f" sejak {letter_date(received.marked_on)}" if received.marked_on is not None else ""
        lines.append(f"{received.recipient.name or received.recipient.position}: {received.mark.value}{since}")
        if received.note:
            lines.append(f"Catatan penerima: {received.note}")
    return lines
