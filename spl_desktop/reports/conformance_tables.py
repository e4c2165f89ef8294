"""The tables of the conformance of a case and of a period, alike on the screen, in Word and in Excel."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from spl_desktop.domain.conformance_period import BASIS, FIGURES, LANE_FIGURES, RULE, Evidence, Review
from spl_desktop.domain.conformance_sheet import Conformance, StepCourse, VisitFit
from spl_desktop.domain.narrative import open_words
from spl_desktop.domain.timing import Verdict
from spl_desktop.reports.tables import Cell, Column, shown

_STEPS: Final = (
    Column("Langkah", "langkah", 9, "number"),
    Column("Kegiatan", "kegiatan", 44),
    Column("Pelaksana", "pelaksana", 22),
    Column("Keadaan", "keadaan", 17),
    Column("Kunjungan", "kunjungan", 11, "number"),
    Column("Diulang", "diulang", 9, "number"),
    Column("Dikembalikan", "dikembalikan", 14, "number"),
    Column("Output dikecualikan", "dikecualikan", 38),
)
_VISITS: Final = (
    Column("Langkah", "langkah", 9, "number"),
    Column("Putaran", "putaran", 9, "number"),
    Column("Masuk", "masuk", 12, "date"),
    Column("Jatuh tempo", "jatuh_tempo", 12, "date"),
    Column("Berakhir", "berakhir", 12, "date"),
    Column("Waktu baku", "waktu_baku", 12),
    Column("Terpakai", "terpakai", 10, "number"),
    Column("Ditunda", "ditunda", 10, "number"),
    Column("Bersih", "bersih", 10, "number"),
    Column("Hasil", "hasil", 17),
    Column("Selisih", "selisih", 21),
    Column("Penundaan dihitung", "penundaan_dihitung", 21),
)
_LACKS: Final = (
    Column("Langkah", "langkah", 9, "number"),
    Column("Dokumen", "dokumen", 44),
    Column("Sebagai", "sebagai", 14),
    Column("Kekurangan", "kekurangan", 48),
)
_LATE: Final = (
    Column("Terjadi", "terjadi", 12, "date"),
    Column("Dicatat", "dicatat", 12, "date"),
    Column("Jarak", "jarak", 24),
    Column("Catatan", "catatan", 70),
)
_HOLDS: Final = (
    Column("Langkah", "langkah", 9, "number"),
    Column("Mulai", "mulai", 12, "date"),
    Column("Berakhir", "berakhir", 12, "date"),
    Column("Hari kerja", "hari_kerja", 11, "number"),
    Column("Alasan", "alasan", 60),
)
_RETURNS: Final = (
    Column("Langkah", "langkah", 9, "number"),
    Column("Ke langkah", "ke_langkah", 9, "number"),
    Column("Tanggal", "tanggal", 12, "date"),
    Column("Hasil", "hasil", 20),
    Column("Alasan", "alasan", 60),
)
_FIGURES: Final = (
    Column("Dinilai", "dinilai", 10, "number"),
    Column("Terlambat", "terlambat", 11, "number"),
    Column("Terlambat (%)", "persen_terlambat", 12, "number"),
    Column("Hari hilang", "hari_hilang", 11, "number"),
    Column("Median", "median", 10, "decimal"),
    Column("Persentil 85", "persentil_85", 11, "decimal"),
    Column("Baku terlama", "baku_terlama", 12, "decimal"),
    Column("Bukti", "bukti", 12),
)
_STEP_FIGURES: Final = (
    Column("Langkah", "langkah", 9, "number"),
    Column("Kegiatan", "kegiatan", 40),
    Column("Waktu baku", "waktu_baku", 12),
    *_FIGURES,
)
# No median of a lane: it would mix the days of its short steps with those of its long ones.
_LANE_FIGURES: Final = (
    Column("Pelaksana", "pelaksana", 40),
    Column("Dinilai", "dinilai", 10, "number"),
    Column("Memenuhi baku", "memenuhi", 12, "number"),
    Column("Memenuhi (%)", "persen_memenuhi", 12, "number"),
    Column("Terlambat", "terlambat", 11, "number"),
    Column("Hari hilang", "hari_hilang", 11, "number"),
    Column("Rata-rata hari terlambat", "rata_rata_terlambat", 14, "decimal"),
    Column("Bukti", "bukti", 12),
)
_ARROWS: Final = (
    Column("Dari langkah", "dari", 12, "number"),
    Column("Ke langkah", "ke", 12, "number"),
    Column("Hasil", "hasil", 40),
    Column("Kali", "kali", 10, "number"),
)
_REASONS: Final = (
    Column("Alasan", "alasan", 70),
    Column("Kali", "kali", 10, "number"),
    Column("Hari kerja", "hari_kerja", 12, "number"),
)
_AGENDA: Final = Column("Nomor agenda", "agenda", 16)
_LACK_COUNTS: Final = (
    Column("Langkah", "langkah", 9, "number"),
    Column("Dokumen", "dokumen", 38),
    Column("Sebagai", "sebagai", 13),
    Column("Tidak ada", "tidak_ada", 11, "number"),
    Column("Menyusul", "menyusul", 11, "number"),
    Column("Nomor agenda", "agenda", 46),
)
_CASE_WAIVERS: Final = (
    _AGENDA,
    Column("Langkah", "langkah", 9, "number"),
    Column("Output", "output", 36),
    Column("Alasan", "alasan", 56),
)
_CASE_RECORDS: Final = (
    _AGENDA,
    Column("Perangkat daerah", "opd", 44),
    Column("Catatan", "catatan", 10, "number"),
    Column("Paling lama (hari)", "paling_lama", 14, "number"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns, its rows in their order, and a note below; `empty` is said where it has none."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    empty: str = ""

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """The rows as people read them."""
        return tuple(tuple(map(shown, row)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that is told of a case or a period as of day `on`; `note` is by which rule the sentences judge."""

    title: tuple[str, ...]
    identity: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]
    tables: tuple[Table, ...]
    on: date
    note: str = ""


