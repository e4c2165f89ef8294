"""Numbers handed out ahead: held for one purpose, never for two, and never given away again by themselves."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spl_desktop.domain import events as e
from spl_desktop.domain import reservations as rules
from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.numbers import series_name
from spl_desktop.domain.office import STREAM, OfficeState, Reservation, fold_office
from spl_desktop.domain.office_events import AgencyRecorded, NumberReserved, OfficeFact
from spl_desktop.domain.reservations import Standing

TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)


def after(state: OfficeState, fact: OfficeFact) -> OfficeState:
    links = e.chain(
        STREAM,
        [fact],
        after_seq=state.seq,
        after_hash=e.GENESIS,
        happened_on=TODAY,
        recorded_at=AT,
        by=e.By("x"),
    )
    return fold_office(links, state)


def reserved(state: OfficeState, number: str, **changes: object) -> OfficeState:
    fields: dict[str, object] = {"series": "nota", "on": TODAY, "purpose": "rapat", "today": TODAY}
    return after(state, rules.reserve(state, number=number, **(fields | changes)))  # type: ignore[arg-type]  # named


def given_up(state: OfficeState, number: int, on: date = TODAY) -> OfficeState:
    fact = rules.give_up(state, reservation=number, reason="dibatalkan OPD", on=on, today=TODAY)
    return after(state, fact)


def problems(**changes: object) -> dict[str, str]:
    state = reserved(OfficeState(), "555/1/2026", purpose="undangan")
    fields: dict[str, object] = {
        "series": "nota",
        "number": "555/2/2026",
        "on": TODAY,
        "purpose": "rapat",
        "today": TODAY,
    }
    with pytest.raises(Invalid) as refused:
        rules.reserve(state, **(fields | changes))  # type: ignore[arg-type]  # named fields
    return refused.value.problems


def test_what_is_reserved_is_kept_with_whom_it_is_for() -> None:
    office = after(OfficeState(), AgencyRecorded(agency=5, name="Dinas Kesehatan"))
    state = reserved(office, "  555 / 7 /2026 ", ordinal=7, agency=5, case=3, on=date(2026, 11, 20))
    assert state.reservations == (
        Reservation(1, "nota", "555 / 7 /2026", date(2026, 11, 20), "rapat", ordinal=7, agency=5, case=3),
    )
    state = given_up(state, 1)
    one = state.reservation(1)
    assert one is not None
    assert (one.given_up, one.reason) == (TODAY, "dibatalkan OPD")
    assert state.reservation(2) is None


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"series": ""}, "series", "Jenis dokumen belum dipilih. Pilih"),
        ({"series": "agenda"}, "series", "Nomor agenda tidak dapat dipesan"),
        ({"number": " "}, "number", "Nomor belum diisi. Pakai nomor yang diusulkan"),
        ({"number": "9" * 301}, "number", "Nomor terlalu panjang: 301 huruf"),
        ({"taken": "Nota dinas (agenda 7/2026)"}, "number", "sudah dipakai Nota dinas (agenda 7/2026). Tulis nomor"),
        ({"number": "555 /1/ 2026"}, "number", "sudah dipesan sejak 23/11/2026 untuk undangan. Tulis nomor lain"),
        ({"on": None}, "on", "Tanggal belum diisi"),
        ({"on": date(2026, 11, 24)}, "on", "belum tiba"),
        ({"purpose": "\n"}, "purpose", "Tujuan belum diisi. Tulis untuk surat"),
        ({"purpose": "x" * 301}, "purpose", "Tujuan terlalu panjang"),
        ({"agency": 9}, "agency", "OPD itu tidak ada di daftar"),
    ],
)
def test_what_cannot_be_reserved(changes: dict[str, object], field: str, sentence: str) -> None:
    found = problems(**changes)
    assert set(found) == {field}
    assert sentence in found[field]


def test_a_number_is_let_go_once_with_its_reason() -> None:
    state = reserved(OfficeState(), "555/1/2026", on=date(2026, 11, 20))

    def refusal(state: OfficeState, **changes: object) -> dict[str, str]:
        fields: dict[str, object] = {"reservation": 1, "reason": "batal", "on": TODAY, "today": TODAY}
        with pytest.raises(Invalid) as refused:
            rules.give_up(state, **(fields | changes))  # type: ignore[arg-type]  # named fields
        return refused.value.problems

    assert "Alasan belum diisi" in refusal(state, reason=" ")["reason"]
    assert "Alasan terlalu panjang" in refusal(state, reason="x" * 20_001)["reason"]
    assert "tidak ada di daftar" in refusal(state, reservation=2)["reservation"]
    assert "sudah dipakai Nota (agenda 1/2026)" in refusal(state, taken="Nota (agenda 1/2026)")["reservation"]
    assert "nomor itu dipesan pada 20 November 2026" in refusal(state, on=date(2026, 11, 19))["on"]
    assert "sudah dilepas pada 23 November 2026" in refusal(given_up(state, 1))["reservation"]


def test_a_held_number_goes_to_who_chose_it_and_to_nobody_else() -> None:
    state = reserved(OfficeState(), "555/1/2026", case=4, purpose="undangan")

    def said(**changes: object) -> str:
        fields: dict[str, object] = {
            "number": "555/1/2026",
            "series": "nota",
            "on": TODAY,
            "case": 4,
            "chosen": True,
        }
        return rules.spending_problem(state, **(fields | changes))  # type: ignore[arg-type]  # named fields

    assert said() == ""
    assert said(number="555/2/2026", chosen=False) == ""
    assert "dipesan sejak 23/11/2026 untuk undangan" in said(number="555 / 1/2026", chosen=False)
    assert "pilih dari daftar nomor yang dipesan" in said(chosen=False)
    assert "dipesan untuk Nota, bukan untuk Lembar disposisi" in said(series="lembar_disposisi")
    assert "dipesan untuk kasus lain" in said(case=5)
    assert "untuk tahun 2026, tanggal dokumen ini 04/01/2027. Ubah tanggal" in said(on=date(2027, 1, 4))
    assert "tidak lagi dipesan. Pilih" in said(number="555/2/2026")
    state = given_up(state, 1)
    assert "tidak lagi dipesan. Pilih" in said()
    assert said(chosen=False, case=5) == ""


def test_who_types_a_number_that_was_let_go_sees_its_history() -> None:
    state = given_up(reserved(OfficeState(), "555/1/2026", purpose="undangan"), 1)
    told = rules.given_up_before(state.reservations, "555 /1/2026")
    assert told == (
        "Nomor 555/1/2026 pernah dipesan untuk undangan dan dilepas pada 23 November 2026. Alasan: dibatalkan OPD"
    )
    again = reserved(state, "555/1/2026", purpose="nota")
    assert [one.purpose for one in again.reservations] == ["undangan", "nota"]
    assert rules.given_up_before(again.reservations, "555/1/2026") == ""
    assert rules.given_up_before(state.reservations, "555/2/2026") == ""


def test_an_old_reservation_is_pointed_out_and_stays() -> None:
    one = Reservation(1, "nota", "1", date(2026, 10, 24), "rapat")
    assert not rules.is_stale(one, TODAY)
    assert rules.is_stale(one, date(2026, 11, 24))
    assert [rules.standing(one, spent) for spent in (False, True)] == [Standing.OPEN, Standing.SPENT]


def test_series_are_called_by_words() -> None:
    assert [series_name(one) for one in ("agenda", "laporan_validasi", "lembar_disposisi", "nota_dinas")] == [
        "Agenda",
        "Laporan hasil validasi",
        "Lembar disposisi",
        "Nota dinas",
    ]


@given(st.lists(st.tuples(st.sampled_from(["pesan", "lepas"]), st.integers(1, 4)), max_size=30))
@settings(max_examples=150)
def test_whatever_happens_a_number_is_held_by_one_and_nothing_is_forgotten(steps: list[tuple[str, int]]) -> None:
    state, held, handed_out = OfficeState(), dict[int, int](), 0
    for what, number in steps:
        if what == "pesan":
            if number in held:
                with pytest.raises(Invalid, match="sudah dipesan"):
                    reserved(state, f"{number}/2026")
                continue
            state = reserved(state, f"{number}/2026")
            handed_out += 1
            held[number] = state.reservations[-1].id
        elif number in held:
            state = given_up(state, held.pop(number))
    assert len(state.reservations) == handed_out
    assert [one.id for one in state.reservations] == list(range(1, handed_out + 1))
    for number in range(1, 5):
        one = rules.open_for(state, f"{number} / 2026")
        assert (one.id if one else None) == held.get(number)


def test_the_facts_survive_being_written() -> None:
    fact = rules.reserve(OfficeState(), series="nota", number="1", on=TODAY, purpose="rapat", today=TODAY)
    assert e.decode(e.encode(fact)) == fact
    assert isinstance(fact, NumberReserved)
    assert '"case"' not in e.encode(fact)
