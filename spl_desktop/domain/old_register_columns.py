"""The columns of the import workbook: their headings, what each holds, and where its list of choices comes from."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "date", "number"]

CASES = "Kasus"
HISTORY = "Riwayat langkah"
GUIDE = "Petunjuk"
LISTS = "Daftar"
EXAMPLE = "contoh"
"""A row with this word in its first column is an example and is not taken in."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name of its field, the heading, and what the guide says. `choices` names a list of the template."""

    field: str
    heading: str
    help: str
    required: bool = False
    kind: Kind = "text"
    choices: str = ""
    width: int = 18


MARK = Column("mark", "Tanda", f'Isi "{EXAMPLE}" pada baris contoh; baris itu tidak dimasukkan.', width=9)

CASE_COLUMNS = (
    MARK,
    Column("agenda", "Nomor agenda", "Nomor agenda surat; satu nomor untuk satu kasus.", True),
    Column(
        "received",
        "Diterima tanggal",
        "Tanggal surat diterima; langkah pertama mulai hari itu.",
        True,
        "date",
        width=16,
    ),
    Column("letter_number", "Nomor surat", "Nomor surat permohonan.", True, width=28),
    Column("letter_date", "Tanggal surat", "Tanggal surat permohonan.", True, "date", width=16),
    Column("subject", "Hal", "Hal surat permohonan.", True, width=40),
    Column("sender", "Surat dari", "Pejabat atau unit pengirim; boleh kosong.", width=28),
    Column("agency", "OPD", "Nama atau singkatan OPD menurut daftar OPD kantor.", True, choices="opd", width=34),
    Column("system", "Sistem", "Nama sistem informasi yang diintegrasikan.", True, width=26),
    Column("srikandi", "Nomor SRIKANDI", "Nomor pada SRIKANDI; boleh kosong."),
    Column("structural_name", "PIC struktural", "Nama PIC struktural; boleh kosong.", width=24),
    Column("structural_nip", "NIP PIC struktural", "NIP PIC struktural.", width=22),
    Column("structural_phone", "HP PIC struktural", "Nomor HP PIC struktural."),
    Column("structural_email", "E-mail PIC struktural", "E-mail PIC struktural.", width=26),
    Column("technical_name", "PIC teknis", "Nama PIC teknis; boleh kosong.", width=24),
    Column("technical_nip", "NIP PIC teknis", "NIP PIC teknis.", width=22),
    Column("technical_phone", "HP PIC teknis", "Nomor HP PIC teknis."),
    Column("technical_email", "E-mail PIC teknis", "E-mail PIC teknis.", width=26),
    Column(
        "status",
        "Keadaan",
        "Kosong bila menurut riwayat langkah; selain itu ditunda, dibatalkan (kantor) atau ditarik (OPD).",
        choices="keadaan",
        width=14,
    ),
    Column("since", "Sejak tanggal", "Tanggal ditunda, dibatalkan atau ditarik.", kind="date", width=16),
    Column("reason", "Alasan keadaan", "Alasan ditunda, dibatalkan atau ditarik.", width=30),
    Column("note", "Catatan", "Catatan tentang kasus; boleh kosong.", width=30),
)

HISTORY_COLUMNS = (
    MARK,
    Column("agenda", "Nomor agenda", "Nomor agenda seperti pada lembar Kasus.", True),
    Column(
        "step",
        "Langkah",
        "Nomor langkah SOP, urut seperti dijalani; langkah yang diulang ditulis lagi.",
        True,
        "number",
        "langkah",
        10,
    ),
    Column(
        "ended",
        "Tanggal selesai",
        "Tanggal langkah selesai atau dikembalikan; kosong bila masih dikerjakan.",
        kind="date",
        width=16,
    ),
    Column(
        "outcome",
        "Hasil",
        "Hanya untuk langkah dengan pilihan, misalnya Sepakat; kosong berarti lanjut.",
        choices="hasil",
        width=18,
    ),
    Column("reason", "Alasan", "Wajib bila langkah dikembalikan.", width=34),
    Column("held", "Ditunda mulai", "Tanggal penundaan dimulai.", kind="date", width=16),
    Column("resumed", "Ditunda sampai", "Tanggal penundaan berakhir.", kind="date", width=16),
    Column("held_reason", "Alasan ditunda", "Wajib bila ditunda.", width=28),
    Column("by", "Dilakukan oleh", "Nama pelaksana; boleh kosong.", width=24),
    Column(
        "shelf",
        "Rak",
        "Tempat dokumen kertas langkah ini; bila rak, boks dan map kosong, dokumennya dicatat tidak diberkaskan.",
    ),
    Column("box", "Boks", "Boks tempat dokumen kertas."),
    Column("folder", "Map", "Map tempat dokumen kertas."),
    Column("note", "Catatan", "Catatan tentang langkah ini; boleh kosong.", width=30),
)

SHEETS = {CASES: CASE_COLUMNS, HISTORY: HISTORY_COLUMNS}
