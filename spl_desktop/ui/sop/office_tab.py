"""The tab with the office on the SOP: where the open cases stand, and how the steps of a period were worked."""

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.heat import Tokens
from spl_desktop.domain.heat_text import heat_sentence, return_words
from spl_desktop.domain.period import usual_periods
from spl_desktop.domain.sop import Sop
from spl_desktop.services.heat import Ended, OfficeLens, cases_at, ended_visits, office_lens
from spl_desktop.services.listing import VisitRow
from spl_desktop.services.office_replay import OfficeReplay, office_replay
from spl_desktop.services.sops import SopVersion
from spl_desktop.ui import keys, theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.modal import opened
from spl_desktop.ui.settings import Setting
from spl_desktop.ui.sop.office_panel import OfficePanel, Wanted
from spl_desktop.ui.sop.visits_dialog import VisitsDialog
from spl_desktop.ui.swimlane.finder import tool
from spl_desktop.ui.swimlane.office_legend import OfficeLegend
from spl_desktop.ui.swimlane.office_pieces import OfficePicture, Piece, What
from spl_desktop.ui.swimlane.office_view import OfficeView
from spl_desktop.ui.swimlane.replay_bar import ReplayBar
from spl_desktop.ui.widgets.empty_state import EmptyState
from spl_desktop.ui.widgets.period_choice import PeriodChoice

_HEAT: Final = Setting("sop_page/heat", False)
_THIS_YEAR: Final = "Tahun ini"
_NARROW: Final = 1000
REPLAY_KEY: Final = keys.REPLAY.keys[0]
_TOKENS_OF: Final = {What.OPEN, What.OVERDUE, What.HELD}


