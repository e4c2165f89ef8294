"""The tables of the recap of a period, alike in Word and in Excel."""

from typing import Final

from spl_desktop.domain.period import AgencyFigures, CaseFigures, StepFigures
from spl_desktop.reports.tables import Cell, Column

STEPS: Final = (
    Column("Langkah", "langkah", 9, "number"),
    Column("Kegiatan", "kegiatan", 48),
    Column("Berakhir", "berakhir", 10, "number"),
    Column("Median hari kerja", "median", 12, "decimal"),
    Column("Sesuai waktu baku", "sesuai", 12, "number"),
    Column("Terlambat", "terlambat", 11, "number"),
    Column("Dikembalikan", "dikembalikan", 14, "number"),
)
AGENCIES: Final = (
    Column("Perangkat daerah", "opd", 48),
    Column("Diterima", "diterima", 10, "number"),
    Column("Selesai", "selesai", 10, "number"),
    Column("Berjalan", "berjalan", 10, "number"),
    Column("Langkah terlambat", "terlambat", 12, "number"),
)
CASES: Final = (
    Column("Nomor agenda", "agenda", 16),
    Column("Perangkat daerah", "opd", 30),
    Column("Sistem informasi", "sistem", 26),
    Column("Diterima", "diterima", 12, "date"),
    Column("Berakhir", "berakhir", 12, "date"),
    Column("Keadaan", "keadaan", 13),
    Column("Terlambat", "terlambat", 11, "number"),
    Column("Dikembalikan", "dikembalikan", 14, "number"),
)


def step_values(one: StepFigures) -> tuple[Cell, ...]:
    """The values of a step in the order of STEPS."""
    return (one.number, one.text, one.ended, one.median, one.within, one.late, one.returned)


def agency_values(one: AgencyFigures) -> tuple[Cell, ...]:
    """The values of an agency in the order of AGENCIES."""
    return (one.agency, one.received, one.finished, one.open, one.late)


def case_values(one: CaseFigures) -> tuple[Cell, ...]:
    """The values of a case in the order of CASES."""
    return (one.agenda, one.agency, one.system, one.received, one.ended, one.standing, one.late, one.returned)
