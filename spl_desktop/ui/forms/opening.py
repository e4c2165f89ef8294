"""Opening the form of a paper over the page of its case."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from spl_desktop.domain.sop import Report
from spl_desktop.services.forms import OpenForm, open_form
from spl_desktop.services.queries import CaseView
from spl_desktop.ui.context import Context


def show_form(
    context: Context, view: CaseView, report: Report, parent: QWidget, present: Callable[[QDialog], object]
) -> None:
    """Reads the form and gives its window to `present`."""

    def show(opened: OpenForm) -> None:
        from spl_desktop.ui.forms.dialog import FormDialog  # grid and all, once somebody writes

        present(FormDialog(context, view, opened, parent))

    context.runner.run(open_form, context.register, view.id, report, then=show, owner=parent, title="Membuka formulir…")
