"""All actions of the main window: their Indonesian words, shortcuts and icons, and the list of shortcuts."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.ui import icons, theme
from spl_desktop.ui.widgets.sizing import open_at


@dataclass(frozen=True, slots=True)
class Spec:
    """An action as it is declared: its menu, its words, its keys (the first is shown) and its icon."""

    menu: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    needs_register: bool = True
    line_before: bool = False


MENUS: Final = {
    "file": "&Berkas",
    "case": "&Kasus",
    "view": "&Tampilan",
    "tools": "&Alat",
    "help": "Ba&ntuan",
}

SPECS: Final[dict[str, Spec]] = {
    "new_register": Spec("file", "&Mulai register baru…", (), "folder-add", "Membuat berkas register kosong", False),
    "open_register": Spec("file", "&Buka register…", ("Ctrl+O",), "folder", "Membuka berkas register lain", False),
    "demo_register": Spec(
        "file", "Buka register &contoh (demo)", (), "demo", "Membuat register berisi kasus contoh untuk belajar", False
    ),
    "export": Spec(
        "file",
        "&Ekspor register ke Excel…",
        ("Ctrl+E",),
        "export",
        "Menyimpan kasus yang sedang ditampilkan",
        line_before=True,
    ),
    "export_visits": Spec(
        "file", "Ekspor kunjungan &langkah ke Excel…", (), "export", "Menyimpan waktu tiap langkah dari kasus itu"
    ),
    "import": Spec(
        "file", "&Impor dari buku register lama…", (), "import", "Memasukkan kasus lama dari buku kerja Excel"
    ),
    "backup": Spec("file", "Ca&dangan…", (), "history", "Membuat cadangan, melihat daftarnya, dan memulihkan register"),
    "quit": Spec("file", "&Keluar", ("Ctrl+Q",), "exit", "Menutup program", False, True),
    "new_case": Spec("case", "&Daftarkan permohonan…", ("Ctrl+N",), "add", "Mendaftarkan surat permohonan baru"),
    "open_case": Spec("case", "&Buka kasus terpilih", (), "open", "Membuka kasus yang dipilih di tabel"),
    "go_to_case": Spec("case", "Buka kasus menurut &nomor agenda…", ("Ctrl+G",), "search", "Langsung ke satu kasus"),
    "back": Spec("case", "&Kembali ke register", ("Alt+Left", "Esc"), "back", "", line_before=True),
    "find": Spec("view", "&Cari di register", ("Ctrl+F",), "search", "Memindahkan kursor ke kotak pencarian"),
    "refresh": Spec("view", "&Muat ulang", ("F5",), "refresh", "Membaca ulang halaman ini dari register"),
    "page_desk": Spec("view", "Meja &Kerja", ("Ctrl+1",), "desk", "Apa yang menunggu hari ini", line_before=True),
    "page_register": Spec("view", "&Register", ("Ctrl+2",), "register"),
    "page_sop": Spec("view", "&SOP", ("Ctrl+3",), "sop"),
    "office_lens": Spec(
        "view", "Kasus pada &bagan SOP", ("Ctrl+T",), "sop", "Kasus yang berjalan dan kinerja tiap langkah pada bagan"
    ),
    "page_office": Spec("view", "&Pengaturan", ("Ctrl+4",), "settings"),
    "verify": Spec(
        "tools", "&Cocokkan dokumen…", ("Ctrl+K",), "check", "Apakah berkas ini sama dengan yang diterbitkan kantor"
    ),
    "period": Spec("tools", "&Rekap periode…", (), "export", "Menyusun rekap satu periode di Word atau Excel"),
    "conformance": Spec(
        "tools", "&Kesesuaian SOP…", (), "finished", "Langkah dan pelaksana yang menghambat, menurut catatan setahun"
    ),
    "schedule": Spec("tools", "&Simulasi jadwal…", ("Ctrl+J",), "schedule", "Menghitung jatuh tempo tiap langkah"),
    "check": Spec("tools", "&Periksa register", (), "inspect", "Memeriksa keutuhan seluruh isi register"),
    "recorder": Spec(
        "tools",
        "&Nama pencatat…",
        (),
        "person",
        "Nama yang dicatat pada setiap isian di komputer ini",
        line_before=True,
    ),
    "shortcuts": Spec("help", "Daftar &pintasan papan ketik", ("F1",), "keyboard", "", False),
    "log_folder": Spec("help", "Buka folder &catatan program", (), "folder", "Untuk pengelola program", False),
    "about": Spec("help", "&Tentang program", (), "info", "", False, True),
}

# What works inside a place without being an action of the window.
LOCAL_KEYS: Final = (
    ("Buka kasus yang dipilih di tabel", "Enter"),
    ("Menu untuk baris tabel", "Menu"),
    ("Tanggal sehari maju atau mundur", "Panah Atas / Panah Bawah"),
    ("Buka kalender pada kolom tanggal", "Alt+Panah Bawah"),
    ("Kosongkan pencarian", "Esc"),
    ("Selesaikan langkah pada halaman kasus", "Ctrl+Enter"),
    ("Hitungan hari sampai jatuh tempo, pada kasus atau tabel", "Ctrl+H"),
    ("Simpan isian, juga dari kotak catatan", "Ctrl+Enter"),
    ("Pilih langkah pada bagan", "Panah Atas / Panah Bawah"),
    ("Ikuti alur bagan, atau jalan kembali", "Panah Kanan / Panah Kiri"),
    ("Pilih cabang pada keputusan", "1 / 2 / …"),
    ("Buka formulir langkah, atau selesaikan", "Enter"),
    ("Bagan sebagai daftar langkah, atau kembali", "Ctrl+L"),
    ("Pindah antara bagan dan rincian kasus", "F6"),
    ("Putar ulang riwayat kasus, atau kembali ke sekarang", "Ctrl+R"),
    ("Cari langkah pada halaman kasus atau SOP", "Ctrl+F"),
    ("Salin gambar bagan", "Ctrl+C"),
    ("Perbesar, perkecil, atau paskan bagan", "Ctrl++ / Ctrl+- / Ctrl+0"),
    ("Bagan pada ukuran 100%", "Ctrl+1"),
)


class Actions:
    """The actions by name, made once and shared by menus, buttons and shortcuts."""

    def __init__(self, window: QMainWindow) -> None:
        self.all: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {name: window.menuBar().addMenu(title) for name, title in MENUS.items()}
        for name, spec in SPECS.items():
            action = QAction(spec.text, window)
            action.setObjectName(name)
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            action.setStatusTip(spec.tip)
            plain = spec.text.replace("&", "").rstrip("…")
            shown = f" ({key_text(spec.keys[0])})" if spec.keys else ""
            action.setToolTip(f"{spec.tip or plain}{shown}")
            if spec.icon:
                icons.put(action, spec.icon)
            if spec.line_before:
                self.menus[spec.menu].addSeparator()
            self.menus[spec.menu].addAction(action)
            self.all[name] = action

    def __getitem__(self, name: str) -> QAction:
        return self.all[name]

    def enable_register(self, on: bool) -> None:
        """Allow or forbid what needs an open register."""
        for name, spec in SPECS.items():
            if spec.needs_register:
                self.all[name].setEnabled(on)


def key_text(keys: str) -> str:
    """A shortcut as it is printed on the keys, in Indonesian where the key has no printed word."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


