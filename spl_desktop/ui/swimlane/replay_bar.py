"""The line that moves a picture through its time: a slider over the moments, play, and the fact that came."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from spl_desktop.domain.dates import long_date
from spl_desktop.domain.replay import fact_before, next_fact
from spl_desktop.services.replay import Film
from spl_desktop.ui import icons, theme
from spl_desktop.ui.swimlane.finder import tool
from spl_desktop.ui.widgets.wrapping import breakable

SPEEDS: Final = (1, 2, 4, 8)
FACT_MS: Final = 1200
"""How long a fact stays to be read at single speed, in milliseconds."""
DAY_MS: Final = 120
"""How long a day without facts stays at single speed, in milliseconds."""
_LINES: Final = 4
"""More lines of a sentence than that do not keep their room."""


class MomentSlider(QSlider):
    """Arrows go from moment to moment, Page Up and Page Down from fact to fact, Space plays."""

    fact_wanted = Signal(bool)
    play_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the replay; the others are those of every slider."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.fact_wanted.emit(event.key() == Qt.Key.Key_PageDown)
        elif event.key() == Qt.Key.Key_Space:
            self.play_wanted.emit()
        else:
            super().keyPressEvent(event)


class ReplayBar(QFrame):
    """Shows one moment of a history after another; `shown` gives its frame, `ended` that the present is wanted."""

    shown = Signal(object)
    ended = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.film: Film | None = None
        self.setObjectName("replay")
        self.day = QLabel()
        self.day.setProperty("role", "section")
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.before = tool("fact-before", "Catatan sebelumnya (PgUp)", lambda: self._go_to_fact(onward=False))
        self.play = tool("play", "Putar (Spasi)", self.play_or_pause)
        self.next = tool("fact-next", "Catatan berikutnya (PgDn)", lambda: self._go_to_fact(onward=True))
        self.close_button = tool("clear", "Kembali ke keadaan sekarang (Esc)", self.end)
        self.speed = QComboBox()
        self.speed.setAccessibleName("Kecepatan putar")
        self.speed.setToolTip("Kecepatan putar")
        for times in SPEEDS:
            self.speed.addItem(f"{times}×", times)
        self.slider = MomentSlider(name)
        self.slider.valueChanged.connect(lambda _: self._show())
        self.slider.sliderPressed.connect(self.pause)
        self.slider.fact_wanted.connect(lambda onward: self._go_to_fact(onward=onward))
        self.slider.play_wanted.connect(self.play_or_pause)
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self._tick)
        self._lay_out()
        theme.bus().changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        words = QHBoxLayout()
        words.setSpacing(theme.GAP)
        words.addWidget(self.day)
        words.addWidget(self.count)
        words.addStretch(1)
        words.addWidget(self.close_button)
        moving = QHBoxLayout()
        moving.setSpacing(theme.GAP // 2)
        for widget in (self.before, self.play, self.next):
            moving.addWidget(widget)
        moving.addWidget(self.slider, 1)
        moving.addWidget(self.speed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GAP, theme.GAP // 2, theme.GAP, theme.GAP // 2)
        layout.setSpacing(2)
        layout.addLayout(words)
        layout.addWidget(self.sentence)
        layout.addLayout(moving)

    def _dress(self) -> None:
        line, ground = theme.color("line").name(), theme.color("warn_soft").name()
        self.setStyleSheet(f"QFrame#replay {{ background: {ground}; border-top: 1px solid {line}; }}")

    # -- what is shown

    def begin(self, film: Film) -> None:
        """Shows this history: from the place where one was, which is the present at first."""
        place = self.slider.value() if self.film is not None and self.film.key == film.key else None
        self.film = film
        last = len(film.moments) - 1
        self.slider.blockSignals(True)
        self.slider.setRange(0, last)
        self.slider.setPageStep(max(1, last // 10))
        self.slider.setValue(last if place is None else place)
        self.slider.blockSignals(False)
        self._show()

    def end(self) -> None:
        """Leaves the history."""
        self.pause()
        self.film = None
        self.ended.emit()

    def _show(self) -> None:
        if self.film is None:
            return
        place = self.slider.value()
        moment = self.film.moments[place]
        told = breakable(self.film.sentence(place)) or "Tidak ada catatan pada hari ini."
        self.day.setText(f"Keadaan {long_date(moment.on)}")
        self.count.setText(f"catatan {moment.facts} dari {self.film.facts}")
        self.sentence.setText(told)
        # Room that a long sentence needed stays, so that the picture does not jump from fact to fact.
        needed = self.sentence.heightForWidth(self.sentence.width()) if self.isVisible() else 0
        most = _LINES * self.fontMetrics().lineSpacing()
        self.sentence.setMinimumHeight(max(self.sentence.minimumHeight(), min(needed, most)))
        self.slider.setAccessibleDescription(f"{self.day.text()}, {self.count.text()}. {told}")
        self.before.setEnabled(fact_before(self.film.moments, place) is not None)
        self.next.setEnabled(next_fact(self.film.moments, place) is not None)
        self.shown.emit(self.film.frame(place))

    # -- moving

    def play_or_pause(self) -> None:
        """Plays on from here, from the first moment where it stands at the last; or stands still."""
        if self.playing:
            self.pause()
        elif self.film is not None:
            if self.slider.value() == self.slider.maximum():
                self.slider.setValue(0)
            self._wait()
            self._show_playing()

    @property
    def playing(self) -> bool:
        """Whether it moves by itself."""
        return self._clock.isActive()

    def pause(self) -> None:
        """Stands still."""
        self._clock.stop()
        self._show_playing()

    def _tick(self) -> None:
        if self.film is None:
            return
        self.slider.setValue(self.slider.value() + 1)
        if self.slider.value() < self.slider.maximum():
            self._wait()
        self._show_playing()

    def _wait(self) -> None:
        assert self.film is not None
        told = self.film.moments[self.slider.value()].told
        self._clock.start((FACT_MS if told else DAY_MS) // int(self.speed.currentData()))

    def _show_playing(self) -> None:
        icons.put(self.play, "pause" if self.playing else "play")
        words = "Jeda (Spasi)" if self.playing else "Putar (Spasi)"
        self.play.setToolTip(words)
        self.play.setAccessibleName(words)

    def _go_to_fact(self, *, onward: bool) -> None:
        if self.film is None:
            return
        self.pause()
        place = (next_fact if onward else fact_before)(self.film.moments, self.slider.value())
        if place is not None:
            self.slider.setValue(place)

    # -- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the history."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """While the bar has the keyboard, Esc is its own and does not leave the page."""
        overriding = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if overriding and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]  # a key event, as was asked
            event.accept()
            return True
        return super().event(event)
