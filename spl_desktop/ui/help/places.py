"""Which part of the guide belongs to which place of the window: one table, by class, module or package."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtWidgets import QDialog, QTabBar, QTabWidget, QWidget

from spl_desktop.ui.context import Page

HOME: Final = "mulai"
KEYS: Final = "papan-ketik"

_ROOT: Final = "spl_desktop.ui."
_OF_PARENT: Final = ""
"""Said of small dialogs that many places open: the guide tells of the place that opened them."""

# "page" or "page#section". A package or module speaks for the pages and dialogs in it that are not named themselves.
PLACES: Final[dict[str, str]] = {
    "accounts": "kantor#akun",
    "accounts.sign_in": "kantor#masuk-dan-mengunci",
    "asking": _OF_PARENT,
    "backup_dialog": "cadangan#membuat-cadangan",
    "case": "kasus",
    "case.cancel": "kasus#mengembalikan-menunda-membatalkan",
    "case.conformance": "kasus#kesesuaian",
    "case.contacts.ContactsDialog": "kasus#surat-dan-pic",
    "case.correction": "kasus#riwayat",
    "case.disposition": "kasus#disposisi",
    "case.disposition_marks": "kasus#disposisi",
    "case.dispositions_tab.DispositionsTab": "kasus#disposisi",
    "case.documents_tab.DocumentsTab": "kasus#dokumen",
    "case.file_document": "kasus#dokumen",
    "case.finish_step": "kasus#menyelesaikan-langkah",
    "case.history_tab.HistoryTab": "kasus#riwayat",
    "case.forecast": "kasus#perkiraan-selesai",
    "case.hold": "kasus#mengembalikan-menunda-membatalkan",
    "case.ledger": "kasus#hitungan-hari",
    "case.letter_tab.LetterTab": "kasus#surat-dan-pic",
    "case.new_case": "register#mendaftarkan-permohonan",
    "case.page.CasePage": "kasus#bagan",
    "case.print_disposition": "formulir#lembar-disposisi",
    "case.printing": "formulir#menerbitkan",
    "case.reopen": "kasus#mengembalikan-menunda-membatalkan",
    "case.reopen.NoteDialog": "kasus#riwayat",
    "case.step_tab.StepTab": "kasus#langkah",
    "case.waive": "kasus#menyelesaikan-langkah",
    "conformance_dialog": "rekap#kesesuaian-sop",
    "desk": "meja-kerja",
    "desk.charts": "meja-kerja#grafik",
    "file_dialog": _OF_PARENT,
    "first_case.panel.FirstCasePanel": "mulai#kasus-pertama",
    "forms": "formulir",
    "forms.dialog": "formulir#mengisi-formulir",
    "forms.grid.Grid": "formulir#tabel-dalam-formulir",
    "forms.imports": "formulir#tabel-dalam-formulir",
    "forms.mapping": "formulir#memasangkan-kolom",
    "forms.issue": "formulir#menerbitkan",
    "import_dialog": "impor#langkahnya",
    "office": "kantor",
    "office.accounts_tab.AccountsTab": "kantor#akun",
    "office.agencies.AgenciesTab": "kantor#opd",
    "office.agency_dialog": "kantor#opd",
    "office.check_dialog": "cadangan#memeriksa-register",
    "office.day_dialog": "kantor#hari-kerja",
    "office.general.GeneralPanel": "kantor#umum",
    "office.letterhead_panel.LetterheadPanel": "kantor#kop-surat",
    "office.numbers_panel.NumbersPanel": "kantor#nomor-surat",
    "office.people.PeopleTab": "kantor#pejabat-dan-jabatan",
    "office.people_dialogs": "kantor#pejabat-dan-jabatan",
    "office.reservation_dialogs": "kantor#nomor-dipesan",
    "office.reservations.ReservationsTab": "kantor#nomor-dipesan",
    "office.template_dialogs": "templat#bila-pemeriksaan-menemukan-kesalahan",
    "office.template_dialogs.FieldsDialog": "templat#mengganti-templat",
    "office.templates_tab.TemplatesTab": "templat",
    "office.workdays_tab.WorkdaysTab": "kantor#hari-kerja",
    "period_dialog": "rekap#rekap-periode",
    "preview": "pratinjau",
    "preview.printing": "pratinjau#mencetak",
    "problems": "mulai#bila-ada-yang-tidak-berjalan",
    "register": "register",
    "schedule_dialog": "rekap#simulasi-jadwal",
    "sop": "sop",
    "sop.office_tab.OfficeTab": "sop#berjalan-di-kantor",
    "sop.visits_dialog": "sop#berjalan-di-kantor",
    "sop.adopt_dialog": "sop#memasang-versi-baru",
    "sop.versions_tab.VersionsTab": "sop#memasang-versi-baru",
    "swimlane.replay_bar.ReplayBar": "kasus#putar-ulang",
    "verifying": "verifikasi",
    "welcome.WelcomePage": "mulai#membuka-register",
    "widgets.progress": _OF_PARENT,
    "widgets.sizing": _OF_PARENT,
}


def place_of(widget: QWidget | None) -> str:
    """Where the guide tells of this widget: what is said of the nearest place around it, else the first page."""
    if isinstance(widget, Page | QTabBar):  # nothing in it has the keyboard: what is seen of it counts
        tabs = widget.parentWidget() if isinstance(widget, QTabBar) else widget.findChild(QTabWidget)
        widget = tabs.currentWidget() if isinstance(tabs, QTabWidget) else widget
    while widget is not None:
        for kind in type(widget).__mro__:
            if place := _of_class(kind, isinstance(widget, QDialog | Page)):
                return place
        widget = widget.parentWidget()
    return HOME


def _of_class(kind: type, whole: bool) -> str:
    name = f"{kind.__module__}.{kind.__qualname__}"
    if not name.startswith(_ROOT):
        return ""
    names = list(_shorter(name.removeprefix(_ROOT)))
    return next((PLACES[one] for one in (names if whole else names[:1]) if one in PLACES), "")


def _shorter(name: str) -> Iterator[str]:
    while name:
        yield name
        name = name.rpartition(".")[0]
