"""Views as a real case fills them, for the tests of what is printed."""

import struct
import zlib
from dataclasses import replace
from datetime import date

from spl_desktop import shipped
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Signer
from spl_desktop.reports.form_documents import form_document
from spl_desktop.reports.views import (
    DispositionSheet,
    FormDocument,
    Given,
    Letterhead,
    Paper,
    choices,
)
from spl_desktop.services.forms import form_of


def picture(width: int = 240, height: int = 280) -> bytes:
    """A PNG of that many pixels: a green shield-like ring on white."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    def dot(x: int, y: int) -> bytes:
        reach = ((x - width / 2) / (width / 2)) ** 2 + ((y - height / 2) / (height / 2)) ** 2
        return b"\x10\x60\x30" if 0.55 < reach < 0.98 or reach < 0.12 else b"\xff\xff\xff"

    rows = b"".join(b"\x00" + b"".join(dot(x, y) for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def letterhead(logo: bytes | None = None) -> Letterhead:
    """The office's kop as its decree prints it."""
    return Letterhead(
        government="PEMERINTAH KABUPATEN KARANGANYAR",
        office="DINAS KOMUNIKASI DAN INFORMATIKA",
        address="Alamat : Jln. Lawu No. 385 B Karanganyar Telepon (0271) 495039 ext. 228 Faks. (0271) 495590",
        contact="Website : diskominfo.karanganyarkab.go.id E-mail : kominfo@karanganyarkab.go.id",
        postal_code="57712",
        logo=logo,
    )


HEAD = Signer(
    name="ISNAN NUR AZIZ, S.Kom.",
    title=("Kepala Dinas Komunikasi dan Informatika", "Kabupaten Karanganyar"),
    rank="Pembina",
    nip="197802102005011016",
)
ON_BEHALF = Signer(
    name="Dra. Endang Widyastuti, M.M.",
    title=("a.n. Kepala Dinas Komunikasi dan Informatika", "Sekretaris"),
    rank="Pembina Tingkat I",
    nip="197105141998032005",
)
RECIPIENTS = (
    "Sekretaris",
    "Kepala Bidang Tata Kelola Informatika",
    "Kepala Bidang Informasi dan Komunikasi Publik",
    "Kepala Seksi Pengelolaan Data dan Integrasi Sistem Informasi",
    "Tim Teknis SPL",
)
INSTRUCTIONS = ("Tanggapan dan saran", "Proses lebih lanjut", "Koordinasi/konfirmasi")
GIVEN = (
    Given(
        giver="ISNAN NUR AZIZ, S.Kom.",
        position="Kepala Dinas",
        role="kepala",
        on=date(2026, 11, 23),
        recipients=("Kepala Bidang Tata Kelola Informatika",),
        instructions=("Proses lebih lanjut",),
        note="Mohon dibahas bersama OPD terkait, dan pastikan data pribadi penduduk terlindungi.",
        deadline=date(2026, 11, 30),
        initials="INA",
        printed=True,
    ),
    Given(
        giver="Dra. Endang Widyastuti, M.M.",
        position="Sekretaris",
        role="sekretaris",
        on=date(2026, 11, 23),
        recipients=("Kepala Bidang Tata Kelola Informatika", "Kepala Subbagian Umum dan Kepegawaian"),
        note="Arsipkan pada map SPL.",
        initials="EW",
    ),
    Given(
        giver="Sri Handayani, S.T., M.Eng.",
        position="Kepala Bidang Tata Kelola Informatika",
        role="kabid",
        on=date(2026, 11, 24),
        recipients=("Kepala Seksi Pengelolaan Data dan Integrasi Sistem Informasi",),
        instructions=("Koordinasi/konfirmasi",),
        note="Undang Disdukcapil pada rapat hari Kamis.",
        deadline=date(2026, 11, 27),
        initials="SH",
    ),
)


def sheet(paper: Paper = "A4", logo: bytes | None = None, chain: tuple[Given, ...] = ()) -> DispositionSheet:
    """A lembar disposisi of the Kepala Dinas."""
    return DispositionSheet(
        letterhead=letterhead(logo),
        paper=paper,
        city="Karanganyar",
        on=date(2026, 11, 23),
        sender="Dinas Kependudukan dan Pencatatan Sipil Kabupaten Karanganyar",
        number="555/23/XI/2026",
        letter_number="470/1234.5/XI/2026",
        letter_date=date(2026, 11, 20),
        received=date(2026, 11, 23),
        agenda="0147/SPL/2026",
        srikandi="B-2145/DISKOMINFO/2026",
        subject="Permohonan Integrasi Sistem Informasi Administrasi Kependudukan (SIAK) dengan Sistem Informasi "
        "Manajemen Puskesmas melalui Sistem Penghubung Layanan",
        urgency=choices(("Biasa", "Segera", "Sangat segera"), ("Segera",)),
        security=choices(("Biasa", "Terbatas", "Rahasia", "Sangat rahasia"), ("Terbatas",)),
        recipients=choices(RECIPIENTS, ("Kepala Bidang Tata Kelola Informatika",)),
        instructions=choices(INSTRUCTIONS, ("Proses lebih lanjut", "Siapkan bahan rapat")),
        note="Mohon dibahas bersama OPD terkait, dan pastikan data pribadi penduduk terlindungi.",
        deadline=date(2026, 11, 30),
        initials="INA",
        signer=HEAD,
        chain=chain,
    )


