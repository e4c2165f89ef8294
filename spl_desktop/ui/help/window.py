"""The window of the guide: contents and search at the left, the page at the right; it stands beside the work."""

from typing import Final

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.ui import icons, keys, theme
from spl_desktop.ui.help.browser import GuideBrowser
from spl_desktop.ui.help.guide import Guide
from spl_desktop.ui.help.places import HOME
from spl_desktop.ui.settings import Setting, Settings
from spl_desktop.ui.widgets.search_box import SearchBox

GEOMETRY: Final = Setting("help/geometry", b"")
_PLACE: Final = Qt.ItemDataRole.UserRole
_SIZE: Final = (980, 660)
_LEFT: Final = 268


class HelpWindow(QWidget):
    """Shows a place of the guide ("page" or "page#section") and remembers where one has been."""

    def __init__(self, guide: Guide, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.guide, self._settings = guide, settings
        self._been: list[str] = []
        self._at = -1
        self.setWindowTitle("Panduan")
        self.setWindowIcon(icons.icon("app"))
        self.search = SearchBox("Cari dalam panduan")
        self.contents = QTreeWidget()
        self.hits = QListWidget()
        self.hits.setWordWrap(True)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setSpacing(2)
        self.nothing = QLabel(
            "Tidak ditemukan. Coba kata lain, atau sebagian kata.", wordWrap=True, alignment=Qt.AlignmentFlag.AlignTop
        )
        self.left = QStackedWidget()
        self.browser = GuideBrowser()
        self.act = {name: self._action(name) for name in keys.GUIDE}
        self._fill_contents()
        self._lay_out()
        self._connect()
        self._restore()

    def show_place(self, place: str) -> None:
        """Goes to a place; one that the guide does not have leads to its first page."""
        place = place if self.guide.has(place) else HOME
        if not self._been or self._been[self._at] != place:
            self._been = [*self._been[: self._at + 1], place]
            self._at = len(self._been) - 1
        self._show()

    def place(self) -> str:
        """What is shown."""
        return self._been[self._at] if self._been else ""

    def over(self, parent: QWidget) -> None:
        """Belongs to that window from now on: a modal dialog lets only those be used that are its own."""
        if self.parentWidget() is not parent:
            kept, shown = self.saveGeometry(), self.isVisible()
            self.setParent(parent, Qt.WindowType.Window)
            self.restoreGeometry(kept)
            self.setVisible(shown)

    # -- building

    def _action(self, name: str) -> QAction:
        action = QAction(keys.GUIDE[name].words, self)
        action.setShortcuts([QKeySequence(key) for key in keys.GUIDE[name].keys])
        action.setToolTip(f"{action.text()} ({keys.key_text(keys.GUIDE[name].keys[0])})")
        self.addAction(action)
        return action

    def _fill_contents(self) -> None:
        self.contents.setHeaderHidden(True)
        self.contents.setAccessibleName("Daftar isi panduan")
        self.contents.setIndentation(14)
        for page in self.guide.pages:
            head, *sections = self.guide.sections(page)
            item = QTreeWidgetItem(self.contents, [head.heading])
            item.setData(0, _PLACE, page)
            for section in sections:
                below = QTreeWidgetItem(item, [section.heading])
                below.setData(0, _PLACE, section.place)
                below.setToolTip(0, section.heading)

    def _lay_out(self) -> None:
        self.hits.setAccessibleName("Hasil pencarian")
        self.nothing.setProperty("role", "muted")
        self.nothing.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, 0)
        for widget in (self.contents, self.hits, self.nothing):
            self.left.addWidget(widget)
        bar = QHBoxLayout()
        bar.setSpacing(2)
        for name, icon in (("back", "chevron-left"), ("forward", "chevron-right")):
            icons.put(self.act[name], icon)
            button = QToolButton()
            button.setDefaultAction(self.act[name])
            button.setAccessibleName(self.act[name].text())
            bar.addWidget(button)
        bar.addSpacing(theme.GAP // 2)
        bar.addWidget(self.search, 1)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addLayout(bar)
        column.addWidget(self.left, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(side)
        self.splitter.addWidget(self.browser)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([theme.scaled(_LEFT), 10_000])
        side.setMinimumWidth(theme.scaled(200))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _connect(self) -> None:
        self.search.searched.connect(self._search)
        self.search.returnPressed.connect(self._first_hit)
        self.contents.itemClicked.connect(self._go_to_item)
        self.contents.itemActivated.connect(self._go_to_item)
        for signal in (self.hits.itemClicked, self.hits.itemActivated):
            signal.connect(self._go_to_hit)
        self.browser.wanted.connect(self.show_place)
        self.act["search"].triggered.connect(self.search.begin)
        self.act["back"].triggered.connect(lambda: self._step(-1))
        self.act["forward"].triggered.connect(lambda: self._step(1))
        self.act["close"].triggered.connect(self.close)
        theme.bus().changed.connect(self._retint)

    def _restore(self) -> None:
        kept = self._settings.get(GEOMETRY)
        if not (kept and self.restoreGeometry(QByteArray(kept))):
            room = self.screen().availableGeometry()
            wide, high = (theme.scaled(side) for side in _SIZE)
            self.resize(min(wide, room.width() - 40), min(high, room.height() - 60))

    # -- going

    def _show(self) -> None:
        page, _, anchor = self.place().partition("#")
        self.browser.show_page(self.guide.pages[page])
        self.browser.mark(self.search.text())
        if anchor:
            self.browser.scrollToAnchor(anchor)
        self.setWindowTitle(f"{self.guide.title(page)} - Panduan")
        self.act["back"].setEnabled(self._at > 0)
        self.act["forward"].setEnabled(self._at < len(self._been) - 1)
        self._mark_contents(page)

    def _mark_contents(self, page: str) -> None:
        for number in range(self.contents.topLevelItemCount()):
            item = self.contents.topLevelItem(number)
            if item is None:
                continue
            here = item.data(0, _PLACE) == page
            item.setExpanded(here)
            if here:
                below = (item.child(one) for one in range(item.childCount()))
                shown = next((one for one in below if one is not None and one.data(0, _PLACE) == self.place()), item)
                self.contents.setCurrentItem(shown)

    def _step(self, by: int) -> None:
        self._at += by
        self._show()

    def _go_to_item(self, item: QTreeWidgetItem) -> None:
        self.show_place(item.data(0, _PLACE))

    def _go_to_hit(self, item: QListWidgetItem) -> None:
        self.show_place(item.data(_PLACE))

    def _search(self, words: str) -> None:
        found = self.guide.find(words)
        self.hits.clear()
        for hit in found:
            title = self.guide.title(hit.section.page)
            head = f"{title} › {hit.section.heading}" if hit.section.anchor else title
            item = QListWidgetItem(f"{head}\n{hit.excerpt}")
            item.setData(_PLACE, hit.section.place)
            self.hits.addItem(item)
        self.left.setCurrentWidget(self.contents if not words else self.hits if found else self.nothing)
        self.browser.mark(words)

    def _first_hit(self) -> None:
        if self.left.currentWidget() is self.hits and (item := self.hits.item(0)) is not None:
            self.hits.setCurrentItem(item)
            self.hits.setFocus()
            self._go_to_hit(item)

    def _retint(self) -> None:
        icons.retint(self)
        if self._been:
            self.browser.redress()

    # -- Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.set(GEOMETRY, bytes(self.saveGeometry().data()))
        super().closeEvent(event)
