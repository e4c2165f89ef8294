"""Papers and workbooks beside the libraries that write them."""

import multiprocessing
import resource
import sys
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from benchmarks.bars.listing import opened
from benchmarks.documents import Figure, of_the_forms, of_the_packet
from benchmarks.measuring import Bar, Bench, Measured, timed
from benchmarks.started import memory
from spl_desktop.services.exporting import export_visits
from spl_desktop.services.listing import list_visits
from spl_desktop.services.register import close, create_register

_VISITS_A_CASE = 14
_MEBI = 1 << 20
_KEPT: dict[Bench, list[Figure]] = {}


def _forms(bench: Bench) -> list[Figure]:
    if bench not in _KEPT:
        place = bench.folder / "forms"
        place.mkdir()
        register = create_register(place / "forms.db", recorder="Pengukur")
        try:
            _KEPT[bench] = of_the_forms(register, place, bench.size(7, 1))
        finally:
            close(register)
    return _KEPT[bench]


def letter(bench: Bench) -> Measured:
    """Every form as a draft: the one that is farthest from its bare template."""
    worst = max(_forms(bench), key=lambda one: one.ours / one.floor)
    return Measured(1000 * worst.floor, 1000 * worst.ours, f"worst of {len(_forms(bench))} forms: {worst.name}")


def packet(bench: Bench) -> Measured:
    """A packet of a case with an issued document of each form, beside one document."""
    place = bench.folder / "packet"
    place.mkdir()
    register = create_register(place / "packet.db", recorder="Pengukur")
    try:
        made = of_the_packet(register, place, bench.size(5, 1))
    finally:
        close(register)
    return Measured(1000 * median(one.ours for one in _forms(bench)), 1000 * made.ours, made.name)


def _bare_workbook(rows: list[tuple[object, ...]], target: Path) -> None:
    """The same cells by openpyxl alone: dates formatted, the head bold, texts wrapped."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Kunjungan")
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value)
            cell.alignment = wrapped
            if not number:
                cell.font = bold
            elif isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
            cells.append(cell)
        sheet.append(cells)
    book.save(target)


def _measured(
    register: Path, target: Path, ours: bool, said: "multiprocessing.queues.Queue[tuple[float, int]]"
) -> None:
    """One way of writing in a process of its own: milliseconds, and bytes above what it held before."""
    kept = opened(register)
    rows = [] if ours else [
        (row.agenda, row.agency, row.system, row.number, row.step_number, row.step_text, row.entered, row.due_late,
         row.ended, row.used, row.held, row.net, row.verdict, row.outcome, row.reason)
        for row in list_visits(kept)
    ]  # fmt: skip
    before = memory()
    took = timed(partial(export_visits, kept, target) if ours else partial(_bare_workbook, rows, target))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    close(kept)
    said.put((took, max(0, peak - before)))


def _workbooks(bench: Bench) -> tuple[list[tuple[float, int]], list[tuple[float, int]]]:
    register = bench.register(bench.size(100_000 // _VISITS_A_CASE, 30))
    context = multiprocessing.get_context("spawn")
    found: tuple[list[tuple[float, int]], list[tuple[float, int]]] = ([], [])
    for _ in range(bench.size(2, 1)):
        for place, ours in enumerate((False, True)):
            said = context.Queue()
            target = bench.folder / f"visits-{place}.xlsx"
            process = context.Process(target=_measured, args=(register, target, ours, said))
            process.start()
            found[place].append(said.get())
            process.join()
            target.unlink()
    return found


def workbook(bench: Bench) -> Measured:
    """A workbook of every visit, from the register to the file."""
    floor, ours = _workbooks(bench)
    above = median(bytes_ for _, bytes_ in ours) / _MEBI
    note = f"ours rises {above:.0f} MiB above idle (60 allowed)"
    return Measured(median(ms for ms, _ in floor), median(ms for ms, _ in ours), note)


BARS = (
    Bar("official letter", "docxtpl filling the bare template", 1.4, letter),
    Bar("packet of every form", "one document", 12.2, packet),
    Bar("Excel of 100,000 visits", "openpyxl write-only, same cells", 1.2, workbook),
)
