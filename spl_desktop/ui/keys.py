"""The keys that work inside a place without being an action of the window: declared once, for the place and the map."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QKeySequence


@dataclass(frozen=True, slots=True)
class Keys:
    """What keys do, in the words of the map; the first of them is shown elsewhere, all of them work."""

    words: str
    keys: tuple[str, ...]


GRID: Final[dict[str, Keys]] = {
    "add": Keys("Tambah baris", ("Ctrl+Shift++",)),
    "duplicate": Keys("Gandakan baris", ("Ctrl+Shift+D",)),
    "remove": Keys("Hapus baris", ("Ctrl+-",)),
    "up": Keys("Pindah ke atas", ("Alt+Up",)),
    "down": Keys("Pindah ke bawah", ("Alt+Down",)),
    "undo": Keys("Urungkan", ("Ctrl+Z",)),
    "redo": Keys("Ulangi", ("Ctrl+Y",)),
    "copy": Keys("Salin", ("Ctrl+C",)),
    "cut": Keys("Potong", ("Ctrl+X",)),
    "paste": Keys("Tempel", ("Ctrl+V",)),
    "fill": Keys("Isi ke bawah", ("Ctrl+D",)),
}
PREVIEW: Final[dict[str, Keys]] = {
    "search": Keys("Cari dalam dokumen", ("Ctrl+F",)),
    "next": Keys("Temuan berikutnya", ("F3",)),
    "previous": Keys("Temuan sebelumnya", ("Shift+F3",)),
    "larger": Keys("Perbesar", ("Ctrl++", "Ctrl+=")),
    "smaller": Keys("Perkecil", ("Ctrl+-",)),
    "width": Keys("Selebar jendela", ("Ctrl+0",)),
    "natural": Keys("Ukuran sebenarnya", ("Ctrl+1",)),
    "page": Keys("Satu halaman penuh", ("Ctrl+9",)),
}
FIND: Final = Keys("Cari langkah pada bagan", ("Ctrl+F",))
LEDGER: Final = Keys("Hitungan hari sampai jatuh tempo", ("Ctrl+H",))
LIST: Final = Keys("Bagan sebagai daftar langkah, atau kembali", ("Ctrl+L",))
DETAILS: Final = Keys("Rincian di samping bagan, atau bagan saja", ("F9",))
REPLAY: Final = Keys("Putar ulang riwayat, atau kembali ke sekarang", ("Ctrl+R",))
SIDES: Final = Keys("Pindah antara bagan dan rincian", ("F6",))
UNDO: Final = Keys("Urungkan yang baru saja disimpan, selama pesannya tampak", ("Ctrl+Z",))
FINISH: Final = Keys("Selesaikan langkah", ("Ctrl+Return", "Ctrl+Enter"))
AGREE: Final = Keys("Tekan tombol utama dialog, juga dari kotak catatan", ("Ctrl+Return", "Ctrl+Enter"))
GUIDE: Final[dict[str, Keys]] = {
    "search": Keys("Cari dalam panduan", ("Ctrl+F",)),
    "back": Keys("Halaman sebelumnya", ("Alt+Left",)),
    "forward": Keys("Halaman berikutnya", ("Alt+Right",)),
    "close": Keys("Tutup panduan", ("Esc",)),
}

# Answered by the key events of the widgets themselves; tests press them.
REPLAYING: Final = (
    Keys("Saat sebelumnya atau berikutnya", ("Left", "Right")),
    Keys("Catatan sebelumnya atau berikutnya", ("PgUp", "PgDown")),
    Keys("Putar atau jeda", ("Space",)),
    Keys("Kembali ke sekarang", ("Esc",)),
)
CHART: Final = (
    Keys("Langkah sebelumnya atau berikutnya pada bagan", ("Up", "Down")),
    Keys("Ikuti alur, atau jalan kembali", ("Right", "Left")),
    Keys("Langkah pertama atau terakhir", ("Home", "End")),
    Keys("Pilih cabang pada keputusan", ("1", "2")),
    Keys("Buka formulir langkah, atau selesaikan", ("Return",)),
    Keys("Salin gambar bagan", ("Ctrl+C",)),
    Keys("Perbesar atau perkecil", ("Ctrl++", "Ctrl+-")),
    Keys("Paskan lebar, atau ukuran sebenarnya", ("Ctrl+0", "Ctrl+1")),
)
TABLES: Final = (
    Keys("Buka kasus yang dipilih di tabel", ("Return",)),
    Keys("Menu untuk baris tabel", ("Menu",)),
    LEDGER,
    Keys("Kosongkan pencarian", ("Esc",)),
)
DATES: Final = (
    Keys("Tanggal sehari maju atau mundur", ("Up", "Down")),
    Keys("Buka kalender pada kolom tanggal", ("Alt+Down", "F4")),
)

SECTIONS: Final[tuple[tuple[str, tuple[Keys, ...]], ...]] = (
    ("Di mana saja", (UNDO,)),
    ("Tabel kasus dan pencarian", TABLES),
    ("Halaman kasus", (FINISH, LEDGER, SIDES, DETAILS, LIST, REPLAY, FIND)),
    ("Bagan SOP", CHART),
    ("Putar ulang riwayat", REPLAYING),
    ("Dialog", (AGREE,)),
    ("Kolom tanggal", DATES),
    ("Tabel dalam formulir", tuple(GRID.values())),
    ("Pratinjau", tuple(PREVIEW.values())),
    ("Panduan", tuple(GUIDE.values())),
)


def key_text(keys: str) -> str:
    """A shortcut as it is printed on the keys, in Indonesian where the key has no printed word."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


def keys_text(keys: Iterable[str]) -> str:
    """Several shortcuts as they are printed; the two keys called Enter count once."""
    return " / ".join(dict.fromkeys(map(key_text, keys)))
