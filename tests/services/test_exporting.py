"""Exports: three contents in three forms, filtered, whole or not at all."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from spl_desktop.domain.case import Status
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.events import GENESIS
from spl_desktop.services import cases
from spl_desktop.services.exporting import EVENTS, export
from spl_desktop.services.queries import CaseFilter
from spl_desktop.services.register import Register, close, create_register


class Noon:
    """A clock that stands at noon of one day."""

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 5, tzinfo=UTC)

    def today(self) -> date:
        return date(2026, 11, 23)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """Three cases: one running, one with a text like a formula, one cancelled."""
    made = create_register(tmp_path / "register.db", clock=Noon(), recorder="Sri")
    for number, (system, day) in enumerate((("SIAK", 2), ("=1+1", 3), ("SIMPUS", 4)), 1):
        new = cases.NewCase(
            agenda=f"{number}/2026",
            letter_number=f"045/{number}",
            letter_date=date(2026, 11, 1),
            received=date(2026, 11, day),
            subject="Integrasi",
            agency=number,
            system=system,
        )
        cases.open_case(made, new)
    cases.cancel(made, 3, on=date(2026, 11, 5), reason="ganda", by_agency=False)
    yield made
    close(made)


def rows_of(path: Path, sheet: int = 0) -> list[tuple[object, ...]]:
    """The rows of the sheet below its headings, with the headings first."""
    found = list(openpyxl.load_workbook(path).worksheets[sheet].iter_rows(values_only=True))
    start = next(place for place, row in enumerate(found) if row[0] == "No.")
    return found[start:]


def test_the_register_in_excel_has_real_dates_and_its_visits(register: Register, tmp_path: Path) -> None:
    target = tmp_path / "rekap.xlsx"
    assert export(register, "register", target) == 3
    head, *rows = rows_of(target)
    assert [row[head.index("Masuk")] for row in rows if row[1] == "1/2026"] == [datetime(2026, 11, 2)]  # noqa: DTZ001
    assert {row[head.index("Sistem informasi")] for row in rows} == {"SIAK", "=1+1", "SIMPUS"}
    assert len(rows_of(target, 1)) == 4


def test_a_text_like_a_formula_stays_text(register: Register, tmp_path: Path) -> None:
    export(register, "register", tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"] == ["s"]
    export(register, "register", tmp_path / "a.csv")
    assert "'=1+1" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(("what", "count"), [("register", 3), ("visits", 3)])
def test_csv_and_jsonl_hold_the_same(register: Register, tmp_path: Path, what: str, count: int) -> None:
    assert export(register, what, tmp_path / "a.csv") == count
    assert export(register, what, tmp_path / "a.jsonl") == count
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        plain = list(csv.DictReader(file))
    objects = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["Nomor agenda"] for row in plain] == [row["nomor_agenda"] for row in objects]
    assert sorted(row["masuk"] for row in objects) == ["2026-11-02", "2026-11-03", "2026-11-04"]


def test_filters_hold_in_the_file_and_are_named_in_it(register: Register, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    chosen = CaseFilter(statuses=frozenset({Status.CANCELLED}))
    assert export(register, "register", target, filter=chosen) == 1
    texts = [str(cell.value) for row in openpyxl.load_workbook(target).worksheets[0]["A1:A4"] for cell in row]
    assert "Penyaring: status dibatalkan" in texts
    assert export(register, "visits", tmp_path / "b.csv", filter=CaseFilter(text="SIAK")) == 1


def test_events_are_every_fact_with_its_chain(register: Register, tmp_path: Path) -> None:
    target = tmp_path / "peristiwa.jsonl"
    count = export(register, "events", target)
    facts = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert len(facts) == count
    streams = {fact["stream"] for fact in facts}
    assert streams == {"office", "case:1", "case:2", "case:3"}
    for stream in streams:
        chain = [fact for fact in facts if fact["stream"] == stream]
        assert [fact["seq"] for fact in chain] == list(range(1, len(chain) + 1))
        assert [fact["previous"] for fact in chain] == [GENESIS, *(fact["hash"] for fact in chain[:-1])]
    opened = next(fact for fact in facts if fact["kind"] == "case_opened")
    assert opened["payload"]["agenda"] == opened["agenda"] == "1/2026"
    assert opened["recorded_at"].startswith("2026-11-23T05:00:00")

    assert export(register, "events", tmp_path / "peristiwa.csv") == count
    assert export(register, "events", tmp_path / "peristiwa.xlsx") == count
    assert len(rows_of(tmp_path / "peristiwa.xlsx")) == count + 1
    assert rows_of(tmp_path / "peristiwa.xlsx")[0][1:] == tuple(column.heading for column in EVENTS)


def test_filtered_events_leave_the_office_out(register: Register, tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"
    export(register, "events", target, filter=CaseFilter(text="SIAK"))
    assert {json.loads(line)["stream"] for line in target.read_text(encoding="utf-8").splitlines()} == {"case:1"}


def test_refusals_say_what_to_do_and_leave_the_old_file(register: Register, tmp_path: Path) -> None:
    old = tmp_path / "lama.xlsx"
    old.write_bytes(b"lama")
    for what, target, sentence in (
        ("register", tmp_path / "a.pdf", 'Akhiran ".pdf" tidak dikenal. Pakai .xlsx, .csv atau .jsonl.'),
        ("register", tmp_path / "tanpa", 'Akhiran "" tidak dikenal.'),
        ("semua", old, "Isi ekspor tidak dikenal."),
        ("register", tmp_path / "tidak ada" / "a.csv", "tidak ada. Buat foldernya dahulu"),
    ):
        with pytest.raises(UserError) as refusal:
            export(register, what, target)
        assert sentence in refusal.value.sentence
    (tmp_path / "map.csv").mkdir()
    with pytest.raises(UserError) as refusal:
        export(register, "register", tmp_path / "map.csv")
    assert "adalah folder" in refusal.value.sentence
    assert old.read_bytes() == b"lama"


def test_cancelling_leaves_the_old_file_and_no_rest(register: Register, tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def progress(done: int = 0, total: int = 0, sentence: str = "") -> None:
        if sentence == "Menulis berkas":
            raise Stop

    target = tmp_path / "a.csv"
    target.write_bytes(b"lama")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Stop):
        export(register, "register", target, progress=progress)
    assert target.read_bytes() == b"lama"
    assert [path for path in sorted(tmp_path.iterdir()) if not path.name.startswith("register.db-")] == [
        path for path in before if not path.name.startswith("register.db-")
    ]


def test_a_locked_target_is_named(register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "rekap.csv"
    target.write_bytes(b"lama")

    def refuse(self: Path, other: Path) -> Path:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserError) as refusal:
        export(register, "register", target)
    assert refusal.value.sentence == (
        'Berkas "rekap.csv" sedang dibuka di program lain atau terkunci. '
        "Tutup berkas itu lalu ulangi, atau simpan dengan nama lain."
    )
    assert target.read_bytes() == b"lama"


@pytest.mark.parametrize("what", ["visits", "events"])
def test_what_is_recorded_meanwhile_is_not_in_the_file(register: Register, tmp_path: Path, what: str) -> None:
    target = tmp_path / "sebelum.csv"
    export(register, what, target)
    written: list[int] = []

    def progress(done: int = 0, total: int = 0, sentence: str = "") -> None:
        if sentence == "Menulis berkas" and not written:
            written.append(total)
            cases.hold(register, 2, on=date(2026, 11, 10), reason="menunggu OPD")

    again = tmp_path / "selagi.csv"
    rows = export(register, what, again, progress=progress)
    assert written == [rows]
    assert again.read_bytes() == target.read_bytes()
    export(register, what, again)
    assert again.read_bytes() != target.read_bytes()
