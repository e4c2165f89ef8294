"""Every fact of the case in order, with the day it happened and the moment it was entered."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.correcting import CorrectableField
from spl_desktop.domain.dates import short_date, wib_text
from spl_desktop.domain.rights import UseCase
from spl_desktop.services import cases
from spl_desktop.services.queries import CaseView, FactRow
from spl_desktop.ui import theme
from spl_desktop.ui.case.correction import CorrectionDialog
from spl_desktop.ui.case.reopen import NoteDialog
from spl_desktop.ui.case.tab import CaseTab, allow
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.wrapping import breakable

_FACT = Qt.ItemDataRole.UserRole
_PAD = 8


def recorded_line(fact: FactRow) -> str:
    """When and by whom it was entered, and in whose name."""
    late = f" ({fact.late})" if fact.late else ""
    return f"Dicatat {wib_text(fact.recorded_at)} oleh {fact.who}{late}"


def day_line(fact: FactRow) -> str:
    """The day it happened, and the mark of a correction."""
    return f"{short_date(fact.happened_on)}{'   ✎ dikoreksi' if fact.corrected else ''}"


class _FactDelegate(QStyledItemDelegate):
    """Three parts under each other: the day, what happened, and quietly who entered it when."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListWidget) else option.rect.width()
        return QSize(width, sum(part.height() for _, part, _, _ in self._parts(option, index, width)) + 2 * _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.color("accent_soft"))
        painter.setPen(theme.color("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.color("accent"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        top = option.rect.top() + _PAD
        for text, part, font, color in self._parts(option, index, option.rect.width()):
            painter.setFont(font)
            painter.setPen(theme.color(color))
            place = QRect(option.rect.left() + _PAD, top, part.width(), part.height())
            painter.drawText(place, int(Qt.TextFlag.TextWordWrap), text)
            top += part.height()
        painter.restore()

    @staticmethod
    def _parts(
        option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, width: int
    ) -> list[tuple[str, QRect, QFont, str]]:
        fact: FactRow = index.data(_FACT)
        strong, small = QFont(option.font), QFont(option.font)
        strong.setBold(True)
        small.setPointSizeF(option.font.pointSizeF() * 0.9)
        parts = (
            (day_line(fact), strong, "text"),
            (breakable(fact.sentence), option.font, "text"),
            (recorded_line(fact), small, "muted"),
        )
        room = QRect(0, 0, max(60, width - 2 * _PAD), 10_000)
        wrap = int(Qt.TextFlag.TextWordWrap)
        found = []
        for text, font, color in parts:
            height = QFontMetrics(font).boundingRect(room, wrap, text).height()
            found.append((text, QRect(0, 0, room.width(), height), font, color))
        return found


class FactList(QListWidget):
    """The facts; rows are as high as their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Riwayat kasus")
        self.setItemDelegate(_FactDelegate(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def show_facts(self, facts: Sequence[FactRow]) -> None:
        """Shows the facts, the newest on top."""
        current = self.fact()
        self.clear()
        for fact in reversed(facts):
            item = QListWidgetItem(f"{day_line(fact)}. {fact.sentence} {recorded_line(fact)}", self)
            item.setData(_FACT, fact)
            if current is not None and fact.seq == current.seq:
                self.setCurrentItem(item)
        if self.currentItem() is None and self.count():
            self.setCurrentRow(0)

    def fact(self) -> FactRow | None:
        """The chosen fact."""
        item = self.currentItem()
        fact: FactRow | None = item.data(_FACT) if item is not None else None
        return fact

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other width, other heights."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class HistoryTab(CaseTab):
    """Riwayat."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._fields: tuple[CorrectableField, ...] = ()
        self.list = FactList()
        self.list.currentItemChanged.connect(lambda *_: self._ask_correctable())
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.itemActivated.connect(lambda _: self._correct())
        self.note = self.button("Tambah catata&n…", "add", self._note, UseCase.NOTE)
        self.correct = self.button("K&oreksi…", "edit", self._correct, UseCase.CORRECT)
        row = QHBoxLayout()
        row.addWidget(self.note)
        row.addWidget(self.correct)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP + 4, theme.GAP + 4, theme.GAP + 4, theme.GAP + 4)
        column.setSpacing(theme.GAP)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        allow(self.correct, "Pilih catatan dari daftar.")

    def show_view(self, view: CaseView, step: str) -> None:
        """Shows every fact."""
        super().show_view(view, step)
        self.list.blockSignals(True)
        self.list.show_facts(view.history)
        self.list.blockSignals(False)
        self._ask_correctable()

    def _ask_correctable(self) -> None:
        fact = self.list.fact()
        self._fields = ()
        allow(self.correct, "Pilih catatan dari daftar.")
        if fact is None or self.view is None:
            return
        seq = fact.seq

        def show(fields: tuple[CorrectableField, ...]) -> None:
            now = self.list.fact()
            if now is None or now.seq != seq:
                return
            self._fields = fields
            why = "Catatan ini tidak dapat dikoreksi; koreksi catatan yang menjadi sebabnya."
            allow(self.correct, "" if fields else why)

        self.context.runner.run(
            cases.correctable, self.context.register, self.view.id, seq, then=show, owner=self, quiet=True
        )

    def _menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction("Koreksi…")
        action.setEnabled(bool(self._fields))
        self.context.permits.bind(action, UseCase.CORRECT)
        menu.setToolTipsVisible(True)
        action.triggered.connect(self._correct)
        menu.popup(self.list.viewport().mapToGlobal(place))

    def _correct(self) -> None:
        fact = self.list.fact()
        if fact is not None and self.view is not None and self._fields and self.correct.isEnabled():
            self.present(CorrectionDialog(self.context, self.view, fact, self._fields, self))

    def _note(self) -> None:
        if self.view is not None:
            self.present(NoteDialog(self.context, self.view, self))