class OfficeTab(QWidget):
    """`version_wanted` names the version that the page is asked to show."""

    version_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.lens: OfficeLens | None = None
        self._sop: Sop | None = None
        self.now = QRadioButton("Kasus sekaran&g")
        self.now.setToolTip("Kasus terbuka pada langkahnya: jumlah, terlambat, ditunda, dan yang paling lama")
        self.worked = QRadioButton("Kinerja peri&ode")
        self.worked.setToolTip("Lama dan ketepatan waktu tiap langkah, dan pengembalian, pada satu periode")
        self._switch = QButtonGroup(self)
        for one in (self.now, self.worked):
            self._switch.addButton(one)
        (self.worked if context.settings.get(_HEAT) else self.now).setChecked(True)
        self.period = PeriodChoice(usual_periods(context.register.today), _THIS_YEAR, self)
        self.versions = QComboBox()
        self.versions.setAccessibleName("Versi SOP")
        self.versions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.versions.setMinimumContentsLength(28)
        self.versions.setMinimumWidth(theme.scaled(120))  # it gives way first where the window is narrow
        self.versions.hide()
        self.versions.setToolTip("Setiap kasus mengikuti versi SOP yang berlaku ketika kasus itu dibuka")
        self.problem = QLabel(wordWrap=True)
        self.problem.setProperty("role", "problem")
        self.problem.hide()
        self.view = OfficeView()
        self.panel = OfficePanel()
        self.legend = OfficeLegend()
        self.replay_bar = ReplayBar("Waktu kantor")
        self.replay_bar.hide()
        self.nothing_open = EmptyState(
            "empty",
            "Tidak ada kasus terbuka menurut versi SOP ini.",
            "Lihat kinerja periode",
            lambda: self.worked.click(),
            detail="Setelah permohonan didaftarkan, kasusnya terlihat di sini pada langkah yang sedang dikerjakan.",
        )
        self.nothing_ended = EmptyState(
            "search",
            "Tidak ada kunjungan langkah yang berakhir pada periode ini.",
            "Tampilkan seluruh masa",
            self.show_everything,
            detail="Lama dan ketepatan waktu dihitung dari langkah yang sudah diselesaikan.",
        )
        self.nothing_measured = EmptyState(
            "empty",
            "Belum ada langkah yang selesai menurut versi SOP ini.",
            "Lihat kasus sekarang",
            lambda: self.now.click(),
            detail="Lama dan ketepatan waktu terlihat di sini setelah langkah pertama diselesaikan.",
        )
        self.body = QStackedWidget()
        self.picture = self._picture()
        self.body.addWidget(self.picture)
        for empty in (self.nothing_open, self.nothing_ended, self.nothing_measured):
            self.body.addWidget(empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * theme.GAP, 0, 0)
        layout.setSpacing(theme.GAP)
        self.chooser = QWidget()
        self._top = self._tools()
        layout.addLayout(self._top)
        layout.addWidget(self.problem)
        layout.addWidget(self.body, 1)
        layout.addWidget(self.replay_bar)
        layout.addWidget(self.legend)
        self.setFocusProxy(self.view)
        self._connect()
        self._show_switch()

    def show_version(self, sop: Sop, versions: tuple[SopVersion, ...]) -> None:
        """Shows the office on that version, and offers the others."""
        if self.replaying and (self._sop is None or self._sop.id != sop.id):
            self.replay_bar.end()
        self._sop = sop
        self.versions.clear()
        for one in versions:
            standing = "berlaku" if one.current else "lampau"
            self.versions.addItem(f"{one.id} ({standing}, {one.cases} kasus)", one.id)
        self.versions.setCurrentIndex(self.versions.findData(sop.id))
        self.versions.setVisible(len(versions) > 1)
        self._show_switch()
        self.refresh()

    def refresh(self) -> None:
        """Reads the numbers again."""
        days, problem = self.period.days(), self.period.problem()
        self._refuse(problem if self.worked.isChecked() else "")
        if self._sop is not None and days is not None:
            self.context.runner.run(
                office_lens,
                self.context.register,
                self._sop.id,
                *days,
                then=self._on_read,
                failed=lambda error: self._refuse(error.sentence),
                owner=self,
                quiet=True,
            )

    def show_everything(self) -> None:
        """Widens the period to all days on which a visit ended."""
        if self.lens is not None and self.lens.measured is not None:
            first, last = self.lens.measured
            self.period.start.set_value(first)
            self.period.end.set_value(last)

    # -- what is seen

    def _picture(self) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.view)
        splitter.addWidget(self.panel)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.setSizes([theme.scaled(1000), theme.scaled(270)])
        return splitter

    def _tools(self) -> QGridLayout:
        """The switch, what is chosen with it, and the zoom; `resizeEvent` gives the choice a line of its own."""
        switch, chooser, zoom = QHBoxLayout(), QHBoxLayout(self.chooser), QHBoxLayout()
        for row in (switch, chooser, zoom):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.GAP)
        for choice in (self.now, self.worked):
            switch.addWidget(choice)
        self._fields = (self.period.usual, self.period.start, self.period.end)
        for field in self._fields:
            field.setMaximumWidth(theme.scaled(150))
            chooser.addWidget(field)
        chooser.addWidget(self.versions)
        chooser.addStretch(1)
        self._zoom = (
            tool("zoom-out", "Perkecil (Ctrl+-)", self.view.zoom_out),
            tool("zoom-in", "Perbesar (Ctrl++)", self.view.zoom_in),
            tool("fit", "Sesuaikan lebar (Ctrl+0)", self.view.fit_width),
        )
        self.replay_button = tool("history", f"Putar ulang riwayat kantor ({REPLAY_KEY})", self.replay_or_end)
        self.replay_button.setCheckable(True)
        zoom.addWidget(self.replay_button)
        for button in self._zoom:
            zoom.addWidget(button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.GAP)
        grid.setVerticalSpacing(theme.GAP)
        grid.setColumnStretch(1, 1)
        grid.addLayout(switch, 0, 0)
        grid.addWidget(self.chooser, 0, 1)
        grid.addLayout(zoom, 0, 2)
        return grid

    def _connect(self) -> None:
        self.now.toggled.connect(lambda _on: self._switched())
        self.period.changed.connect(self.refresh)
        self.versions.activated.connect(lambda _at: self.version_wanted.emit(self.versions.currentData()))
        self.view.chosen.connect(lambda _step: self._show_step())
        self.view.activated.connect(self._open_step)
        self.view.asked.connect(self._open_piece)
        self.panel.wanted.connect(self.open_list)
        self.replay_bar.shown.connect(self._show_frame)
        self.replay_bar.ended.connect(self._end_replay)
        again = QShortcut(QKeySequence(REPLAY_KEY), self, self.replay_or_end)
        again.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- the history

    @property
    def replaying(self) -> bool:
        """Whether a day of the past may be shown."""
        return self.replay_bar.film is not None

    def replay_or_end(self) -> None:
        """Shows the days of the office one after another, or goes back to the present."""
        self.replay_button.setChecked(self.replaying)
        if self.replaying:
            self.replay_bar.end()
        elif self._sop is not None:
            self.now.setChecked(True)
            self._read_history(self._sop)

    def _read_history(self, sop: Sop) -> None:
        self.context.runner.run(
            office_replay,
            self.context.register,
            sop.id,
            then=self._begin_replay,
            owner=self,
            title="Membaca riwayat kantor…",
        )

    def _begin_replay(self, film: OfficeReplay) -> None:
        if self._sop is None or film.sop.id != self._sop.id or not self.now.isChecked():
            return  # another version or the heat was asked for meanwhile
        if not film.moments:
            self.context.say("Belum ada kasus menurut versi SOP ini, jadi belum ada riwayat untuk diputar.")
            return
        begins = not self.replaying
        self.body.setCurrentWidget(self.picture)
        self.replay_bar.begin(film)
        self.replay_bar.show()
        self.replay_button.setChecked(True)
        if begins:
            self.replay_bar.slider.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_frame(self, frame: Tokens) -> None:
        if self._sop is not None:
            self.view.show_office(OfficePicture(self._sop, frame, None))
            self._show_step()

    def _end_replay(self) -> None:
        self.replay_bar.hide()
        self.replay_button.setChecked(False)
        self._show()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _switched(self) -> None:
        if self.replaying and self.worked.isChecked():
            self.replay_bar.end()
        self.context.settings.set(_HEAT, self.worked.isChecked())
        self._show_switch()
        self.refresh()

    def _show_switch(self) -> None:
        heat = self.worked.isChecked()
        for field in self._fields:
            field.setVisible(heat)
        self.chooser.setVisible(heat or not self.versions.isHidden())
        self.legend.show_heat(heat)

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _on_read(self, lens: OfficeLens) -> None:
        if self._sop is None or lens.tokens.sop != self._sop.id:
            return  # an answer for a version that was left meanwhile
        if (lens.heat.start, lens.heat.end) != self.period.days():
            return
        self.lens = lens
        self._refuse("")
        if self.replaying:
            self._read_history(self._sop)  # what came since joins it
        else:
            self._show()

    def _show(self) -> None:
        if self._sop is None or self.lens is None:
            return
        heat = self.worked.isChecked()
        self.view.show_office(OfficePicture(self._sop, self.lens.tokens, self.lens.heat if heat else None))
        self._show_step()
        there = self.lens.heat.ended if heat else self.lens.tokens.open
        nothing = self.nothing_open
        if heat:
            nothing = self.nothing_ended if self.lens.measured is not None else self.nothing_measured
        self.body.setCurrentWidget(self.picture if there else nothing)
        for widget in (self.legend, *self._zoom):
            widget.setVisible(bool(there))

    def _show_step(self) -> None:
        if self.view.picture is not None:
            self.panel.show_step(self.view.picture, self.view.chosen_step)

    # -- the lists behind the numbers

    def open_list(self, wanted: Wanted) -> None:
        """Opens the list behind a number."""
        if self._sop is None or self.lens is None:
            return
        if self.replaying and wanted.what is not What.OLDEST:
            self.context.say("Angka ini dari masa lalu. Tekan Esc; daftarnya ada pada keadaan sekarang.")
        elif wanted.what in _TOKENS_OF:
            overdue, held = wanted.what is What.OVERDUE, wanted.what is What.HELD
            self.context.show_cases(cases_at(self._sop.id, wanted.step, overdue=overdue, held=held))
        elif wanted.what is What.OLDEST:
            shown = self.view.picture.tokens if self.view.picture is not None else self.lens.tokens
            self.context.open_case(shown.at(wanted.step).oldest)
        else:
            self._read_visits(wanted, self._sop, self.lens.heat.start, self.lens.heat.end)

    def _open_piece(self, piece: Piece) -> None:
        self.open_list(Wanted(piece.what, piece.step, piece.outcome))

    def _open_step(self, step: str) -> None:
        if self.view.picture is None:
            return
        if (what := self.view.picture.whole(step)) is not None:
            self.open_list(Wanted(what, step))
        else:
            self.context.say("Tidak ada yang dapat dibuka pada langkah ini.")

    def _read_visits(self, wanted: Wanted, sop: Sop, start: date, end: date) -> None:
        self.context.runner.run(
            ended_visits,
            self.context.register,
            Ended(sop.id, wanted.step, start, end, wanted.outcome),
            then=lambda rows: self._show_visits(wanted, rows),
            owner=self,
            title="Membaca kunjungan…",
        )

    def _show_visits(self, wanted: Wanted, rows: tuple[VisitRow, ...]) -> None:
        if self._sop is None or self.lens is None:
            return
        heat, number = self.lens.heat, self._sop.step(wanted.step).number
        title, sentence = f"Kunjungan langkah {number}", heat_sentence(self._sop, heat, wanted.step)
        if wanted.outcome:
            back = next(one for one in heat.returns_of(wanted.step) if one.outcome == wanted.outcome)
            title, sentence = f"Pengembalian dari langkah {number}", return_words(back)
        opened(VisitsDialog(self.context, title, sentence, rows, self))

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not seen does not play on."""
        self.replay_bar.pause()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the period and the version have a line of their own."""
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(_NARROW)
        self._top.addWidget(self.chooser, *((1, 0, 1, 3) if narrow else (0, 1)))
