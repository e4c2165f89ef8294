"""Numbers handed out before their document: passed over, refused, spent with the issuing, and never forgotten."""

from datetime import date

import pytest

from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Signer
from spl_desktop.services import numbering, office
from spl_desktop.services.checking import check, rebuild
from spl_desktop.services.printing import Issue, Print, print_disposition
from spl_desktop.services.queries import case_view
from spl_desktop.services.register import Register, close, open_register
from spl_desktop.services.reservations import (
    Standing,
    give_up_reservation,
    number_offer,
    reservations,
    reserve_number,
)
from tests.builders import StandingClock, opened

SERIES = Report.DISPOSITION.value
ON = date(2026, 1, 6)
SIGNER = Signer(name="ISNAN NUR AZIZ, S.Kom.", title=("Kepala Dinas",))


def _reserve(register: Register, number: str = "", **more: object) -> str:
    fields: dict[str, object] = {"series": SERIES, "on": ON, "purpose": "undangan rapat"}
    made = reserve_number(register, number=number, **(fields | more)).made  # type: ignore[arg-type]  # named fields
    one = office.office(register).reservation(made)
    assert one is not None
    return one.number


def _issue(register: Register, case: int, number: str, *, reserved: bool = False, on: date = ON) -> None:
    how = Print(on=on, signers=(SIGNER,), number=number)
    print_disposition(register, case, layout="klasik", how=how, issued=Issue(reserved=reserved))


def _refusal(register: Register, case: int, number: str, **more: bool) -> str:
    before = case_view(register, case).state.seq
    with pytest.raises(Invalid) as refused:
        _issue(register, case, number, **more)
    assert case_view(register, case).state.seq == before
    return refused.value.problems["number"]


def test_a_reserved_number_is_passed_over(register: Register) -> None:
    case = opened(register)
    _issue(register, case, "555/1/I/2026")
    assert _reserve(register) == "555/2/I/2026"
    assert _reserve(register) == "555/3/I/2026"
    assert numbering.next_number(register, SERIES, ON) == ("555/4/I/2026", "555/1/I/2026")
    # Another series of the same pattern passes it over as well, the agenda has numbers of its own.
    _reserve(register, series="nota", number="555/1/II/2026", on=date(2026, 2, 2))
    assert numbering.next_number(register, "laporan", date(2026, 2, 2))[0] == "555/2/II/2026"
    assert numbering.next_number(register, "agenda", ON)[0] == "2/2026"


def test_after_a_number_far_ahead_the_sequence_goes_on_behind_it_in_that_year_only(register: Register) -> None:
    assert _reserve(register, "555/40/I/2026") == "555/40/I/2026"
    assert numbering.next_number(register, SERIES, ON)[0] == "555/41/I/2026"
    assert numbering.next_number(register, SERIES, date(2027, 1, 4))[0] == "555/1/I/2027"


def test_spending_is_issuing_and_happens_once(register: Register) -> None:
    first, second = opened(register), opened(register, agenda="2/2026")
    number = _reserve(register)
    assert "dipesan sejak 06/01/2026 untuk undangan rapat" in _refusal(register, first, number)
    assert [row.standing for row in reservations(register)] == [Standing.OPEN]
    _issue(register, first, number, reserved=True)
    (row,) = reservations(register)
    assert (row.standing, row.used_by, row.used_case) == (Standing.SPENT, "Lembar disposisi (agenda 1/2026)", first)
    assert "sudah dipakai dokumen lain (agenda 1/2026)" in _refusal(register, second, number, reserved=True)
    _issue(register, first, number)  # a new version of the same document keeps what it has spent
    assert number_offer(register, SERIES, ON).reserved == ()
    assert check(register).problems == ()


def test_a_number_for_one_case_is_not_for_another(register: Register) -> None:
    first, second = opened(register), opened(register, agenda="2/2026")
    number = _reserve(register, agenda=" 2/2026 ")
    assert [one.number for one in number_offer(register, SERIES, ON, case=second).reserved] == [number]
    assert number_offer(register, SERIES, ON, case=first).reserved == ()
    assert "dipesan untuk kasus lain" in _refusal(register, first, number, reserved=True)
    (row,) = reservations(register)
    assert row.agenda == "2/2026"
    with pytest.raises(Invalid) as refused:
        _reserve(register, agenda="9/2026")
    assert "Tidak ada kasus bernomor agenda 9/2026" in refused.value.problems["agenda"]


