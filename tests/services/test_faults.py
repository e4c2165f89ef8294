"""The report of a fault says where and what is saved, and nothing of what people wrote."""

import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from spl_desktop.services import cases, drafts
from spl_desktop.services.faults import Redacted, keep_report, report_text, saved_so_far, trace_of
from spl_desktop.services.register import Register
from tests.builders import StandingClock, opened

AT = "Senin, 23 November 2026 pukul 09.00 WIB"
SECRET = "Sri Wahyuni, perihal rahasia"


def caught(work: Callable[[], object]) -> BaseException:
    """What it raises, with its place."""
    try:
        work()
    except Exception as error:  # noqa: BLE001  # to be told, whatever it is
        return error
    raise AssertionError("nothing was raised")


def _chained() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise RuntimeError(f"case of {SECRET}") from error


def _hidden_cause() -> None:
    try:
        int(SECRET)
    except ValueError:
        raise LookupError(SECRET) from None


def _grouped() -> None:
    error = ValueError(SECRET)
    error.add_note(SECRET)
    raise ExceptionGroup(SECRET, [error, OSError(28, "No space left on device", f"/home/x/{SECRET}.docx")])


def _of_sql() -> None:
    raise IntegrityError("INSERT INTO cases", {"sender": SECRET}, sqlite3.IntegrityError(SECRET))


def _of_template() -> None:
    exec(compile(f"subject = '{SECRET}'\nraise ValueError(subject)", "<template>", "exec"), {})


@pytest.mark.parametrize("work", [_chained, _hidden_cause, _grouped, _of_sql, _of_template])
def test_no_message_that_may_quote_a_letter_is_told(work: Callable[[], object], tmp_path: Path) -> None:
    error = caught(work)
    log = tmp_path / "spl-desktop.log"
    handler = logging.FileHandler(log, encoding="utf-8")
    handler.setFormatter(Redacted("%(levelname)s %(message)s"))
    logger = logging.Logger("test")
    logger.addHandler(handler)
    logger.error("job failed: %s", "open_case", exc_info=error)
    handler.close()
    report = report_text(error, log=log)
    for told in (report, log.read_text(encoding="utf-8")):
        for part in ("Sri", "Wahyuni", "rahasia"):
            assert part not in told
        assert work.__name__ in told  # but where it was
    assert "Akhir catatan program" in report
    assert "job failed: open_case" in report


@given(st.text(min_size=4).filter(lambda said: said.strip() and said not in trace_of(caught(lambda: 1 / 0))))
def test_no_text_of_any_kind_comes_through(said: str) -> None:
    def work() -> None:
        raise RuntimeError(said)

    shown = trace_of(caught(work))
    assert shown.endswith("builtins.RuntimeError: (pesan disembunyikan)")


def test_what_python_says_of_the_code_itself_is_told() -> None:
    told = trace_of(caught(lambda: None.agenda))  # type: ignore[attr-defined]
    assert told.endswith("builtins.AttributeError: 'NoneType' object has no attribute 'agenda'")
    assert "tests/services/test_faults.py:" in told


def test_a_fault_without_end_stays_short() -> None:
    def work() -> None:
        work()

    told = trace_of(caught(work))
    assert "tempat lagi" in told
    assert len(told.splitlines()) < 60


def test_what_is_saved_is_asked_of_the_file(register: Register) -> None:
    case = opened(register)
    assert saved_so_far(register.path) == (
        f"Yang terakhir tercatat: kasus 1, catatan 2, {AT}. Tidak ada draf yang tersimpan."
    )
    drafts.save_draft(register, "baru", {"hal": SECRET})
    with register.writing():  # also while the register is being written
        said = saved_so_far(register.path)
    assert said.endswith(
        "1 draf tersimpan, yang terbaru Senin, 23 November 2026 pukul 09.00 WIB; draf itu muncul lagi di formulirnya."
    )
    cases.add_note(register, case, text=SECRET, on=register.today)
    assert "catatan 3," in saved_so_far(register.path)
    assert "Sri" not in saved_so_far(register.path)


def test_without_a_register_or_with_a_broken_one(register: Register, tmp_path: Path) -> None:
    assert saved_so_far(None) == ""
    assert "tidak menjawab" in saved_so_far(tmp_path / "tiada.db")
    (tmp_path / "lain.db").write_bytes(b"lain" * 2000)
    assert "tidak menjawab" in saved_so_far(tmp_path / "lain.db")
    with register.writing() as session:
        session.execute(text("DROP TABLE drafts"))
    assert "tidak menjawab" in saved_so_far(register.path)


def test_the_newest_reports_are_kept_beside_the_log(tmp_path: Path, clock: StandingClock) -> None:
    at = datetime(2026, 11, 23, 2, tzinfo=UTC)
    for minute in range(25):
        made = keep_report(f"laporan {minute}", tmp_path, at + timedelta(minutes=minute))
        assert made is not None and made.read_text(encoding="utf-8") == f"laporan {minute}"
    found = sorted(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert len(found) == 20
    assert "laporan 24" in found and "laporan 4" not in found
    assert keep_report("x", tmp_path / "tiada", at) is None
