"""Follows the first case of a newcomer through the register that is open, and shows the place of each item."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from spl_desktop.domain.first_case import Item
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.ui import pages, theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.settings import Setting
from spl_desktop.ui.widgets.spotlight import point_at

if TYPE_CHECKING:
    from spl_desktop.services.first_case import FirstCase
    from spl_desktop.services.register import Register
    from spl_desktop.ui.case.page import CasePage
    from spl_desktop.ui.first_case.panel import FirstCasePanel, FirstCaseStrip
    from spl_desktop.ui.main_window import MainWindow

OPEN: Final = Setting("first_case/open", False)
BEGUN: Final[Setting[dict[str, Any]]] = Setting("first_case/begun", {})
"""By register (its path): after which case it began, and of which case the chart has been looked at."""

_ROOM: Final = 1180
"""Pixels of the window from which on the panel fits beside the widest page."""

_SETTLED_MS: Final = 50
_TRIES: Final = 20
"""After an answer: what the page makes of it is not seen at once, but soon."""

_KINDS: Final = frozenset({Kind.CASE, Kind.DRAFT})
_NOWHERE: Final = "Belum ada register yang terbuka."
_NO_REGISTER: Final = "Siapkan dahulu registernya."
_NO_CASE: Final = "Daftarkan dahulu surat permohonannya."


class FirstCaseGuide(QObject):
    """Holds the panel, which is made when it is first wanted; what is done is read from the register, never clicked."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._context: Context | None = None
        self.panel: FirstCasePanel | None = None
        self.strip: FirstCaseStrip | None = None
        self.case: FirstCase | None = None
        self._pointing: Item | None = None
        self._tries = 0
        window.actions_["first_case"].triggered.connect(self.begin)
        window.runner.changed.connect(self._on_changed)
        window.runner.busy.connect(self._on_busy)
        window.stack.currentChanged.connect(lambda _: self._watch_chart())

    def begin(self) -> None:
        """Shows the list, where it was left."""
        self._window.settings.set(OPEN, True)
        self._show()

    def follow(self, context: Context | None) -> None:
        """A register was opened, or (None) the one that was open is closed."""
        self._context, self.case, self._pointing = context, None, None
        if self._window.settings.get(OPEN):
            self._show()

    def leave(self) -> None:
        """Hides the list; what is done is not forgotten."""
        self._window.settings.set(OPEN, False)
        self._pointing = None
        self._fit()

    def done(self) -> frozenset[Item]:
        """What is done."""
        if self._context is None or self.case is None:
            return frozenset()
        looked = self.case.case and self._remembered().get("looked") == self.case.case
        return self.case.done | {Item.CHART} if looked else self.case.done

    def show_place(self, item: Item) -> None:
        """Goes where the item is done, and points at the button as soon as it is there."""
        case = self.case.case if self.case is not None else 0
        if self._context is None:
            item = Item.REGISTER
        elif item is Item.LETTER or not case:
            item = Item.LETTER
            self._window.go_to(pages.REGISTER)
        else:
            page = self._case_page()
            if page is None:
                self._window.open_case(case, pages.DISPOSITIONS_TAB if item is Item.DISPOSITION else "")
            else:
                page.show_tab(page.dispositions_tab if item is Item.DISPOSITION else page.step_tab)
                self._choose_worked(page)
        self._pointing, self._tries = item, _TRIES
        self._point()

    # -- the panel

    def _show(self) -> None:
        if self.panel is None:
            self._make()
        self._fit()
        self._tell()
        self._read()

    def _make(self) -> None:
        from spl_desktop.ui.first_case.panel import FirstCasePanel, FirstCaseStrip

        self.panel, self.strip = FirstCasePanel(), FirstCaseStrip()
        for face in (self.panel, self.strip):
            face.asked.connect(lambda name: self.show_place(Item(name)))
            face.closed.connect(self.leave)
        self.panel.demo_wanted.connect(self._window.actions_["demo_register"].trigger)
        self.panel.again_wanted.connect(self._again)
        self._window.add_beside(self.panel, self.strip)
        self._window.installEventFilter(self)

    def _fit(self) -> None:
        """The panel where there is room for it beside a page, its strip where there is not."""
        if self.panel is None or self.strip is None:
            return
        shown, wide = self._window.settings.get(OPEN), self._window.width() >= theme.scaled(_ROOM)
        self.panel.setVisible(shown and wide)
        self.strip.setVisible(shown and not wide)

    def _tell(self) -> None:
        if self.panel is None or self.strip is None:
            return
        self.strip.show_done(self.done())
        where = _NOWHERE
        if self._context is not None:
            where = f"Yang dikerjakan tercatat di register ini: {self._context.register.path.name}. Untuk berlatih:"
        self.panel.show_done(self.done(), self.case.agenda if self.case is not None else "", where, self._barred())

    def _barred(self) -> dict[Item, str]:
        """Why the place of an item cannot be shown: there is no register or case yet in which it is."""
        if self._context is None:
            return {item: _NO_REGISTER for item in Item if item is not Item.REGISTER}
        if self.case is not None and self.case.case:
            return {}
        return {item: _NO_CASE for item in Item if item not in (Item.REGISTER, Item.LETTER)}

    def _again(self) -> None:
        if self._context is not None:
            self._remember({})
            self._read()

    # -- what is done

    def _remembered(self) -> dict[str, Any]:
        begun = self._window.settings.get(BEGUN)
        kept = begun.get(str(self._context.register.path)) if self._context is not None else None
        return kept if isinstance(kept, dict) else {}

    def _remember(self, kept: dict[str, Any]) -> None:
        if self._context is not None:
            begun = self._window.settings.get(BEGUN)
            self._window.settings.set(BEGUN, {**begun, str(self._context.register.path): kept})

    def _read(self) -> None:
        if self._context is not None:
            since = self._remembered().get("since")
            self._context.runner.run(
                _read,
                self._context.register,
                since if isinstance(since, int) else None,
                then=self._on_read,
                owner=self,
                quiet=True,
            )

    def _on_read(self, answer: "tuple[Register, int, FirstCase]") -> None:
        register, since, case = answer
        if self._context is None or register is not self._context.register:
            return  # another one was opened meanwhile
        self.case = case
        if self._remembered().get("since") != since:
            self._remember({"since": since})
        self._watch_chart()
        self._tell()

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _KINDS and self.panel is not None and self._window.settings.get(OPEN):
            self._read()

    def _on_busy(self, busy: bool) -> None:
        if not busy and self._pointing is not None:
            QTimer.singleShot(_SETTLED_MS, self, self._point)

    # -- the places

    def _case_page(self) -> "CasePage | None":
        """The page of the case that is followed, while it is seen."""
        page = self._window.page()
        if page is None or self.case is None or not self.case.case:
            return None
        from spl_desktop.ui.case.page import CasePage

        return page if isinstance(page, CasePage) and page.case == self.case.case else None

    def _watch_chart(self) -> None:
        """The chart was looked at when a step that has ended was chosen on it."""
        page = self._case_page()
        if page is not None and not page.property("watched"):
            page.setProperty("watched", True)
            page.swimlane.chosen.connect(self._looked)

    def _looked(self, step: str) -> None:
        if self.case is not None and step in self.case.worked and Item.CHART not in self.done():
            self._remember({**self._remembered(), "looked": self.case.case})
            self._tell()

    @staticmethod
    def _choose_worked(page: "CasePage") -> None:
        visit = page.view.state.visit if page.view is not None else None
        if page.view is not None and visit is not None and page.swimlane.chosen_step != visit.step:
            page.swimlane.choose(visit.step)
            page.step_tab.show_view(page.view, visit.step)

    def _point(self) -> None:
        """Points at what was asked for, once the page has read what it shows."""
        if self._pointing is None or not self._window.runner.idle():
            return
        target = self._target(self._pointing)
        if target is not None and target.isVisible():
            self._pointing = None
            point_at(target)
        elif self._tries:
            self._tries -= 1
            QTimer.singleShot(_SETTLED_MS, self, self._point)
        else:
            self._pointing = None

    def _target(self, item: Item) -> QWidget | None:
        if item is Item.REGISTER:
            return self._window.welcome.buttons["new_register"]
        if item is Item.LETTER:
            from spl_desktop.ui.register.page import RegisterPage

            page = self._window.page()
            return page.new_button if isinstance(page, RegisterPage) else None
        shown = self._case_page()
        return _target_in(shown, item) if shown is not None else None

    # -- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False


def _target_in(page: "CasePage", item: Item) -> QWidget:
    from spl_desktop.domain.rules import Action

    match item:
        case Item.DISPOSITION:
            return page.dispositions_tab.new
        case Item.FINISH:
            return page.header.buttons[Action.FINISH]
        case Item.CHART:
            return page.swimlane
        case _:
            return _form_button(page) or page.print_button


def _form_button(page: "CasePage") -> QPushButton | None:
    """The way into a form of the step being worked; into the one with a draft, where there is one."""
    ways = [*page.step_tab.outputs.form_buttons(), *page.step_tab.papers.buttons.values()]
    begun = [one for one in ways if one.text() == "Lanjutkan draf…"]
    return next(iter(begun or ways), None)


# In the worker thread.


def _read(register: "Register", since: int | None) -> "tuple[Register, int, FirstCase]":
    from spl_desktop.services.first_case import first_case, newest_case

    begun = newest_case(register) if since is None else since
    return register, begun, first_case(register, begun)