class ShortcutsDialog(QDialog):
    """The list of shortcuts (F1)."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Pintasan papan ketik")
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 2 * theme.GAP, 0)
        grid.setHorizontalSpacing(4 * theme.GAP)
        grid.setVerticalSpacing(theme.GAP // 2)
        for menu, title in MENUS.items():
            found = [(spec.text, " / ".join(map(key_text, spec.keys))) for spec in SPECS.values() if spec.menu == menu]
            self._section(grid, title, [(text, keys) for text, keys in found if keys])
        self._section(grid, "Di dalam halaman", list(LOCAL_KEYS))
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP, 2 * theme.GAP)
        layout.addWidget(area)
        layout.addWidget(buttons)
        open_at(self, 520, 560)

    @staticmethod
    def _section(grid: QGridLayout, title: str, lines: list[tuple[str, str]]) -> None:
        if not lines:
            return
        heading = QLabel(title.replace("&", ""))
        heading.setProperty("role", "section")
        heading.setContentsMargins(0, theme.GAP, 0, 0)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
        for text, keys in lines:
            row = grid.rowCount()
            grid.addWidget(QLabel(text.replace("&", "").rstrip("…")), row, 0)
            shown = QLabel(keys)
            shown.setProperty("role", "muted")
            grid.addWidget(shown, row, 1)
