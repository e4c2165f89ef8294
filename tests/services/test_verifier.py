"""The program that goes with an event list judges it in a bare Python, and names the first fact that is amiss."""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from spl_desktop.domain import events as e
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Contact
from spl_desktop.services import cases
from spl_desktop.services.exporting import VERIFIER, event_rows, export, verifier
from spl_desktop.services.packet import make_packet
from spl_desktop.services.printing import Issue, Print, print_form
from spl_desktop.services.register import Register
from tests.builders import TODAY, StandingClock, opened, walk_to
from tests.services.test_form_printing import CARD, DAY, signed_by

Row = dict[str, Any]


@pytest.fixture
def log(register: Register, tmp_path: Path) -> Path:
    """The event list of an office with a case that went some way and one that was corrected."""
    walk_to(register, opened(register), "dokumen_interchange")
    other = opened(register, agenda="2/2026", subject='Nama "Sri" \\ é 漢 \x7f')
    cases.correct(register, other, seq=1, changes={"agenda": "3/2026"}, reason="salah tulis")
    target = tmp_path / "riwayat.jsonl"
    export(register, "events", target)
    return target


def run(folder: Path, *words: str) -> tuple[int, str]:
    """What the program says in a Python that knows neither this project nor its libraries."""
    command = [sys.executable, "-I", "-S", "-W", "error", str(folder / VERIFIER), *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


def rows(log: Path) -> list[Row]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def write(log: Path, kept: list[Row]) -> None:
    log.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept), encoding="utf-8")


def place(kept: list[Row], stream: str, seq: int) -> int:
    return next(at for at, row in enumerate(kept) if (row["stream"], row["seq"]) == (stream, seq))


def test_a_whole_log_is_told_to_be_whole(log: Path) -> None:
    count = len(rows(log))
    code, said = run(log.parent, log.name)
    assert (code, said.splitlines()) == (
        0,
        [f"{log.name}: {count} catatan dalam 3 alur diperiksa.", "UTUH: setiap catatan masih seperti yang ditulis."],
    )


def _changed(kept: list[Row]) -> list[Row]:
    kept[place(kept, "case:1", 1)]["payload"]["subject"] = "Permohonan lain"
    return kept


def _dated_back(kept: list[Row]) -> list[Row]:
    kept[place(kept, "case:1", 3)]["happened_on"] = "2025-01-05"
    return kept


def _by_another(kept: list[Row]) -> list[Row]:
    kept[place(kept, "office", 2)]["recorded_by"] = "Orang lain"
    return kept


def _removed(kept: list[Row]) -> list[Row]:
    del kept[place(kept, "case:1", 2)]
    return kept


def _swapped(kept: list[Row]) -> list[Row]:
    at = place(kept, "case:1", 2)
    kept[at], kept[at + 1] = kept[at + 1], kept[at]
    return kept


def _inserted(kept: list[Row]) -> list[Row]:
    at = place(kept, "case:1", 2)
    kept.insert(at + 1, dict(kept[at]))
    return kept


def _sealed_anew(kept: list[Row]) -> list[Row]:
    """Changed by somebody who knows how a hash is made, and stopped at one fact."""
    row = kept[place(kept, "case:1", 2)]
    row["recorded_by"] = "Orang lain"
    payload = json.dumps(row["payload"], ensure_ascii=False, separators=(",", ":"))
    names = ("happened_on", "recorded_at", "acted_lane", "acted_by", "recorded_by")
    parts = [row["previous"], row["stream"], row["seq"], payload, *(row[name] for name in names)]
    row["hash"] = hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
    return kept


def _relabelled(kept: list[Row]) -> list[Row]:
    kept[place(kept, "case:1", 2)]["kind"] = "case_closed"
    return kept


def _renumbered(kept: list[Row]) -> list[Row]:
    for row in kept:
        row["agenda"] = "9/2026" if row["stream"] == "case:1" else row["agenda"]
    return kept


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (_changed, r"kasus 1, catatan 1 \(baris \d+\): isinya tidak lagi seperti yang ditulis"),
        (_dated_back, r"kasus 1, catatan 3 \(baris \d+\): isinya tidak lagi seperti yang ditulis"),
        (_by_another, r"kantor, catatan 2 \(baris 2\): isinya tidak lagi seperti yang ditulis"),
        (_removed, r"kasus 1, catatan 3 \(baris \d+\): catatan 2 hilang"),
        (_swapped, r"kasus 1, catatan 3 \(baris \d+\): catatan 2 hilang"),
        (_inserted, r"kasus 1, catatan 2 \(baris \d+\): nomor catatan berulang"),
        (_sealed_anew, r"kasus 1, catatan 3 \(baris \d+\): tidak bersambung dengan catatan sebelumnya"),
        (_relabelled, r"kasus 1, catatan 2 \(baris \d+\): jenis pada barisnya lain"),
        (_renumbered, r"kasus 1 \(baris \d+\): nomor agenda pada barisnya lain"),
    ],
)
def test_the_first_bad_fact_is_named_and_no_other(
    log: Path, damage: Callable[[list[Row]], list[Row]], words: str
) -> None:
    write(log, damage(rows(log)))
    code, said = run(log.parent, log.name)
    assert code == 1
    (told,) = (line for line in said.splitlines() if line.startswith("TIDAK UTUH"))
    assert re.fullmatch(rf"TIDAK UTUH - {words}.*\.", told), told


