"""The fold of the office, and its calendar at every version."""

from datetime import UTC, date, datetime
from typing import get_args

import pytest

from spl_desktop.domain import events as e
from spl_desktop.domain import office_rules as rules
from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.facts_text import office_sentence
from spl_desktop.domain.office import STREAM, OfficeState, fold_office, work_calendar
from spl_desktop.domain.office_events import (
    AccountClosed,
    AccountOpened,
    CalendarDayChanged,
    NumberReserved,
    OfficeFact,
    PasswordChanged,
    PositionRecorded,
    RecoveryCodeMade,
    ReservationGivenUp,
    RoleChanged,
    SopAdopted,
    TemplateWithdrawn,
)
from spl_desktop.domain.values import FileRef

AT = datetime(2026, 1, 5, 2, tzinfo=UTC)


def _log(*facts: OfficeFact, after: OfficeState | None = None) -> tuple[e.Recorded, ...]:
    seq = after.seq if after else 0
    return e.chain(
        STREAM, facts, after_seq=seq, after_hash=e.GENESIS, happened_on=date(2026, 1, 5), recorded_at=AT, by=e.By("x")
    )


def _day(day: int, change: str) -> CalendarDayChanged:
    return CalendarDayChanged(day=date(2026, 6, day), change=change, name="Hari jadi", reason="edaran", skb="SKB 1")


def test_each_version_of_the_calendar_stays_as_it_was() -> None:
    state = fold_office(_log(_day(8, "tambah_libur"), _day(9, "tambah_libur"), _day(8, "pulihkan")))
    worked = [[work_calendar(state, v).is_working(date(2026, 6, d)) for d in (8, 9)] for v in range(4)]
    assert worked == [[True, True], [False, True], [False, False], [True, False]]
    assert [change.date.day for change in state.day_changes] == [9]
    with pytest.raises(ValueError, match="no calendar of version 4"):
        work_calendar(state, 4)


def test_folding_goes_on_where_it_stopped_and_misses_nothing() -> None:
    first, second = _log(rules.record_agency(OfficeState(), agency=0, name="Dinkes"), SopAdopted(sop="a", sha256="b"))
    part = fold_office([first])
    assert fold_office([second], part) == fold_office([first, second])
    with pytest.raises(ValueError, match="does not follow"):
        fold_office([second])


def test_a_removed_position_does_not_give_its_number_away() -> None:
    state = fold_office(_log(rules.record_official(OfficeState(), official=0, name="Rina")))
    more = {"official": 1, "title": "Kasi", "role": "kasi", "start": date(2026, 1, 1)}
    first = rules.record_position(state, position=0, **more)  # type: ignore[arg-type]
    state = fold_office(_log(first, after=state), state)
    gone = rules.record_position(state, position=1, removed=True, **more)  # type: ignore[arg-type]
    state = fold_office(_log(gone, after=state), state)
    assert state.positions == ()
    assert rules.record_position(state, position=0, **more).position == 2  # type: ignore[arg-type]


def test_positions_are_refused_field_by_field() -> None:
    with pytest.raises(Invalid) as refused:
        rules.record_position(
            OfficeState(), position=3, official=9, title=" ", role="raja", start=None, appointment="sementara"
        )
    assert set(refused.value.problems) == {"title", "official", "role", "start", "appointment"}
    with pytest.raises(Invalid) as refused:
        rules.record_position(
            OfficeState(),
            position=0,
            official=9,
            title="Kasi",
            role="kasi",
            start=date(2026, 2, 1),
            end=date(2026, 1, 1),
        )
    assert "Tanggal berakhir (01/01/2026) mendahului" in refused.value.problems["end"]


def test_every_fact_of_the_office_has_a_sentence() -> None:
    state = OfficeState()
    facts: list[OfficeFact] = [
        rules.record_agency(state, agency=0, name="Dinkes", active=False),
        rules.record_official(state, official=0, name="Rina"),
        _day(8, "coret"),
        rules.set_letterhead(government="PEMKAB", office="DINAS"),
        rules.set_number_template(series="agenda", template="{urut}/{tahun}"),
        rules.set_setting(name="kertas", value="F4"),
        rules.adopt_template(
            template="kartu-api", file=FileRef(sha256="0", name="kartu.docx", size=1), on=date(2026, 1, 5), note="logo"
        ),
        TemplateWithdrawn(template="kartu-api"),
        SopAdopted(sop="a", sha256="b"),
        NumberReserved(reservation=1, series="laporan_validasi", number="555/1", on=date(2026, 1, 5), purpose="rapat"),
        ReservationGivenUp(reservation=1, number="555/1", on=date(2026, 1, 6), reason="batal"),
        AccountOpened(account=1, name="Rina", role="petugas", secret="0"),
        PasswordChanged(account=1, name="Rina", secret="1", how="pengelola"),
        RoleChanged(account=1, name="Rina", role="pembaca"),
        AccountClosed(account=1, name="Rina", reason="pindah"),
        RecoveryCodeMade(secret="2"),
    ]
    assert [office_sentence(fact) for fact in facts] == [
        "OPD 1: Dinkes (tidak aktif).",
        "Pejabat 1: Rina.",
        "8 Juni 2026 (Hari jadi) dicoret dari hari libur dan menjadi hari kerja. Alasan: edaran. SKB 1.",
        "Kop surat diubah: DINAS.",
        "Pola nomor agenda menjadi {urut}/{tahun}.",
        "Pengaturan kertas menjadi F4.",
        "Templat kantor kartu.docx dipakai untuk kartu-api. logo",
        "Templat bawaan dipakai lagi untuk kartu-api.",
        "Kasus baru mengikuti SOP versi a.",
        "Nomor 555/1 (laporan hasil validasi) dipesan untuk rapat.",
        "Nomor 555/1 yang dipesan dilepas. Alasan: batal",
        "Akun Rina dibuka sebagai petugas.",
        "Kata sandi akun Rina disetel ulang pengelola.",
        "Peran akun Rina menjadi pembaca.",
        "Akun Rina ditutup. Alasan: pindah",
        "Kode pemulihan baru dibuat; kode sebelumnya tidak berlaku lagi.",
    ]
    assert {type(fact) for fact in facts} == set(get_args(OfficeFact)) - {PositionRecorded}


def test_a_nip_belongs_to_one_person() -> None:
    state = fold_office(_log(rules.record_official(OfficeState(), official=0, name="Rina", nip="197802102005011016")))
    with pytest.raises(Invalid) as refused:
        rules.record_official(state, official=0, name="Budi", nip="19780210 200501 1 016")
    assert "sudah dipakai pejabat lain" in refused.value.problems["nip"]
    assert rules.record_official(state, official=1, name="Rina W.", nip="19780210 200501 1 016").name == "Rina W."
