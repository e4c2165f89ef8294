"""All actions of the main window: their Indonesian words, shortcuts and icons."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from spl_desktop.domain.rights import UseCase
from spl_desktop.ui import icons
from spl_desktop.ui.keys import key_text
from spl_desktop.ui.permits import Permits


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
    use: UseCase | None = None


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
        "file",
        "&Impor dari buku register lama…",
        (),
        "import",
        "Memasukkan kasus lama dari buku kerja Excel",
        use=UseCase.IMPORT,
    ),
    "backup": Spec("file", "Ca&dangan…", (), "history", "Membuat cadangan, melihat daftarnya, dan memulihkan register"),
    "quit": Spec("file", "&Keluar", ("Ctrl+Q",), "exit", "Menutup program", False, True),
    "new_case": Spec(
        "case",
        "&Daftarkan permohonan…",
        ("Ctrl+N",),
        "add",
        "Mendaftarkan surat permohonan baru",
        use=UseCase.REGISTER_CASE,
    ),
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
    "lock": Spec("tools", "Kunci &jendela", ("Ctrl+Shift+L",), "pause", "Menutup isi jendela sampai Anda masuk lagi"),
    "guide": Spec("help", "&Panduan", ("F1",), "sop", "Membuka panduan pada tempat ini", False),
    "first_case": Spec(
        "help", "&Kasus pertama, langkah demi langkah", (), "check", "Menuntun kasus pertama Anda sampai selesai", False
    ),
    "shortcuts": Spec("help", "P&eta papan ketik", ("Ctrl+F1",), "keyboard", "Semua tombol pintasan", False),
    "log_folder": Spec("help", "Buka folder &catatan program", (), "folder", "Untuk pengelola program", False, True),
    "about": Spec("help", "&Tentang program", (), "info", "", False),
}


class Actions:
    """The actions by name, made once and shared by menus, buttons and shortcuts."""

    def __init__(self, window: QMainWindow) -> None:
        self.all: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {name: window.menuBar().addMenu(title) for name, title in MENUS.items()}
        for menu in self.menus.values():
            menu.setToolTipsVisible(True)
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

    def follow(self, permits: Permits) -> None:
        """From now on what records something is off for whoever may not do it."""
        for name, spec in SPECS.items():
            if spec.use is not None:
                permits.bind(self.all[name], spec.use)

    def loosen(self) -> None:
        """No register is open whose rights could be asked."""
        for action in self.all.values():
            Permits.loosen(action)
