"""What the office shares, its calendar's effect on deadlines, numbers, and SOP versions."""

from datetime import date
from pathlib import Path

import pytest

from spl_desktop import shipped
from spl_desktop.domain.errors import Conflict, Invalid, SopError, UserError
from spl_desktop.domain.timing import Verdict
from spl_desktop.services import cases, office, sops
from spl_desktop.services.changes import Kind
from spl_desktop.services.checking import check
from spl_desktop.services.queries import case_view, list_visits
from spl_desktop.services.register import Register, close, open_register
from tests.builders import StandingClock, finish, opened, paper, waive_missing, walk_to
from tests.reports import filled

PNG = filled.picture(40, 40)


def _day(register: Register, day: date, change: str = "tambah_libur", **more: str) -> dict[str, object]:
    return {"day": day, "change": change, "name": "Hari jadi", "reason": "surat edaran", **more}


def test_agencies_are_added_changed_and_never_doubled(register: Register) -> None:
    made = office.record_agency(register, name=" Perumda  Air Minum ", short="PDAM")
    assert made.kinds == {Kind.OFFICE}
    state = office.office(register)
    agency = state.agency(made.made)
    assert agency is not None
    assert agency.name == "Perumda Air Minum"
    with pytest.raises(Invalid) as refused:
        office.record_agency(register, name="perumda air minum")
    assert "sudah ada di daftar" in refused.value.problems["name"]
    assert office.record_agency(register, agency=agency.id, name=agency.name, short="PDAM").kinds == frozenset()
    assert office.office(register).seq == state.seq


def test_who_may_sign_depends_on_the_date(register: Register) -> None:
    person = office.record_official(register, name="Rina, S.T.", nip="198001012005012003", rank="Penata").made
    assert office.office(register).official(person).nip == "19800101 200501 2 003"  # type: ignore[union-attr]
    title = "Kepala Dinas Komunikasi dan Informatika Kabupaten Karanganyar"
    common = {"official": person, "title": title, "role": "kepala", "start": date(2026, 2, 1)}
    with pytest.raises(Invalid) as refused:
        office.record_position(register, **common)  # type: ignore[arg-type]
    assert "sudah dijabat ISNAN NUR AZIZ" in refused.value.problems["start"]
    made = office.record_position(register, **common, end=date(2026, 2, 28), appointment="plh").made  # type: ignore[arg-type]
    holders = office.positions_on(register, date(2026, 2, 10), "kepala")
    assert [(one.official.name, one.lines[0][:5]) for one in holders] == [
        ("ISNAN NUR AZIZ, S.Kom.", "Kepal"),
        ("Rina, S.T.", "Plh. "),
    ]
    assert len(office.positions_on(register, date(2026, 3, 1))) == 1
    office.record_position(register, **common, position=made, removed=True)  # type: ignore[arg-type]
    assert len(office.positions_on(register, date(2026, 2, 10))) == 1


def test_a_day_off_moves_open_deadlines_only_after_they_were_seen(register: Register, clock: StandingClock) -> None:
    finished = opened(register)
    finish(register, finished, date(2026, 1, 6))  # entered step 2, due on the 7th
    clock.go_to(date(2026, 1, 6))
    change = _day(register, date(2026, 1, 7))
    moves = office.preview_day_change(register, **change)  # type: ignore[arg-type]
    assert [(one.agenda, one.step_number, one.before, one.after) for one in moves] == [
        ("1/2026", 2, date(2026, 1, 7), date(2026, 1, 8))
    ]
    with pytest.raises(UserError, match="menggeser jatuh tempo 1 langkah"):
        office.change_day(register, **change)  # type: ignore[arg-type]
    assert office.office(register).calendar == 0
    other = opened(register, agenda="2/2026", received=date(2026, 1, 6))
    with pytest.raises(Conflict, match="tidak sama lagi"):
        office.change_day(register, **change, confirmed_moves=moves)  # type: ignore[arg-type]
    moves = office.preview_day_change(register, **change)  # type: ignore[arg-type]
    changes = office.change_day(register, **change, confirmed_moves=moves)  # type: ignore[arg-type]
    assert changes.kinds == {Kind.OFFICE, Kind.CALENDAR, Kind.CASE}
    assert changes.cases == {finished, other}
    assert case_view(register, other).row.due == date(2026, 1, 8)
    assert check(register).problems == ()


