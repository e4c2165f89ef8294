"""The check names what somebody changed from outside; rebuilding gives the same rows again."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.values import Place, Recipient
from spl_desktop.models.engine import writing_engine
from spl_desktop.services import cases, documents, office
from spl_desktop.services.checking import check, rebuild
from spl_desktop.services.dispositions import NewDisposition, dispose, mark_disposition
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register, close, open_register
from tests.builders import finish, opened, paper, send_back, walk_to

TABLES = (
    "cases",
    "visits",
    "contacts",
    "documents",
    "document_versions",
    "dispositions",
    "disposition_recipients",
    "numbers",
)


def _busy(register: Register, folder: Path) -> int:
    """A case with something in every projection."""
    case = opened(register)
    on = date(2026, 1, 6)
    documents.file_document(register, case, path=paper(folder), on=on, place=Place(box="2"))
    new = NewDisposition(giver="Isnan", recipients=(Recipient(name="Wahyu", lane="opd"),), note="segera")
    dispose(register, case, new, on=on)
    mark_disposition(register, case, disposition=1, recipient=1, mark="dibaca", on=on)
    cases.add_note(register, case, text="catatan", on=on)
    cases.hold(register, case, on=on, reason="tunggu")
    cases.resume(register, case, on=date(2026, 1, 8))
    walk_to(register, case, "skenario_integrasi", date(2026, 1, 9))
    send_back(register, case, date(2026, 1, 12))
    change = {"day": date(2026, 1, 13), "change": "tambah_libur", "name": "x", "reason": "y"}
    office.change_day(register, **change, confirmed_moves=office.preview_day_change(register, **change))  # type: ignore[arg-type]
    return case


def _rows(register: Register) -> dict[str, list[object]]:
    with register.reading() as session:
        return {
            table: sorted((tuple(row) for row in session.execute(text(f"SELECT * FROM {table}"))), key=repr)
            for table in (*TABLES, "search")
        }


def _tamper(register: Register, *statements: str) -> None:
    with writing_engine(register.engine).begin() as connection:
        for trigger in ("facts_never_change", "facts_never_go"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {trigger}"))
        for statement in statements:
            connection.execute(text(statement))
        for name, when in (("facts_never_change", "UPDATE"), ("facts_never_go", "DELETE")):
            connection.execute(
                text(f"CREATE TRIGGER {name} BEFORE {when} ON facts BEGIN SELECT RAISE(ABORT, 'append-only'); END")
            )


def _said(register: Register) -> list[tuple[str, str]]:
    return [(one.place, one.sentence) for one in check(register).problems]


def test_a_whole_register_has_no_problems(register: Register, tmp_path: Path) -> None:
    _busy(register, tmp_path)
    heard: list[tuple[int, int]] = []
    report = check(register, progress=lambda done=0, total=0, sentence="": heard.append((done, total)))
    assert report.problems == ()
    assert (report.cases, report.files) == (1, 1)
    assert report.facts > 60
    assert heard[-1] == (3, 3)


def test_rebuilding_gives_the_same_rows(register: Register, tmp_path: Path) -> None:
    case = _busy(register, tmp_path)
    finish(register, opened(register, agenda="2/2026"))
    before = _rows(register)
    assert all(before[table] for table in TABLES)
    view = case_view(register, case)
    rebuild(register)
    assert _rows(register) == before
    with writing_engine(register.engine).begin() as connection:
        for table in (*reversed(TABLES), "search"):
            connection.execute(text(f"DELETE FROM {table}"))
    rebuild(register)
    assert _rows(register) == before
    assert case_view(register, case) == view
    assert check(register).problems == ()


@pytest.mark.parametrize(
    "change",
    [
        "payload = replace(payload, 'tunggu', 'cuti')",
        "payload = payload || ' '",
        "happened_on = '2026-01-05'",
        "happened_on = 'kemarin'",
        "recorded_at = '2020-01-01T00:00:00+00:00'",
        "recorded_by = 'Orang lain'",
        "acted_by = 'Orang lain'",
        "kind = 'note_added'",
        "payload = 'bukan json'",
        "hash = previous",
    ],
)
def test_a_changed_fact_is_named(register: Register, tmp_path: Path, change: str) -> None:
    case = _busy(register, tmp_path)
    seq = next(row.seq for row in case_view(register, case).history if row.kind == "case_held")
    _tamper(register, f"UPDATE facts SET {change} WHERE stream = 'case:1' AND seq = {seq}")
    ((place, sentence),) = _said(register)
    assert place == f"kasus 1, catatan {seq}"
    assert "tidak lagi seperti yang ditulis" in sentence


def test_a_removed_fact_is_named(register: Register, tmp_path: Path) -> None:
    _busy(register, tmp_path)
    _tamper(register, "DELETE FROM facts WHERE stream = 'case:1' AND seq = 4")
    places = [place for place, _ in _said(register)]
    assert places == ["catatan", "kasus 1, catatan 4"]


def test_the_last_fact_is_missed_too(register: Register) -> None:
    opened(register)
    cases.add_note(register, 1, text="rahasia", on=date(2026, 1, 6))
    _tamper(register, "DELETE FROM facts WHERE id = (SELECT max(id) FROM facts)")
    places = [place for place, _ in _said(register)]
    assert places[0] == "catatan"
    assert set(places[1:]) == {"kasus 1 (agenda 1/2026)"}


def test_two_facts_that_changed_places_are_named(register: Register, tmp_path: Path) -> None:
    _busy(register, tmp_path)
    _tamper(
        register,
        "UPDATE facts SET seq = 999 WHERE stream = 'case:1' AND seq = 4",
        "UPDATE facts SET seq = 4 WHERE stream = 'case:1' AND seq = 5",
        "UPDATE facts SET seq = 5 WHERE stream = 'case:1' AND seq = 999",
    )
    ((place, _),) = _said(register)
    assert place == "kasus 1, catatan 4"


def test_a_changed_office_is_named_first(register: Register) -> None:
    _tamper(register, "UPDATE facts SET payload = replace(payload, 'ISNAN', 'BUDI') WHERE kind = 'official_recorded'")
    ((place, _),) = _said(register)
    assert place.startswith("kantor, catatan ")


OFFICE_DAMAGE = [
    "UPDATE facts SET payload = '{' WHERE stream = 'office' AND seq = 3",
    """UPDATE facts SET payload = '{"kind":"note_added","text":"x"}' WHERE stream = 'office' AND seq = 3""",
    "UPDATE facts SET happened_on = 'kemarin' WHERE stream = 'office' AND seq = 3",
    "DELETE FROM facts WHERE stream = 'office' AND seq = 3",
]


@pytest.mark.parametrize("statement", OFFICE_DAMAGE)
def test_a_register_whose_office_cannot_be_read_can_still_be_checked(register: Register, statement: str) -> None:
    opened(register)
    _tamper(register, statement, "UPDATE facts SET recorded_by = 'lain' WHERE stream = 'case:1' AND seq = 2")
    again = open_register(register.path, clock=register.clock, recorder="Pemeriksa")
    try:
        places = [place for place, _ in _said(again)]
        assert [place for place in places if place != "catatan"] == ["kantor, catatan 3", "kasus 1, catatan 2"]
        with pytest.raises(UserError, match=r"Catatan kantor di register ini tidak dapat dibaca.*Periksa Register"):
            opened(again, agenda="2/2026")
    finally:
        close(again)


@pytest.mark.parametrize("change", ["payload = '{'", "happened_on = 'kemarin'", "seq = 99"])
def test_a_case_that_cannot_be_read_is_refused_with_a_way_out(register: Register, change: str) -> None:
    opened(register)
    _tamper(register, f"UPDATE facts SET {change} WHERE stream = 'case:1' AND seq = 1")
    for ask in (lambda: case_view(register, 1), lambda: rebuild(register)):
        with pytest.raises(UserError, match=r"Catatan kasus 1 di register ini tidak dapat dibaca.*Periksa Register"):
            ask()
    assert _rows(register)["cases"]


def test_a_row_that_is_no_date_any_more_is_named_and_mended(register: Register) -> None:
    opened(register)
    _tamper(register, "UPDATE cases SET received = 'kemarin'")
    ((place, sentence),) = _said(register)
    assert place.startswith("kasus 1")
    assert "cases" in sentence
    rebuild(register)
    assert _said(register) == []


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO contacts SELECT 9, ordinal, agency, role, name, nip, position, phone, email FROM contacts",
        "INSERT INTO search (rowid, words) VALUES (9, 'hantu')",
    ],
)
def test_a_row_of_no_case_is_named_and_mended(register: Register, statement: str) -> None:
    opened(register)
    with closing(sqlite3.connect(register.path)) as connection:  # without foreign keys, as any other program has it
        connection.execute(statement)
        connection.commit()
    assert _said(register) == [("kasus 9", "Ada di daftar tetapi tidak mempunyai riwayat. Bandingkan dengan cadangan.")]
    rebuild(register)
    assert _said(register) == []


@pytest.mark.parametrize("table", TABLES)
def test_a_changed_row_is_named_and_mended(register: Register, tmp_path: Path, table: str) -> None:
    _busy(register, tmp_path)
    column = {"visits": "reason", "numbers": "number", "cases": "subject"}.get(table, "")
    with register.reading() as session:
        names = [row.name for row in session.execute(text(f"PRAGMA table_info({table})"))]
    column = column or next(name for name in ("name", "title", "giver") if name in names)
    _tamper(register, f"UPDATE {table} SET {column} = {column} || 'x'")
    assert [(place, table in sentence) for place, sentence in _said(register)] == [("kasus 1 (agenda 1/2026)", True)]
    rebuild(register)
    assert check(register).problems == ()


def test_a_case_without_history_is_named(register: Register) -> None:
    opened(register)
    _tamper(
        register,
        "INSERT INTO cases SELECT 7, seq, agenda, 'lain', agenda_sort, agency, agency_name, system, subject, sender, "
        "letter_number, letter_date, srikandi, received, sop, status, step, step_number, step_text, round, entered, "
        "due_early, due_late, held_since, held_for, visits, ended, changed, missing, unsigned, waiting_since "
        "FROM cases",
    )
    assert _said(register) == [("kasus 7", "Ada di daftar tetapi tidak mempunyai riwayat. Bandingkan dengan cadangan.")]


def test_the_search_index_is_compared(register: Register) -> None:
    opened(register)
    _tamper(register, "UPDATE search SET words = 'lain'")
    ((_, sentence),) = _said(register)
    assert "Indeks pencarian" in sentence
    rebuild(register)
    assert _said(register) == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE file_chunks SET data = x'00'", "tidak sama dengan saat diberkaskan"),
        ("DELETE FROM file_chunks", "tidak sama dengan saat diberkaskan"),
        ("UPDATE files SET size = size + 1", "tidak sama dengan saat diberkaskan"),
    ],
)
def test_a_damaged_file_is_named(register: Register, tmp_path: Path, statement: str, words: str) -> None:
    _busy(register, tmp_path)
    _tamper(register, statement)
    ((place, sentence),) = _said(register)
    assert place == "berkas surat.pdf"
    assert words in sentence


def test_a_changed_sop_is_named(register: Register) -> None:
    _tamper(register, "UPDATE sop_versions SET text = text || '# lain'")
    ((place, _),) = _said(register)
    assert place == "SOP 555-23-IX-2023"


def test_missing_triggers_are_named(register: Register) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("DROP TRIGGER facts_never_go")
        connection.commit()
    ((_, sentence),) = _said(register)
    assert "Pelindung catatan dilepas" in sentence


def test_deadlines_by_an_older_rule_are_offered_to_be_worked_out_again(register: Register) -> None:
    case = opened(register)
    cases.hold(register, case, on=date(2026, 1, 6), reason="tunggu")
    cases.resume(register, case, on=date(2026, 1, 8))
    before = _rows(register)
    with register.writing() as session:  # as a program that knew no rule for holds would have kept it
        session.execute(text("UPDATE visits SET due_late = '2026-01-06' WHERE ended IS NULL"))
    report = check(register)
    assert report.mendable
    assert {one.sentence for one in report.problems} == {
        "Daftar visits tidak sesuai dengan riwayatnya: disusun versi program yang lama, atau diubah dari luar. "
        "Riwayatnya sendiri utuh. Jalankan Bangun Ulang; tidak ada catatan yang hilang."
    }
    rebuild(register)
    assert _rows(register) == before
    assert not check(register).mendable


def test_what_no_rebuilding_mends_is_not_called_so(register: Register, tmp_path: Path) -> None:
    _busy(register, tmp_path)
    _tamper(register, "UPDATE facts SET payload = payload || ' ' WHERE stream = 'case:1' AND seq = 3")
    assert not check(register).mendable