def item(text: str, conforms: bool, note: str = "", follow_up: str = "") -> dict[str, str]:
    """A row of the laporan hasil validasi."""
    return {"teks": text, "hasil": "sesuai" if conforms else "tidak", "catatan": note, "tindak_lanjut": follow_up}


def says(view: FormDocument, **content: object) -> FormDocument:
    """The same document with other words in its form."""
    return replace(view, content={**view.content, **content})  # type: ignore[arg-type]  # the tests know the fields


def validation_report(view: FormDocument) -> bytes:
    """The document as its shipped template prints it."""
    return form_document(view, shipped.read_bytes(f"templates/{view.form.template}.docx"))


ITEMS = (
    item("Data NIK yang diterima sama dengan data pada SIAK", True, "Diuji dengan 50 NIK contoh"),
    item("Alamat penduduk tampil lengkap sampai RT/RW", True),
    item(
        "Penduduk yang pindah atau meninggal ditandai pada hari yang sama",
        False,
        "Tanda baru muncul setelah dua hari karena jadwal penarikan data mingguan",
        "Jadwal penarikan diubah menjadi setiap malam pukul 23.00 WIB oleh Tim Teknis",
    ),
    item("Akses layanan hanya dari alamat IP yang didaftarkan", True, "Uji dari luar jaringan ditolak"),
    item("Log akses mencatat pengguna, waktu, dan NIK yang diminta", True),
    item("Kode wilayah mengikuti Kepmendagri yang berlaku", True),
    item("Waktu tanggap layanan di bawah 2 detik", True, "Rata-rata 0,8 detik"),
    item("Kesalahan dijawab dengan kode dan pesan yang disepakati", True),
)


def report(paper: Paper = "A4", logo: bytes | None = None) -> FormDocument:
    """A laporan hasil validasi signed by the OPD and Tim Teknis."""
    return FormDocument(
        letterhead=letterhead(logo),
        paper=paper,
        city="Karanganyar",
        on=date(2026, 4, 21),
        number="500.12.6.3/45/IV/2026",
        agency="Dinas Kependudukan dan Pencatatan Sipil Kabupaten Karanganyar",
        system="Sistem Informasi Administrasi Kependudukan (SIAK)",
        subject="Permohonan Integrasi SIAK dengan Sistem Informasi Manajemen Puskesmas",
        agenda="0012/SPL/2026",
        letter_number="470/0021.5/I/2026",
        letter_date=date(2026, 1, 5),
        form=form_of(Report.VALIDATION),
        content={
            "ringkasan": "Validasi dilakukan pada tanggal 20 dan 21 April 2026 di ruang rapat Dinas Kependudukan dan "
            "Pencatatan Sipil oleh petugas OPD bersama Tim Teknis Dinas Komunikasi dan Informatika.\n"
            "Pengujian memakai data contoh sebanyak 50 penduduk dari 17 kecamatan, dan membandingkan "
            "isi layanan dengan data pada SIAK.",
            "butir": ITEMS,
            "kesimpulan": "Data hasil integrasi dinyatakan sesuai dan layak digunakan, dengan catatan jadwal penarikan "
            "data diubah sebelum layanan ditampilkan pada dashboard.",
            "tembusan": "Kepala Dinas Komunikasi dan Informatika Kabupaten Karanganyar\nKepala Bidang Tata Kelola "
            "Informatika\nArsip",
        },
        signers=(
            Signer(
                name="Bambang Supriyanto, S.Sos., M.Si.",
                title=("Kepala Bidang Pengelolaan Informasi", "Administrasi Kependudukan"),
                rank="Pembina",
                nip="197604121999031004",
                party="Perangkat Daerah",
            ),
            Signer(
                name="Rina Wulandari, S.Kom.",
                title=("Pranata Komputer Ahli Muda",),
                rank="Penata Tingkat I",
                nip="198609172010012018",
                party="Tim Teknis",
            ),
        ),
    )
