"""The conformance of a case, or of a period, as a workbook: the verdict first, then a sheet for each table."""

from typing import BinaryIO, Final

from spl_desktop.reports import recaps
from spl_desktop.reports.conformance_tables import Account
from spl_desktop.reports.tables import Cell, Column
from spl_desktop.reports.views import RecapHeader

_SUMMARY: Final = (Column("Ringkasan", "ringkasan", 120),)


def conformance_workbook(account: Account, header: RecapHeader, target: BinaryIO) -> None:
    """Writes the workbook as .xlsx into `target`; what a note says of a table stands in the summary as well."""
    title = ": ".join(account.title).upper()
    told = [": ".join(pair) for pair in account.identity]
    told += account.sentences
    told += dict.fromkeys(note for note in (account.note, *(table.note for table in account.tables)) if note)
    rows: list[tuple[Cell, ...]] = [(words,) for words in told]
    recaps.tables_workbook(
        " ".join(account.title),
        (
            ("Ringkasan", title, _SUMMARY, rows),
            *((table.name, f"{title}: {table.name.upper()}", table.columns, table.rows) for table in account.tables),
        ),
        header,
        target,
    )