def test_finished_steps_keep_the_calendar_that_judged_them(register: Register, clock: StandingClock) -> None:
    clock.go_to(date(2026, 1, 8))
    case = opened(register)
    finish(register, case, date(2026, 1, 7))
    assert case_view(register, case).steps[0].visits[0].verdict is Verdict.LATE
    change = _day(register, date(2026, 1, 6))
    office.change_day(register, **change, confirmed_moves=office.preview_day_change(register, **change))  # type: ignore[arg-type]
    view = case_view(register, case)
    assert view.steps[0].visits[0].verdict is Verdict.LATE
    assert list_visits(register)[0].verdict == "terlambat"
    second = opened(register, agenda="2/2026")
    finish(register, second, date(2026, 1, 7))
    assert case_view(register, second).steps[0].visits[0].verdict is Verdict.ON_TIME
    assert check(register).problems == ()


def test_a_change_is_taken_back(register: Register) -> None:
    office.change_day(register, **_day(register, date(2026, 6, 8)))  # type: ignore[arg-type]
    assert not office.calendar(register).is_working(date(2026, 6, 8))
    office.change_day(register, **_day(register, date(2026, 6, 8), "pulihkan"))  # type: ignore[arg-type]
    assert office.calendar(register).is_working(date(2026, 6, 8))
    assert office.office(register).day_changes == ()