def test_the_offer_holds_what_fits_the_document(register: Register) -> None:
    number = _reserve(register, agency=5)
    _reserve(register, series="laporan_validasi")
    offer = number_offer(register, SERIES, date(2026, 2, 2))
    assert (offer.proposed, offer.last, [one.number for one in offer.reserved]) == ("555/2/II/2026", "", [number])
    assert number_offer(register, SERIES, date(2027, 1, 4)).reserved == ()
    (row,) = [row for row in reservations(register) if row.reservation.number == number]
    assert row.agency == "Dinkes"


def test_a_number_given_up_is_not_given_to_anybody_unasked(register: Register, clock: StandingClock) -> None:
    case = opened(register)
    number = _reserve(register)
    made = office.office(register).reservations[0].id
    give_up_reservation(register, reservation=made, reason="rapat dibatalkan")
    assert numbering.next_number(register, SERIES, ON)[0] == "555/2/I/2026"
    assert _reserve(register) == "555/2/I/2026"
    offer = number_offer(register, SERIES, ON)
    assert number not in [one.number for one in offer.reserved]
    assert "pernah dipesan untuk undangan rapat dan dilepas pada 23 November 2026" in offer.remark(number)
    assert "tidak lagi dipesan" in _refusal(register, case, number, reserved=True)
    _issue(register, case, number)
    gone = reservations(register)[-1]
    assert gone.standing is Standing.GIVEN_UP
    assert (gone.reservation.reason, gone.used_by) == ("rapat dibatalkan", "Lembar disposisi (agenda 1/2026)")
    assert "sudah dipakai Lembar disposisi (agenda 1/2026)" in _reserve_refusal(register, number)


def _reserve_refusal(register: Register, number: str) -> str:
    with pytest.raises(Invalid) as refused:
        _reserve(register, number)
    return refused.value.problems["number"]


def test_what_a_document_bears_cannot_be_reserved_nor_let_go(register: Register) -> None:
    case = opened(register)
    number = _reserve(register)
    _issue(register, case, number, reserved=True)
    with pytest.raises(Invalid) as refused:
        give_up_reservation(register, reservation=1, reason="keliru")
    assert "sudah dipakai Lembar disposisi (agenda 1/2026)" in refused.value.problems["reservation"]
    assert "sudah dipakai" in _reserve_refusal(register, number)


def test_the_list_shows_age_and_year_and_outlives_a_rebuild(register: Register, clock: StandingClock) -> None:
    _reserve(register)
    clock.go_to(date(2027, 1, 4))
    _reserve(register, on=date(2027, 1, 4))
    rows = reservations(register)
    assert [(row.reservation.on.year, row.days, row.stale) for row in rows] == [(2027, 0, False), (2026, 363, True)]
    assert reservations(register, 2026) == rows[1:]
    rebuild(register)
    assert reservations(register) == rows


def test_a_refused_reservation_leaves_nothing_behind(register: Register) -> None:
    before = office.office(register)
    with pytest.raises(Invalid):
        _reserve(register, purpose="")
    with pytest.raises(Invalid):
        reserve_number(register, series="", on=None, purpose="")
    with pytest.raises(Invalid):
        give_up_reservation(register, reservation=9, reason="x")
    assert office.office(register) == before


def test_two_windows_do_not_reserve_the_same(register: Register, clock: StandingClock) -> None:
    other = open_register(register.path, clock=clock)
    assert number_offer(register, SERIES, ON).proposed == number_offer(other, SERIES, ON).proposed == "555/1/I/2026"
    assert [_reserve(register), _reserve(other), _reserve(register)] == [f"555/{one}/I/2026" for one in (1, 2, 3)]
    assert "sudah dipesan" in _reserve_refusal(other, "555/3/I/2026")
    close(other)


def test_a_number_handed_out_while_the_document_was_made_is_refused_with_the_issuing(
    register: Register, clock: StandingClock
) -> None:
    case, other = opened(register), open_register(register.path, clock=clock)

    def meanwhile(done: int, _total: int, _words: str) -> None:
        if done == 2:  # the document is made, and not yet recorded
            reserve_number(other, series=SERIES, on=ON, purpose="undangan rapat", number="555/1/I/2026")

    before = case_view(register, case).state
    with pytest.raises(Invalid) as refused:
        print_disposition(
            register,
            case,
            layout="klasik",
            how=Print(on=ON, signers=(SIGNER,), number="555/1/I/2026"),
            issued=Issue(),
            progress=meanwhile,
        )
    assert "dipesan sejak 06/01/2026 untuk undangan rapat" in refused.value.problems["number"]
    assert case_view(register, case).state == before
    close(other)
