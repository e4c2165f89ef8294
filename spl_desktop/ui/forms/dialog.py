"""The window of a form: its sections, what is amiss, what changed, the draft that is kept, and issuing."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.form_changes import compare
from spl_desktop.domain.form_rules import problems_of_form, warnings_of_form
from spl_desktop.domain.forms import Content, Field, FieldType, Section, Value, rows_of, text_of
from spl_desktop.domain.mapping import pairing, pairs_in, rows_with
from spl_desktop.domain.prefill import options_of
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.sop import Report
from spl_desktop.services.changes import Changes
from spl_desktop.services.forms import OpenForm, draft_key, open_form
from spl_desktop.services.printing import Print, print_form
from spl_desktop.services.queries import CaseView, case_view
from spl_desktop.ui import theme
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.drafts import DraftKeeper, Words
from spl_desktop.ui.case.file_document import FileDocumentDialog
from spl_desktop.ui.case.form import Banner
from spl_desktop.ui.context import Context
from spl_desktop.ui.forms.changes import ChangesView
from spl_desktop.ui.forms.fields import OfferField, widget_of
from spl_desktop.ui.forms.grid import Grid
from spl_desktop.ui.forms.imports import ImportRowsDialog
from spl_desktop.ui.forms.issue import IssueDialog
from spl_desktop.ui.forms.mapping import MappingDialog
from spl_desktop.ui.preview.opening import Shown, show_preview

_JUDGE_MS: Final = 300
_SIGNS: Final = {"amiss": "▲", "open": "○", "done": "✓"}
_SPOKEN: Final = {"amiss": "ada yang keliru", "open": "belum lengkap", "done": "lengkap"}


class FormDialog(CaseDialog):
    """A form of a case. Whatever is typed is a draft until it is issued; closing keeps it."""

    use = UseCase.ISSUE
    enter_agrees = False

    def __init__(self, context: Context, view: CaseView, opened: OpenForm, parent: QWidget | None = None) -> None:
        form = opened.form
        super().__init__(context, form.title, "&Terbitkan…", parent, lead=form.about, width=1240)
        self.view, self.opened, self.report = view, opened, Report(form.id)
        self._widgets: dict[str, Any] = {}
        self._filling = False
        self._kept_words = Banner(self)
        self._about_draft = QPushButton()
        self._about_draft.setAutoDefault(False)
        self._about_draft.clicked.connect(self.discard)
        self._kept_words.add(self._about_draft)
        self._judging = QTimer(self, singleShot=True, interval=_JUDGE_MS)
        self._judging.timeout.connect(self.judge)
        self.sections = QListWidget()
        self.sections.setAccessibleName("Bagian formulir")
        self.sections.setFixedWidth(theme.scaled(196))
        self.sections.setWordWrap(True)
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sections.itemActivated.connect(self._jump)
        self.sections.itemClicked.connect(self._jump)
        self.changes_view = ChangesView(self)
        self.tabs = QTabWidget()
        self._build()
        self._lay_out()
        self.draft = DraftKeeper(context, draft_key(view.id, self.report), self._words, self)
        self.fill(opened.content)
        self.draft.begin(dict(opened.content) if opened.draft else {})
        self._baseline = self._typed()
        if opened.draft:
            self._offer_draft("Isian yang belum diterbitkan dikembalikan.", "&Buang draf", self.discard)
        self.judge()

    # -- building

    def _build(self) -> None:
        for section in self.opened.form.sections:
            self.form.section(section.title)
            for field in section.fields:
                self._add(section, field)
            item = QListWidgetItem(section.title)
            item.setData(Qt.ItemDataRole.UserRole, section.fields[0].id)
            self.sections.addItem(item)

    def _add(self, section: Section, field: Field) -> None:
        if field.type is FieldType.TABLE:
            grid = Grid(field, importable=any(column.reads for column in field.columns))
            grid.changed.connect(self._changed)
            grid.imports.connect(partial(self._import, grid))
            grid.maps.connect(partial(self._map, grid))
            grid.attaches.connect(partial(self._attach, grid))
            self._widgets[field.id] = grid
            if len(section.fields) > 1:
                self.form.caption(f"{field.label} *" if field.required else field.label, field.hint or section.hint)
            elif field.hint or section.hint:
                self.form.caption("", field.hint or section.hint)
            self.form.wide(grid)
            return
        widget = widget_of(field)
        self._widgets[field.id] = widget
        self.form.add(field.id, field.label, widget, hint=field.hint, required=field.required)
        widget.changed.connect(self._changed)  # type: ignore[attr-defined]  # every widget of a field has it

    def _lay_out(self) -> None:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, theme.GAP, 0, 0)
        row.setSpacing(2 * theme.GAP)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.replaceWidget(self._room, self.tabs)
        row.addWidget(self.sections)
        row.addWidget(self._room, 1)
        self.tabs.addTab(page, "Isian")
        self.tabs.setAccessibleName("Formulir")
        if self.opened.before is not None:
            self.tabs.addTab(self.changes_view, "Perubahan")
        else:
            self.changes_view.hide()
        self.tabs.currentChanged.connect(lambda _: self._show_changes())
        self.body.insertWidget(0, self._kept_words)
        self.turn_back.setText("Tutup")
        self.turn_back.setToolTip("Isian disimpan sebagai draf.")
        self.look = QPushButton("&Lihat draf")
        self.look.setAutoDefault(False)
        self.look.setToolTip("Membuat dokumen tanpa nomor untuk diperiksa; tidak dicatat.")
        self.look.clicked.connect(self.show_draft)
        self.buttons.addButton(self.look, QDialogButtonBox.ButtonRole.ActionRole)

    def _offer_draft(self, words: str, button: str, pressed: Callable[[], object]) -> None:
        """Says what became of the draft, and what can be done about it."""
        self._kept_words.say(words, "↺")
        self._about_draft.setText(button)
        self._about_draft.clicked.disconnect()
        self._about_draft.clicked.connect(lambda _=False: pressed())

    # -- what it says

    def _typed(self) -> dict[str, Value]:
        return {
            name: widget.rows() if isinstance(widget, Grid) else widget.text() for name, widget in self._widgets.items()
        }

    def content(self) -> dict[str, Value]:
        """What the form says now."""
        return self._typed()

    def fill(self, content: Content) -> None:
        """Shows that content."""
        self._filling = True
        for name, widget in self._widgets.items():
            if isinstance(widget, Grid):
                widget.set_rows(rows_of(content, name))
            else:
                widget.put(text_of(content, name))
        self._filling = False
        self._offer()

    def _words(self) -> Words:
        """The draft; nothing while nothing was typed."""
        typed = self._typed()
        return {} if typed == self._baseline and not self.opened.draft else dict(typed)

    def _changed(self) -> None:
        if not self._filling:
            self.touched()
            self._judging.start()

    def _offer(self) -> None:
        """References offer what their source says now, which may be a table of this very form."""
        form = self.opened.form
        options = {**options_of(form, {form.id: self._typed()}), **self.opened.options}
        files = tuple(document.title for document in self.view.state.documents)
        for field in form.fields:
            widget = self._widgets[field.id]
            if isinstance(widget, Grid):
                for column in field.columns:
                    offered = files if column.type is FieldType.DOCUMENT else options.get(f"{field.id}.{column.id}", ())
                    widget.set_options(column.id, offered)
            elif isinstance(widget, OfferField):
                widget.offer(files if field.type is FieldType.DOCUMENT else options.get(field.id, ()))

    # -- judging

    def judge(self, *, complete: bool = False) -> dict[str, str]:
        """Says what is amiss at each field and cell, and how far each section is."""
        form, typed = self.opened.form, self._typed()
        self._offer()
        problems = problems_of_form(form, typed, complete=complete, options=self.opened.options)
        lacking = problems_of_form(form, typed, complete=True, options=self.opened.options)
        plain = {field.id for field in form.fields if field.type is not FieldType.TABLE}
        self.form.show_problems({name: text for name, text in problems.items() if name in plain})
        warnings = warnings_of_form(form, typed)
        for field in form.fields:
            widget = self._widgets[field.id]
            if isinstance(widget, Grid):
                widget.show_problems(_cells(field, problems), problems.get(field.id, ""))
            elif field.type is FieldType.NIP:
                self.form.hint(field.id, warnings.get(field.id, field.hint))
        for place, section in enumerate(form.sections):
            self._mark(place, section, problems, lacking)
        return problems

    def _mark(self, place: int, section: Section, problems: dict[str, str], lacking: dict[str, str]) -> None:
        def of(found: dict[str, str]) -> bool:
            return any(name.split(".")[0] == field.id for name in found for field in section.fields)

        state = "amiss" if of(problems) else "open" if of(lacking) else "done"
        item = self.sections.item(place)
        item.setText(f"{_SIGNS[state]}  {section.title}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{section.title}, {_SPOKEN[state]}")

    def _jump(self, item: QListWidgetItem) -> None:
        self.tabs.setCurrentIndex(0)
        widget = self._widgets[item.data(Qt.ItemDataRole.UserRole)]
        bar = self._room.verticalScrollBar()
        inner = self._room.widget()
        if inner is not None:
            bar.setValue(max(0, widget.mapTo(inner, widget.rect().topLeft()).y() - 44))
        widget.setFocus()

    def _show_changes(self) -> None:
        if self.opened.before is not None and self.tabs.currentWidget() is self.changes_view:
            changes = compare(self.opened.form, self.opened.before.content, self._typed())
            self.changes_view.show_changes(self.opened.before, changes)

    # -- doing

    def discard(self) -> None:
        """Throws the draft away and begins again with what the case knows; until the form is closed, to be undone."""
        assert self.draft is not None
        self.draft.drop()
        then = partial(self._begin_again, self._typed())
        self.context.runner.run(
            open_form, self.context.register, self.view.id, self.report, then=then, owner=self, lock=self._kept_words
        )

    def _begin_again(self, thrown_away: Content, opened: OpenForm) -> None:
        self.opened = opened
        self.fill(opened.content)
        self._baseline = self._typed()
        self._offer_draft("Draf dibuang.", "&Urungkan", partial(self._take_back, thrown_away))
        self.judge()

    def _take_back(self, thrown_away: Content) -> None:
        self.fill(thrown_away)
        self._offer_draft("Isian yang belum diterbitkan dikembalikan.", "&Buang draf", self.discard)
        self._changed()
        self.judge()

    def show_draft(self) -> None:
        """Makes the document as it stands without recording it, and opens it."""
        self.banner.say("")
        target = self.context.register.private_folder() / f"draf-{self.opened.form.template}-{self.view.id}.docx"
        how = Print(on=self.today, target=target)
        self.context.runner.run(
            partial(print_form, self.context.register, self.view.id),
            report=self.report,
            content=self._typed(),
            how=how,
            then=lambda changes: self._draft_made(changes, target),
            failed=self.refuse,
            owner=self,
            title="Membuat draf…",
        )

    def _draft_made(self, changes: Changes, target: Any) -> None:
        self.banner.say(changes.notice)
        show_preview(self.context, [Shown(f"draf {self.opened.form.title}", target)], self)

    def record(self) -> None:
        """Asks the last questions, once nothing is amiss."""
        problems = self.judge(complete=True)
        if problems:
            raise Invalid(problems)
        # The form may have been open for hours: it is issued into the case as it stands now.
        self.context.runner.run(
            case_view, self.context.register, self.view.id, then=self._ask_last_questions, owner=self, quiet=True
        )

    def _ask_last_questions(self, view: CaseView) -> None:
        self.view = view
        dialog = IssueDialog(self.context, view, self.opened, self._typed(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._issued(dialog.changes))
        dialog.open()

    def _issued(self, changes: Changes | None) -> None:
        self._done(changes or Changes(frozenset()))

    def refuse(self, error: UserError) -> None:
        """Goes to what is amiss; cells are named in the sentence and shown in their grid."""
        super().refuse(error)
        if not isinstance(error, Invalid):
            return
        first = next(iter(error.problems), "")
        name, _, rest = first.partition(".")
        widget = self._widgets.get(name)
        if isinstance(widget, Grid):
            row, _, column = rest.partition(".")
            widget.go_to(int(row or 0), column)
        if len(error.problems) > 1:
            count = len(error.problems)
            self.banner.say(f"Masih ada {count} hal yang harus dilengkapi. Yang pertama: {error.problems[first]}")
        elif first:
            self.banner.say(error.problems[first])

    def _import(self, grid: Grid) -> None:
        dialog = ImportRowsDialog(self.context, grid.field, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda rows, replace: _take(grid, rows, replace))
        dialog.open()

    def _map(self, grid: Grid) -> None:
        ends = pairing(grid.field)
        assert ends is not None
        sources, targets = (grid.offered(end) for end in ends)
        dialog = MappingDialog(grid.field, sources, targets, pairs_in(grid.field, grid.model.rows), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: grid.model.change("memasangkan kolom", rows_with(grid.field, grid.model.rows, dialog.pairs))
        )
        dialog.open()

    def _attach(self, grid: Grid, row: int, column: int) -> None:
        """Files a document of the case as evidence, and names it in the cell."""
        dialog = FileDocumentDialog(self.context, self.view, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._attached(grid, row, column, dialog.filed_title()))
        dialog.open()

    def _attached(self, grid: Grid, row: int, column: int, title: str) -> None:
        grid.model.write("melampirkan", row, column, [[title]])
        self.context.runner.run(
            case_view, self.context.register, self.view.id, then=self._know_documents, owner=self, quiet=True
        )

    def _know_documents(self, view: CaseView) -> None:
        self.view = view
        self._offer()

    def sizeHint(self) -> QSize:
        """Nearly the whole screen: a dictionary wants room."""
        screen = self.screen() or QGuiApplication.primaryScreen()
        room = screen.availableGeometry().size() if screen is not None else QSize(1366, 768)
        return QSize(min(self._width, room.width() - 40), min(900, room.height() - 60))


def _cells(field: Field, problems: dict[str, str]) -> dict[tuple[int, str], str]:
    found: dict[tuple[int, str], str] = {}
    for name, sentence in problems.items():
        parts = name.split(".")
        if len(parts) == 3 and parts[0] == field.id:
            found[int(parts[1]), parts[2]] = sentence
    return found


def _take(grid: Grid, rows: Sequence[Any], replace: bool) -> None:
    if replace:
        grid.model.change("mengganti semua baris", rows)
    else:
        grid.model.insert(len(grid.model.rows), rows)


def describe(opened: OpenForm) -> str:
    """What the button that opens the form says."""
    if opened.draft:
        return "Lanjutkan draf…"
    return "Isi formulir…" if opened.before is None else f"Perbaiki, semula {letter_date(opened.before.on)}…"
