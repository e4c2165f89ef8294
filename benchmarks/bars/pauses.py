"""How long the window stands still while long work is done: the longest gap of a timer of 5 ms, beside an idle one."""

import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from itertools import pairwise
from math import nan
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEventLoop, Qt, QTimer

from benchmarks.bars.facts import working_copy
from benchmarks.measuring import Bar, Bench, Measured, alternate, timed
from benchmarks.register import LAST
from spl_desktop.domain.old_register_columns import CASES
from spl_desktop.domain.trends import Chart
from spl_desktop.services.backup import Kind, back_up
from spl_desktop.services.checking import check
from spl_desktop.services.clock import SystemClock
from spl_desktop.services.converting import available, to_pdf
from spl_desktop.services.exporting import export_visits
from spl_desktop.services.importing import import_cases, write_template
from spl_desktop.services.office import office
from spl_desktop.services.packet import make_packet
from spl_desktop.services.register import Register, close, create_register
from spl_desktop.services.trends import trends, write_chart
from spl_desktop.ui.runner import Runner
from tools import document_pictures

_TICK_MS = 5
_IDLE_MS = 3_000
Job = Callable[[], object]


def _longest_gap(runner: Runner, job: Job | None, idle_ms: int) -> float:
    """The longest time in milliseconds between two ticks, while the job is done by the runner, or nothing is."""
    loop = QEventLoop()
    timer = QTimer(interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
    ticks = [time.perf_counter()]
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    if job is None:
        QTimer.singleShot(idle_ms, loop.quit)
    else:
        runner.run(job, always=lambda _done: loop.quit(), quiet=True)
    loop.exec()
    timer.stop()
    ticks.append(time.perf_counter())
    return 1000 * max(after - before for before, after in pairwise(ticks))


def _pause(bench: Bench, prepare: Callable[[Bench, ExitStack], Job]) -> Measured:
    """The longest pauses with and without the job, in turn; the first round is not counted."""
    from benchmarks.bars.window import application

    application()
    gaps: tuple[list[float], list[float]] = ([], [])
    with ExitStack() as after:
        job = prepare(bench, after)
        runner = Runner()
        after.callback(runner.close)
        for number in range(bench.size(3, 1) + 1):
            for place, wanted in enumerate((None, job)):
                gap = _longest_gap(runner, wanted, bench.size(_IDLE_MS, 50))
                if number:
                    gaps[place].append(gap)
    return Measured(median(gaps[0]), median(gaps[1]), f"worst {max(gaps[1]):.0f} ms")


def _register(bench: Bench, after: ExitStack) -> Register:
    register = working_copy(bench, bench.size(2_000, 30), "jeda")
    after.callback(close, register)
    return register


def _export(bench: Bench, after: ExitStack) -> Job:
    return partial(export_visits, _register(bench, after), bench.folder / "jeda.xlsx")


def _check(bench: Bench, after: ExitStack) -> Job:
    return partial(check, _register(bench, after))


def _backup(bench: Bench, after: ExitStack) -> Job:
    register = _register(bench, after)
    return lambda: back_up(register.path, Kind.MANUAL, SystemClock())


def _chart(bench: Bench, after: ExitStack) -> Job:
    register = _register(bench, after)

    def job() -> None:
        shown = trends(register, LAST - timedelta(days=365), LAST)
        for chart in Chart:
            write_chart(shown, chart, bench.folder / f"{chart}.png")

    return job


def _issued(bench: Bench, after: ExitStack, name: str) -> tuple[Register, list[Path]]:
    folder = bench.folder / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    register = create_register(folder / "register.db", recorder="Pengukur")
    after.callback(close, register)
    return register, list(document_pictures.documents(register, folder))


def _packet(bench: Bench, after: ExitStack) -> Job:
    register, _ = _issued(bench, after, "jeda-paket")
    target = register.path.with_name("paket.zip")
    return lambda: make_packet(register, 1, target, replace=True)


def _import(bench: Bench, after: ExitStack) -> Job:
    """A check of the workbook, which takes nearly all the time of an import and can be done again."""
    from openpyxl import load_workbook

    register, path = _register(bench, after), bench.folder / "jeda-impor.xlsx"
    write_template(path, register)
    book = load_workbook(path)
    sheet, number = book[CASES], bench.size(5_000, 20)
    agency = office(register).agencies[0].name
    for one in range(number):
        came = LAST - timedelta(days=one % 900)
        sheet.append([None, f"{one}/1999", came, "445/1", came, "Permohonan integrasi", None, agency, "SIMRS"])
    book.save(path)

    def job() -> None:
        found = import_cases(register, path, dry_run=True)
        assert (found.cases, found.bad) == (number, ()), found.bad[:1]

    return job


def pdf(bench: Bench) -> Measured:
    """The documents of a packet as PDF in one call, beside one document; a quick run takes the one for both."""
    if not available():
        return Measured(nan, nan, "neither Word nor LibreOffice is installed")
    with ExitStack() as after:
        _, papers = _issued(bench, after, "pdf")
        if bench.quick:
            took = timed(lambda: to_pdf(papers[:1], bench.folder))
            return Measured(took, took, "one document")
        twelve = (papers * 12)[:12]
        one, all_of_them = (lambda: to_pdf(papers[:1], bench.folder)), (lambda: to_pdf(twelve, bench.folder))
        return alternate(one, all_of_them, 2, f"{len(twelve)} documents in one call")


_IDLE = "longest gap of an idle 5 ms timer"
BARS = (
    Bar("PDF of a packet of 12", "one LibreOffice conversion", 3.0, pdf),
    Bar("pause during an import", _IDLE, 10.0, partial(_pause, prepare=_import)),
    Bar("pause during an export", _IDLE, 10.0, partial(_pause, prepare=_export)),
    Bar("pause during a packet", _IDLE, 10.0, partial(_pause, prepare=_packet)),
    Bar("pause during a backup", _IDLE, 10.0, partial(_pause, prepare=_backup)),
    Bar("pause during a check", _IDLE, 10.0, partial(_pause, prepare=_check)),
    Bar("pause during a chart export", _IDLE, 10.0, partial(_pause, prepare=_chart)),
)