@pytest.mark.parametrize(
    "broken",
    [
        lambda data: data[:-40],
        lambda data: data.replace(b'"seq": 2', b'"seq": 2.5', 1),
        lambda data: data.replace(b'{"stream"', b'{"stream": "case:9", "stream"', 1),
        lambda data: data.replace(b'"payload"', b'"isi"', 1),
        lambda data: data + b"\xff\xfe\n",
        lambda data: data + b"[" * 100_000 + b"\n",
        lambda _data: b"",
    ],
)
def test_a_file_that_is_cut_or_spoilt_is_a_sentence(log: Path, broken: Callable[[bytes], bytes]) -> None:
    log.write_bytes(broken(log.read_bytes()))
    code, said = run(log.parent, log.name)
    assert code == 1
    assert "TIDAK UTUH" in said


def test_a_file_that_is_not_there(log: Path) -> None:
    assert run(log.parent, "tiada.jsonl")[0] == 2


def test_what_was_cut_from_the_end_is_missed_by_the_printed_fingerprint(log: Path) -> None:
    kept = rows(log)
    last = max((row for row in kept if row["stream"] == "case:1"), key=lambda row: row["seq"])
    assert run(log.parent, log.name, "--sidik", last["hash"][:12].upper())[0] == 0
    write(log, [row for row in kept if row is not last])
    assert run(log.parent, log.name)[0] == 0  # nothing in the file tells of it
    code, said = run(log.parent, log.name, "--sidik", last["hash"][:12])
    assert code == 1
    assert f"sidik {last['hash'][:12]}: tidak ada di sini" in said


def test_a_packet_brings_the_program_with_its_history(register: Register, tmp_path: Path) -> None:
    make_packet(register, opened(register), tmp_path / "paket")
    code, said = run(tmp_path / "paket" / "data", "riwayat.jsonl")
    assert code == 0
    assert "case:1" in said


def test_the_program_goes_only_with_what_it_can_read(register: Register, tmp_path: Path) -> None:
    for name in ("a.csv", "a.xlsx"):
        export(register, "events", tmp_path / name)
    assert not (tmp_path / VERIFIER).exists()
    export(register, "events", tmp_path / "a.jsonl")
    assert (tmp_path / VERIFIER).read_bytes() == verifier()


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


@settings(max_examples=60)
@given(st.lists(st.tuples(words, words, words, words, st.booleans()), min_size=1, max_size=6))
def test_it_hashes_as_the_register_does(said: list[tuple[str, str, str, str, bool]]) -> None:
    """Whatever is written into a fact: the same hash by the verifier's own arithmetic."""
    scope: dict[str, Any] = {"__name__": "verifier"}
    exec(compile(verifier(), VERIFIER, "exec"), scope)  # the file itself, not a module of ours
    facts: list[e.Fact] = []
    for one, two, three, four, other in said:
        person = Contact(role="teknis", name=two, phone=three)
        change = {one: two, three: four}
        facts.append(e.ContactsChanged(contacts=(person,)) if other else e.Corrected(seq=1, reason=one, changes=change))
    by = e.By(said[0][0], said[0][1], said[0][2])
    at = StandingClock().now()
    links = e.chain("case:1", facts, after_seq=0, after_hash=e.GENESIS, happened_on=TODAY, recorded_at=at, by=by)
    lines = [json.dumps(row, ensure_ascii=False, default=date.isoformat).encode() for row in event_rows("", links)]
    _facts, streams, problems, _found = scope["examine"](lines)
    assert problems == [] or all("agenda" in one for one in problems)
    assert streams["case:1"].head == links[-1].hash


def test_an_issued_document_bears_the_fingerprint_of_its_history(register: Register, tmp_path: Path) -> None:
    case = opened(register)
    how = Print(on=DAY, signers=(signed_by(register),), number="555/1/I/2026", target=tmp_path / "kartu.docx")
    print_form(register, case, report=Report.SERVICE_CARD, content=CARD, how=how, issued=Issue())
    section = Document(str(tmp_path / "kartu.docx")).sections[0]
    said = "\n".join(
        cell.text for table in section.first_page_footer.tables for row in table.rows for cell in row.cells
    )
    found = re.search(r"Segel [0-9a-f]{16}\. Sidik riwayat ([0-9a-f]{12})\.", said)
    assert found, said
    export(register, "events", tmp_path / "riwayat.jsonl")
    assert run(tmp_path, "riwayat.jsonl", "--sidik", found[1])[0] == 0
    kept = rows(tmp_path / "riwayat.jsonl")
    issued = next(row for row in kept if row["kind"] == "document_issued")
    assert issued["previous"].startswith(found[1])
