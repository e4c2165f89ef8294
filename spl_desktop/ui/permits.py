"""What the account at the keyboard may not do is switched off everywhere, with the reason: the rights table as seen."""

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from spl_desktop.domain.rights import UseCase
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.guarding import may
from spl_desktop.ui.runner import Runner

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

USE = "use_case"
"""The property of a control that names the use case to which it is bound."""


class Permits(QObject):
    """The rights of whoever has signed in to one register; bound controls follow them at once.

    `changed` when roles or accounts were changed, here or by another program.
    """

    changed = Signal()

    def __init__(self, register: "Register", runner: Runner) -> None:
        super().__init__()
        self._register, self._runner = register, runner
        runner.changed.connect(self._heard)

    def why(self, use: UseCase) -> str:
        """Why the account may not do it, in the sentence of the wall; empty where it may."""
        return may(self._register.accounts, self._register.account, use)

    def bind(self, control: QAction | QWidget, use: UseCase) -> None:
        """From now on the control is off, with the reason, whenever the account may not do this.

        Whoever shows the control goes on enabling it as the data allow, and knows nothing of rights.
        """
        self.loosen(control)
        _Gate(control, use, self)

    @staticmethod
    def loosen(control: QAction | QWidget) -> None:
        """The control follows no rights any more, because its register is closed."""
        for gate in control.findChildren(_Gate, options=Qt.FindChildOption.FindDirectChildrenOnly):
            gate.release()

    def _heard(self, changes: Changes) -> None:
        if Kind.OFFICE in changes.kinds:
            self.changed.emit()
            # Another program may have written it: then the accounts have to be read before anything can be said.
            self._runner.run(_read_office, self._register, then=self._read, owner=self, quiet=True)

    def _read(self, _office: object) -> None:
        self.changed.emit()


class _Gate(QObject):
    """Keeps one control shut while the use case is refused, whoever enables it."""

    def __init__(self, control: QAction | QWidget, use: UseCase, permits: Permits) -> None:
        super().__init__(control)
        self._control, self._use, self._permits = control, use, permits
        self._why, self._busy = "", False
        self._wanted, self._tip, self._status = _enabled(control), control.toolTip(), control.statusTip()
        control.setProperty(USE, use.name)
        if isinstance(control, QAction):
            control.changed.connect(self._follow)
        else:
            control.installEventFilter(self)
        permits.changed.connect(self.judge)
        self.judge()

    def judge(self) -> None:
        """Opens or shuts the control as the rights are now."""
        why = self._permits.why(self._use)
        if why == self._why:
            return
        before, self._why = self._why, why
        if why:
            if not before:
                self._wanted = _enabled(self._control)
            self._shut()
        else:
            self._say(self._tip, self._status, "")
            self._set(self._wanted)

    def release(self) -> None:
        """Lets go of the control, which says again what it said before."""
        self._permits.changed.disconnect(self.judge)
        if isinstance(self._control, QAction):
            self._control.changed.disconnect(self._follow)
        else:
            self._control.removeEventFilter(self)
        if self._why:
            self._say(self._tip, self._status, "")
            self._set(self._wanted)
        self.setParent(None)
        self.deleteLater()

    def _follow(self) -> None:
        """The control was enabled or renamed while it has to be shut."""
        if self._busy or not self._why:
            return
        if self._control.toolTip() != self._why:
            self._tip = self._control.toolTip()
        if self._control.statusTip() != self._why:
            self._status = self._control.statusTip()
        self._wanted = self._wanted or _enabled(self._control)
        self._shut()

    def _shut(self) -> None:
        self._set(False)
        self._say(self._why, self._why, self._why)

    def _set(self, on: bool) -> None:
        self._busy = True
        if _enabled(self._control) != on:
            self._control.setEnabled(on)
        self._busy = False

    def _say(self, tip: str, status: str, described: str) -> None:
        self._busy = True
        self._control.setToolTip(tip)
        self._control.setStatusTip(status)
        if isinstance(self._control, QWidget):
            self._control.setAccessibleDescription(described)
        self._busy = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.EnabledChange, QEvent.Type.ToolTipChange) and shiboken6.isValid(self):
            self._follow()
        return False


def _enabled(control: QAction | QWidget) -> bool:
    """Whether the control itself was enabled, whatever its window is."""
    if isinstance(control, QAction):
        return control.isEnabled()
    return not control.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled)


def _read_office(register: "Register") -> object:
    from spl_desktop.services.office import office

    return office(register)