def case_account(sheet: Conformance) -> Account:
    """What is told of a case."""
    return Account((sheet.title,), sheet.identity, sheet.summary(), _case_tables(sheet), sheet.on)


def period_account(found: Review) -> Account:
    """What is told of a period."""
    title = ("Kesesuaian terhadap SOP", found.recap.words)
    return Account(title, (), found.summary(), _period_tables(found), found.recap.end, f"{RULE} {BASIS}")


def _case_tables(sheet: Conformance) -> tuple[Table, ...]:
    return (
        Table(
            "Langkah",
            _STEPS,
            tuple(map(_step_values, sheet.steps)),
            "Dikecualikan: langkahnya selesai, tetapi semua outputnya dikecualikan dengan alasan.",
        ),
        Table(
            "Waktu",
            _VISITS,
            tuple(map(_visit_values, sheet.visits)),
            "Hari dihitung dalam hari kerja; bersih adalah terpakai tanpa hari yang ditunda. Penundaan dihitung: "
            "selisihnya seandainya penundaan tidak menggeser jatuh tempo.",
        ),
        Table(
            "Dokumen",
            _LACKS,
            tuple((one.step_number, one.document, one.part.value, one.words) for one in sheet.lacks),
            empty="Semua kelengkapan dan output langkah yang dijalani ada pada waktunya.",
        ),
        Table(
            "Pengembalian",
            _RETURNS,
            tuple((one.step_number, one.to or None, one.on, one.label, one.reason) for one in sheet.returns),
            empty="Pekerjaan tidak pernah dikembalikan.",
        ),
        Table(
            "Penundaan",
            _HOLDS,
            tuple((one.step_number, one.start, one.end, one.days, one.reason) for one in sheet.holds),
            empty="Kasus ini tidak pernah ditunda.",
        ),
        Table(
            "Pencatatan",
            _LATE,
            tuple((one.happened, one.recorded, one.words, one.sentence) for one in sheet.late_records),
            "Yang dicatat pada hari kejadiannya tidak disebut di sini.",
            "Semua catatan dibuat pada hari kejadiannya.",
        ),
    )


