"""The dialogs that hold a number for a document to come, and that let one go again."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from spl_desktop.domain import reservations as rules
from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.numbers import series_name
from spl_desktop.domain.office import OfficeState, Reservation
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.sop import Report
from spl_desktop.services import reservations
from spl_desktop.services.reservations import NumberOffer
from spl_desktop.ui import theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.office.editing import EditDialog, Saving, Values, choice, line_edit, problems_of
from spl_desktop.ui.widgets.date_edit import DateEdit


class ReserveDialog(EditDialog):
    """A number to hold: the one that comes next is proposed, the secretariat may have given another."""

    use = UseCase.RESERVE
    agree = "Pesan"
    intro = "Nomor yang dipesan tidak diusulkan untuk dokumen lain, dan baru terpakai saat dokumennya diterbitkan."

    def __init__(self, context: Context, state: OfficeState, parent: QWidget | None = None) -> None:
        super().__init__(context, state, "Pesan nomor", parent)
        self._proposed = ""
        series = {str(report): series_name(report) for report in Report}
        self.series = choice({"": "Pilih jenis dokumen", **dict(sorted(series.items(), key=lambda one: one[1]))}, "")
        self.on = DateEdit(context.register.today, maximum=context.register.today)
        agencies = sorted((one for one in state.agencies if one.active), key=lambda one: one.name.casefold())
        self.agency = choice({0: "Tidak untuk OPD tertentu", **{one.id: one.name for one in agencies}}, 0)
        self.number = line_edit("pilih jenis dokumen dahulu")
        self.purpose = line_edit("misalnya Undangan rapat validasi dengan Dinas Kesehatan")
        self.agenda = line_edit("bila kasusnya sudah ada")
        self.add("series", "Jenis dokumen", self.series, required=True)
        self.add("on", "Diberikan pada", self.on, required=True)
        self.add("number", "Nomor", self.number, required=True)
        self.note = QLabel(wordWrap=True)
        self.note.setProperty("role", "muted")
        self.form.add("number_note", "", self.note)
        self.add("purpose", "Tujuan", self.purpose, required=True)
        self.add("agency", "OPD", self.agency)
        self.add("agenda", "Agenda kasus", self.agenda, hint="Bila diisi, nomor itu hanya dapat dipakai kasusnya.")
        for changed in (self.series.currentIndexChanged, self.on.changed, self.agency.currentIndexChanged):
            changed.connect(lambda *_: self.ask())
        self.number.textChanged.connect(lambda _: self._remark())
        self._offer = NumberOffer("", "")
        self._remark()
        self.ready()

    def ask(self) -> None:
        """Reads which number comes next for that kind, day and agency."""
        day, series = self.on.value(), str(self.series.currentData() or "")
        if day is not None and series:
            self.context.runner.run(
                reservations.number_offer,
                self.context.register,
                series,
                day,
                agency=int(self.agency.currentData() or 0),
                then=self._show_offer,
                owner=self,
                quiet=True,
            )

    def _show_offer(self, offer: NumberOffer) -> None:
        self._offer = offer
        if self.number.text() in ("", self._proposed):
            self.number.setText(offer.proposed)
        self._proposed = offer.proposed
        self._remark()

    def _remark(self) -> None:
        """The last one used, and what is known of a number that was given up before."""
        before = self._offer.remark(self.number.text())
        last = f"Terakhir dipakai dengan pola ini: {self._offer.last}." if self._offer.last else ""
        self.note.setText(f"Catatan: {before}" if before else last)
        self.form.set_row_visible("number_note", bool(before or last))

    def judge(self, values: Values) -> Mapping[str, str]:
        """As the rules have it; whether a document bears the number is only known when it is saved."""
        known = {name: value for name, value in values.items() if name != "agenda"}
        return problems_of(rules.reserve, self.state, today=self.context.register.today, **known)

    def saving(self, values: Values) -> Saving:
        """Recorded as a fact of the office."""
        return reservations.reserve_number, values

    def _saved(self, changes: object) -> None:
        super()._saved(changes)
        self.context.say(f"Nomor {self.number.text().strip()} dipesan.")


class GiveUpDialog(EditDialog):
    """Why a number that was held will not be used."""

    use = UseCase.RESERVE
    agree = "Lepaskan"

    def __init__(
        self, context: Context, state: OfficeState, reservation: Reservation, parent: QWidget | None = None
    ) -> None:
        self.intro = (
            f"Dipesan sejak {letter_date(reservation.on)} untuk {reservation.purpose}. Nomor yang dilepas tetap tampak "
            "di daftar dan tidak diusulkan lagi; siapa yang memerlukannya dapat memesannya kembali."
        )
        super().__init__(context, state, f"Lepaskan nomor {reservation.number}", parent)
        self._reservation = reservation
        self.reason = QPlainTextEdit(tabChangesFocus=True)
        self.reason.setFixedHeight(theme.scaled(72))
        self.add("reason", "Alasan", self.reason, required=True)
        self.ready()

    def judge(self, values: Values) -> Mapping[str, str]:
        """As the rules have it."""
        today = self.context.register.today
        return problems_of(rules.give_up, self.state, reservation=self._reservation.id, on=today, today=today, **values)

    def saving(self, values: Values) -> Saving:
        """Recorded as a fact of the office."""
        return reservations.give_up_reservation, {"reservation": self._reservation.id, **values}

    def _saved(self, changes: object) -> None:
        super()._saved(changes)
        self.context.say(f"Nomor {self._reservation.number} dilepas.")
