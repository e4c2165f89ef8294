"""The outputs that a step owes, each with how it is accounted for and with the ways to mend what is missing."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.rules import How
from spl_desktop.services import cases, documents
from spl_desktop.services.changes import Changes
from spl_desktop.services.forms import Paper
from spl_desktop.services.queries import CaseView, OutputView
from spl_desktop.ui import asking
from spl_desktop.ui.case.form import Banner, LongText, Sentence
from spl_desktop.ui.case.tab import allow
from spl_desktop.ui.case.waive import warning_of
from spl_desktop.ui.context import Context
from spl_desktop.ui.forms.papers import button_words, state_words
from spl_desktop.ui.widgets.wrapping import breakable

# Three of them stand beside each other in a panel of 400 pixels.
_NARROW = 'QPushButton { padding: 4px 8px; } QPushButton[menu="yes"] { padding-right: 22px; }'
_SIGNS = {How.FILED: "✓", How.REUSED: "✓", How.WAIVED: "–", How.MISSING: "○"}


def account(view: CaseView, output: OutputView) -> str:
    """How an output is accounted for, in a sentence."""
    document = view.state.document(output.document)
    match How(output.how):
        case How.FILED:
            return f"Sudah diberkaskan: {document.title if document else ''}, versi {output.version}."
        case How.REUSED:
            return f"Memakai dokumen yang ada: {document.title if document else ''}, versi {output.version}."
        case How.WAIVED:
            return f"Dikecualikan: {output.reason}"
        case How.MISSING:
            return "Belum ada."


class OutputRow(QFrame):
    """One output; a file dropped on it is filed as that output."""

    filed = Signal(str, list)
    written = Signal(str)
    reused = Signal(str, int)
    waived = Signal(str, str)

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.setObjectName("card")
        self.setAcceptDrops(True)
        self._sign = QLabel()
        self._sign.setFixedWidth(18)
        self._name = QLabel()
        self._name.setWordWrap(True)
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._how = QLabel()
        self._how.setWordWrap(True)
        self._how.setTextFormat(Qt.TextFormat.PlainText)
        self._how.setProperty("role", "muted")
        self._report = ""
        self.write = QPushButton("Isi formulir…")
        self.write.clicked.connect(lambda: self.written.emit(self._report))
        self.write.hide()
        self.file = QPushButton("Berkaskan…")
        self.file.clicked.connect(self._choose)
        self.reuse = QPushButton("Pakai yang ada")
        self.reuse.setProperty("menu", "yes")
        self._reusable = QMenu(self.reuse)
        self.waive = QPushButton("Kecualikan…")
        self.waive.setCheckable(True)
        self.waive.toggled.connect(self._show_waiving)
        for button in (self.write, self.file, self.reuse, self.waive):
            button.setAutoDefault(False)
            button.setStyleSheet(_NARROW)
        head = QHBoxLayout()
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._how)
        head.addLayout(words, 1)
        ways = QHBoxLayout()
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(6)
        for way in (self.file, self.reuse, self.waive):
            ways.addWidget(way)
        ways.addStretch(1)
        self._waiving = QWidget()
        self.warning = Banner()
        self.reason = LongText(2)
        self.reason.setPlaceholderText("alasan mengapa dokumen ini tidak dibuat")
        self.really = QPushButton("Kecualikan")
        self.really.setAutoDefault(False)
        self.really.clicked.connect(lambda: self.waived.emit(self.kind, self.reason.text()))
        self.problem = Sentence("problem")
        inner = QVBoxLayout(self._waiving)
        inner.setContentsMargins(24, 0, 0, 0)
        inner.addWidget(self.warning)
        inner.addWidget(self.reason)
        inner.addWidget(self.problem)
        inner.addWidget(self.really, 0, Qt.AlignmentFlag.AlignLeft)
        self._waiving.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(4)
        first = QHBoxLayout()
        first.setContentsMargins(0, 0, 0, 0)
        first.addWidget(self.write)
        first.addStretch(1)
        layout.addLayout(head)
        layout.addLayout(first)
        layout.addLayout(ways)
        layout.addWidget(self._waiving)

    @property
    def name(self) -> str:
        """The name of the document."""
        return self._name.text()

    def show_output(self, view: CaseView, output: OutputView, *, editable: bool) -> None:
        """Shows how it is accounted for; the ways to mend are there while something is missing and can be done."""
        name = view.sop.document(self.kind).name
        how = How(output.how)
        self._sign.setText(_SIGNS[how])
        self._name.setText(name)
        sentence = account(view, output)
        self._how.setText(breakable(sentence))
        self.setAccessibleName(f"Output {name}. {sentence}")
        missing = how is How.MISSING and editable
        self.file.setVisible(editable)
        self.file.setText("Versi baru…" if how is How.FILED else "Berkaskan…")
        self.file.setAccessibleName(f"Pilih berkas untuk {name}")
        self.setAcceptDrops(editable)
        self.waive.setVisible(missing)
        self.waive.setAccessibleName(f"Kecualikan {name}")
        if not missing:
            self.waive.setChecked(False)
        self.reuse.setVisible(missing and bool(output.reusable))
        self.reuse.setAccessibleName(f"Pakai dokumen yang ada untuk {name}")
        self._fill_reusable(view, output)
        for button in (self.reuse, self.waive, self.really):
            allow(button, view.foreign)
        self.reason.setAccessibleName(f"Alasan mengecualikan {name}")
        self.warning.say(warning_of(view).text())

    def show_paper(self, paper: Paper | None) -> None:
        """The way into the form that makes this output, where there is one."""
        self.write.setVisible(paper is not None)
        self._report = paper.report.value if paper is not None else ""
        if paper is not None:
            self.write.setText(button_words(paper).replace("&", "&&"))
            self.write.setAccessibleName(f"{button_words(paper)} {self.name}")
            self.write.setToolTip(state_words(paper))

    def _fill_reusable(self, view: CaseView, output: OutputView) -> None:
        self._reusable.clear()
        for number in output.reusable:
            document = view.state.document(number)
            if document is not None:
                title = f"{document.title} (versi {document.current.number})".replace("&", "&&")
                action = self._reusable.addAction(title)
                action.triggered.connect(lambda _=False, number=number: self.reused.emit(self.kind, number))
        self.reuse.setMenu(self._reusable)

    def _show_waiving(self, shown: bool) -> None:
        self._waiving.setVisible(shown)
        if shown:
            self.reason.setFocus()

    def _choose(self) -> None:
        paths = asking.open_files(self, f"Berkas untuk {self._name.text()}", ())
        if paths:
            self.filed.emit(self.kind, list(paths))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped, by whoever may file them."""
        if self.file.isEnabled() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files the dropped files."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.filed.emit(self.kind, paths)