@pytest.mark.parametrize(
    ("day", "change", "field", "words"),
    [
        (date(2026, 1, 10), "tambah_libur", "day", "akhir pekan sudah libur"),
        (date(2026, 1, 10), "coret", "day", "akhir pekan tidak dapat dicoret"),
        (date(2026, 1, 6), "coret", "day", "sudah hari kerja"),
        (date(2026, 1, 6), "pulihkan", "day", "tidak pernah mengubah"),
        (None, "coret", "day", "belum diisi"),
        (date(2026, 1, 6), "apa", "change", "Pilih salah satu"),
    ],
)
def test_days_that_cannot_be_changed(register: Register, day: date | None, change: str, field: str, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        office.preview_day_change(register, day=day, change=change, name="x", reason="y")
    assert words in refused.value.problems[field]


def test_the_logo_is_kept_until_it_is_removed(register: Register, tmp_path: Path) -> None:
    words = {"government": "PEMERINTAH KABUPATEN KARANGANYAR", "office": "DINAS KOMINFO"}
    with pytest.raises(UserError, match="gambar PNG atau JPEG"):
        office.set_letterhead(register, **words, logo=paper(tmp_path, "logo.png", b"bukan gambar"))
    office.set_letterhead(register, **words, logo=paper(tmp_path, "logo.png", PNG))
    office.set_letterhead(register, **words, address="Jln. Lawu")
    logo = office.office(register).letterhead.logo
    assert logo is not None
    assert logo.size == len(PNG)
    office.set_letterhead(register, **words, remove_logo=True)
    assert office.office(register).letterhead.logo is None


def test_settings_are_what_they_may_be(register: Register) -> None:
    office.set_setting(register, name="kertas", value="F4")
    assert office.office(register).settings["kertas"] == "F4"
    with pytest.raises(Invalid, match="pilih A4 atau F4"):
        office.set_setting(register, name="kertas", value="Letter")
    with pytest.raises(Invalid, match="bilangan bulat 1 sampai 1000"):
        office.set_setting(register, name="batas_berkas_mb", value="banyak")
    with pytest.raises(UserError, match="tidak dikenal"):
        office.set_setting(register, name="warna", value="biru")


def test_the_next_agenda_number_goes_on_from_the_highest_and_restarts(register: Register) -> None:
    assert office.next_number(register, "agenda", date(2026, 1, 5)) == ("1/2026", "")
    opened(register, agenda="9/2026")
    opened(register, agenda="10/2026")
    opened(register, agenda="B-7 (sekretariat)")
    assert office.next_number(register, "agenda", date(2026, 12, 1)) == ("11/2026", "10/2026")
    assert office.next_number(register, "agenda", date(2027, 1, 4)) == ("1/2027", "")
    office.set_number_template(register, series="agenda", template="{urut:03}/{bulan}/{tahun}")
    assert office.next_number(register, "agenda", date(2026, 3, 2))[0] == "001/3/2026"
    with pytest.raises(Invalid, match=r"memuat \{tahun\}"):
        office.set_number_template(register, series="agenda", template="{urut}")


def test_a_second_process_sees_what_the_office_changed(register: Register, clock: StandingClock) -> None:
    other = open_register(register.path, clock=clock)
    office.record_agency(register, name="Perumda Air Minum")
    assert office.office(other) == office.office(register)
    office.record_agency(other, name="BPR Bank Daerah")
    assert office.office(register).agencies[-1].name == "BPR Bank Daerah"
    close(other)


def _next_version(folder: Path, text: str | None = None) -> Path:
    text = text or shipped.read_text("sop/555-23-IX-2023.toml")
    return paper(folder, "baru.toml", text.encode())


def test_running_cases_keep_the_version_they_began_with(register: Register, tmp_path: Path) -> None:
    old = opened(register)
    text = shipped.read_text("sop/555-23-IX-2023.toml").replace('id = "555-23-IX-2023"', 'id = "revisi-2026"')
    text = text.replace('number = "555/23/IX/2023"', 'number = "revisi 2026"')
    changes = sops.adopt_sop(register, _next_version(tmp_path, text))
    assert changes.kinds == {Kind.SOP, Kind.OFFICE}
    new = opened(register, agenda="2/2026")
    assert case_view(register, old).sop.id == "555-23-IX-2023"
    assert case_view(register, new).sop.id == "revisi-2026"
    walk_to(register, old, "")
    assert [(one.id, one.cases, one.current) for one in sops.versions(register)] == [
        ("revisi-2026", 1, True),
        ("555-23-IX-2023", 1, False),
    ]
    assert sops.sop_text(register, "revisi-2026") == text
    assert check(register).problems == ()


def test_another_text_under_a_known_id_is_refused(register: Register, tmp_path: Path) -> None:
    text = shipped.read_text("sop/555-23-IX-2023.toml") + "\n# diubah\n"
    with pytest.raises(UserError, match="Beri id baru"):
        sops.adopt_sop(register, _next_version(tmp_path, text))
    assert sops.adopt_sop(register, _next_version(tmp_path)).kinds == frozenset()


def test_an_sop_file_that_cannot_be_followed(register: Register, tmp_path: Path) -> None:
    with pytest.raises(SopError, match=r"baru\.toml"):
        sops.adopt_sop(register, _next_version(tmp_path, "id = "))
    with pytest.raises(SopError, match="UTF-8"):
        sops.adopt_sop(register, paper(tmp_path, "x.toml", b"\xff\xfe\x00"))
    with pytest.raises(UserError, match="tidak dapat dibaca"):
        sops.adopt_sop(register, tmp_path / "tiada.toml")


def test_a_cancelled_case_is_judged_by_no_calendar_change(register: Register, clock: StandingClock) -> None:
    case = opened(register)
    waive_missing(register, case, date(2026, 1, 6))
    cases.cancel(register, case, on=date(2026, 1, 6), reason="batal", by_agency=False)
    assert office.preview_day_change(register, **_day(register, date(2026, 1, 6))) == ()  # type: ignore[arg-type]


def test_the_office_tells_its_own_history(register: Register, clock: StandingClock) -> None:
    office.set_setting(register, name="kertas", value="F4")
    history = office.office_history(register)
    assert history[0].sentence == "Kasus baru mengikuti SOP versi 555-23-IX-2023."
    assert (history[-1].sentence, history[-1].recorded_by) == ("Pengaturan kertas menjadi F4.", "Penguji")
    assert [row.seq for row in history] == list(range(1, len(history) + 1))
