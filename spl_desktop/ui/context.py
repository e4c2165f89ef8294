"""What every page is given, and what the window expects of a page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from spl_desktop.services.changes import Changes
from spl_desktop.ui.permits import Permits
from spl_desktop.ui.runner import Runner
from spl_desktop.ui.settings import Settings

if TYPE_CHECKING:  # the window stands before the database layer is imported
    from spl_desktop.services.listing import CaseFilter
    from spl_desktop.services.register import Register


class OpenCase(Protocol):
    """Shows a case in place of the page, where it is said at one of the tabs that `pages` names."""

    def __call__(self, case: int, tab: str = "", /) -> None: ...


class Say(Protocol):
    """Says shortly that something is done; where it can honestly be undone, `undo` takes it back."""

    def __call__(self, sentence: str, undo: Callable[[], object] | None = None, /) -> None: ...


@dataclass(frozen=True)
class Context:
    """The open register and the ways out of a page."""

    register: "Register"
    runner: Runner
    settings: Settings
    announce: Callable[[Changes], None]
    open_case: OpenCase
    go_to: Callable[[str], None]
    say: Say
    show_cases: Callable[["CaseFilter"], None] = lambda _wanted: None
    """Goes to the register with that filter; a page that stands alone has no register beside it."""
    begin_first_case: Callable[[], None] | None = None
    permits: Permits = field(init=False, compare=False)
    """What the account may not do; every control that writes is bound to it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "permits", Permits(self.register, self.runner))


class Page(QWidget):
    """A place in the window. It shows rows that a service read and never edits them itself."""

    title = ""
    lists_cases = False

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def concerns(self, changes: Changes) -> bool:
        """Whether what changed is shown here; the window then calls `refresh`, at once or when the page is seen."""
        return True

    def begin_search(self) -> bool:
        """Put the cursor into the page's own search box (Ctrl+F); False where it has none."""
        return False

    def open_current(self) -> None:
        """Open the selected case, in a page that `lists_cases`."""

    def refresh(self) -> None:
        """Read again what is shown."""
        raise NotImplementedError

    def focusNextPrevChild(self, onward: bool) -> bool:
        """When what had the keyboard is hidden or locked, the page has it; Qt would go on to what stands outside."""
        held = self.window().focusWidget()
        if held is not None and self.isAncestorOf(held) and not (held.isVisible() and held.isEnabled()):
            held.clearFocus()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().focusNextPrevChild(onward)