def _period_tables(found: Review) -> tuple[Table, ...]:
    return (
        Table("Langkah", _STEP_FIGURES, tuple(map(_step_figures, found.steps)), FIGURES, _NOTHING),
        Table("Pelaksana", _LANE_FIGURES, tuple(map(_lane_figures, found.lanes)), LANE_FIGURES, _NOTHING),
        Table(
            "Pengembalian",
            _ARROWS,
            tuple((one.step_number, one.to or None, one.label, one.count) for one in found.arrows),
            empty="Tidak ada pekerjaan yang dikembalikan pada periode ini.",
        ),
        Table(
            "Penundaan",
            _REASONS,
            tuple((one.reason, one.count, one.days) for one in found.holds),
            "Penundaan yang dimulai pada periode ini; hari kerjanya sampai kasus dilanjutkan atau sampai hari ini.",
            "Tidak ada penundaan yang dimulai pada periode ini.",
        ),
        Table(
            "Dokumen",
            _LACK_COUNTS,
            tuple(
                (one.step_number, one.document, one.part.value, one.missing, one.late, ", ".join(one.agendas))
                for one in found.lacks
            ),
            "Tidak ada: belum pernah diberkaskan. Menyusul: diberkaskan setelah langkahnya berakhir.",
            "Semua kelengkapan dan output langkah yang berakhir pada periode ini ada pada waktunya.",
        ),
        Table(
            "Pengecualian",
            _CASE_WAIVERS,
            tuple((one.agenda, one.waiver.step_number, one.waiver.output, one.waiver.reason) for one in found.waivers),
            empty="Tidak ada output yang dikecualikan pada periode ini.",
        ),
        Table(
            "Pencatatan",
            _CASE_RECORDS,
            tuple((one.agenda, one.agency, one.count, one.longest) for one in found.late_records),
            "Catatan yang dibuat setelah hari kejadiannya; jarak terpanjang dalam hari kalender.",
            "Semua kejadian pada periode ini dicatat pada harinya.",
        ),
    )


_NOTHING: Final = "Tidak ada kunjungan langkah yang berakhir pada periode ini."


def _step_values(one: StepCourse) -> tuple[Cell, ...]:
    waived = "\n".join(one.waived)
    return (one.number, one.text, one.lanes, one.words, one.visits, one.repeats, one.returned, waived or None)


def _visit_values(one: VisitFit) -> tuple[Cell, ...]:
    took = (one.used.total, one.used.held, one.used.net)
    return (
        one.step_number,
        one.round,
        one.entered,
        one.due,
        one.ended,
        one.standard,
        *took,
        one.ending.value if one.ending is not None else open_words(one.overdue, held=one.held),
        _apart(one.verdict, one.early, one.late),
        _apart(one.plain, 0, one.plain_late),
    )


def _apart(verdict: Verdict | None, early: int, late: int) -> str | None:
    """How far from the standard: "terlambat 3 hari kerja", "lebih awal", "sesuai"; None where it was not judged."""
    days = late if verdict is Verdict.LATE else early
    return None if verdict is None else f"{verdict.words} {days} hari kerja" if days else verdict.words


def _step_figures(one: Evidence) -> tuple[Cell, ...]:
    return (one.number, one.name, one.standard, *_figures(one))


def _lane_figures(one: Evidence) -> tuple[Cell, ...]:
    within = one.judged - one.late
    share = round(100 * within / one.judged) if one.judged else None
    mean = one.lost / one.late if one.late else None
    return (one.name, one.judged, within, share, one.late, one.lost, mean, _proof(one))


def _proof(one: Evidence) -> str:
    return "tipis" if one.thin else "cukup"


def _figures(one: Evidence) -> tuple[Cell, ...]:
    share = round(100 * one.share) if one.judged else None
    return (one.judged, one.late, share, one.lost, one.median, one.upper, one.allowed, _proof(one))