class OutputsBox(QWidget):
    """Every output of the open visit. `on` gives the day on which what is done here happened."""

    mended = Signal()
    written = Signal(str)
    refused = Signal(str)
    typed = Signal()

    def __init__(self, context: Context, on: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._on = on
        self._view: CaseView | None = None
        self._rows: dict[str, OutputRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def row(self, kind: str) -> OutputRow:
        """The row of that document kind."""
        return self._rows[kind]

    def show_outputs(self, view: CaseView, outputs: tuple[OutputView, ...], *, editable: bool) -> None:
        """Shows these outputs; what is being typed into a row stays."""
        self._view = view
        wanted = [output.kind for output in outputs]
        if list(self._rows) != wanted:
            for row in self._rows.values():
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
            self._rows = {kind: self._made(kind) for kind in wanted}
        for output in outputs:
            self._rows[output.kind].show_output(view, output, editable=editable)

    def show_papers(self, papers: Mapping[str, Paper]) -> None:
        """Kind of output -> the form that makes it."""
        for kind, row in self._rows.items():
            row.show_paper(papers.get(kind))

    def next_missing(self) -> QPushButton | None:
        """The way to account for the first output that is still missing, None where all are."""
        return next((row.waive for row in self._rows.values() if row.waive.isVisible()), None)

    def form_buttons(self) -> list[QPushButton]:
        """The ways into the forms that make these outputs."""
        return [row.write for row in self._rows.values() if not row.write.isHidden()]

    def reasons(self) -> dict[str, str]:
        """What stands in the fields for the reason of leaving something out, for a draft."""
        return {kind: row.reason.text() for kind, row in self._rows.items() if row.waive.isChecked()}

    def half_waived(self) -> str:
        """What to do about a reason that was written but not yet recorded; empty where there is none."""
        for row in self._rows.values():
            if row.waive.isChecked() and row.reason.text().strip():
                return (
                    f"Alasan mengecualikan {row.name} belum dicatat. Tekan Kecualikan di bawah alasannya, "
                    "atau kosongkan alasannya."
                )
        return ""

    def restore(self, reasons: dict[str, str]) -> None:
        """Puts the reasons of a draft back into the fields."""
        for kind, row in self._rows.items():
            row.reason.setPlainText(reasons.get(kind, ""))
            row.waive.setChecked(kind in reasons and row.waive.isVisibleTo(row))

    def _made(self, kind: str) -> OutputRow:
        row = OutputRow(kind)
        row.filed.connect(self._file)
        row.written.connect(self.written)
        row.reused.connect(self._reuse)
        row.waived.connect(self._waive)
        row.reason.textChanged.connect(self.typed)
        for button, use in (
            (row.write, UseCase.ISSUE),
            (row.file, UseCase.FILE),
            (row.reuse, UseCase.WORK_STEP),
            (row.waive, UseCase.WORK_STEP),
            (row.really, UseCase.WORK_STEP),
        ):
            self._context.permits.bind(button, use)
        self._column.addWidget(row)
        return row

    def _file(self, kind: str, paths: list[Path]) -> None:
        view = self._view
        if view is None:
            return
        existing = next((one.document for one in _outputs(view) if one.kind == kind and one.how == How.FILED), 0)
        if existing and len(paths) == 1:
            self._run(documents.file_document, view.id, path=paths[0], title="", document=existing, on=self._on())
            return
        for path in paths:
            title = "" if len(paths) == 1 else path.stem
            self._run(documents.file_document, view.id, path=path, title=title, document_kind=kind, on=self._on())

    def _reuse(self, kind: str, document: int) -> None:
        if self._view is not None:
            self._run(cases.reuse_output, self._view.id, output=kind, document=document, on=self._on())

    def _waive(self, kind: str, reason: str) -> None:
        if self._view is not None:
            row = self._rows[kind]
            row.problem.say("")
            self._run(
                cases.waive_output,
                self._view.id,
                output=kind,
                reason=reason,
                on=self._on(),
                failed=lambda error: row.problem.say(f"▲ {error.sentence}"),
            )

    def _run(
        self,
        service: Callable[..., Changes],
        case: int,
        *,
        failed: Callable[[UserError], object] | None = None,
        **kwargs: Any,
    ) -> None:
        self._context.runner.run(
            partial(service, self._context.register, case, **kwargs),
            then=lambda _: self.mended.emit(),
            failed=failed or (lambda error: self.refused.emit(error.sentence)),
            owner=self,
            lock=self,  # a second click must not send it twice
            title="Menyimpan ke register…",
        )


def _outputs(view: CaseView) -> tuple[OutputView, ...]:
    visit = view.state.visit
    return next((one.outputs for one in view.steps if visit is not None and one.step.id == visit.step), ())
