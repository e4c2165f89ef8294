"""Numbers that are handed out before their document: reserved for a purpose, then spent by issuing, or given up."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

from spl_desktop.domain import office_events as o
from spl_desktop.domain.dates import letter_date, short_date
from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.numbers import AGENDA, key, series_name
from spl_desktop.domain.office import OfficeState, Reservation
from spl_desktop.domain.rules import date_problem
from spl_desktop.domain.text import LONG, SHORT, clean, ended, line, too_long

STALE_DAYS: Final = 30
"""After so many calendar days without a document a reservation is pointed out; it is never let go by itself."""


class Standing(StrEnum):
    """What became of a number that was handed out, in the office's own word."""

    OPEN = "dipesan"
    SPENT = "terpakai"
    GIVEN_UP = "dilepas"


def standing(one: Reservation, spent: bool) -> Standing:
    """How a reservation stands; `spent` tells whether a document bears its number."""
    if one.given_up is not None:
        return Standing.GIVEN_UP
    return Standing.SPENT if spent else Standing.OPEN


def is_stale(one: Reservation, today: date) -> bool:
    """Whether an open reservation has waited so long that somebody should ask after it."""
    return (today - one.on).days > STALE_DAYS


def open_for(office: OfficeState, number: str) -> Reservation | None:
    """The reservation under which the number is held, spent or not; None where it never was or was given up."""
    return next((one for one in _of(office.reservations, number) if one.given_up is None), None)


def reserve(
    office: OfficeState,
    *,
    series: str,
    number: str,
    on: date | None,
    purpose: str,
    today: date,
    ordinal: int = 0,
    agency: int = 0,
    case: int = 0,
    taken: str = "",
) -> o.NumberReserved:
    """The number is held for that purpose from day `on`; Invalid field by field.

    `taken` says which document bears the number already. A number that was given up may be reserved anew.
    """
    series, number, purpose, problems = line(series), line(number), line(purpose), dict[str, str]()
    if not series:
        problems["series"] = "Jenis dokumen belum dipilih. Pilih untuk dokumen apa nomor itu dipesan."
    elif series == AGENDA:
        problems["series"] = "Nomor agenda tidak dapat dipesan: nomor itu diberikan saat surat dicatat. Pilih dokumen."
    elif long := too_long(series, SHORT, "Jenis dokumen"):
        problems["series"] = long
    if problem := _number_problem(office, number, taken):
        problems["number"] = problem
    if on is None:
        problems["on"] = "Tanggal belum diisi atau tidak dikenali (contoh: 23/11/2026)."
    elif problem := date_problem(on, today):
        problems["on"] = problem
    if not purpose:
        problems["purpose"] = "Tujuan belum diisi. Tulis untuk surat atau dokumen apa nomor itu dipesan."
    elif long := too_long(purpose, SHORT, "Tujuan"):
        problems["purpose"] = long
    if agency and office.agency(agency) is None:
        problems["agency"] = "OPD itu tidak ada di daftar. Muat ulang daftarnya."
    if problems:
        raise Invalid(problems)
    assert on is not None
    return o.NumberReserved(
        reservation=max((one.id for one in office.reservations), default=0) + 1,
        series=series,
        number=number,
        on=on,
        purpose=purpose,
        ordinal=ordinal,
        agency=agency,
        case=case,
    )


def _number_problem(office: OfficeState, number: str, taken: str) -> str:
    if not number:
        return "Nomor belum diisi. Pakai nomor yang diusulkan, atau tulis nomor dari sekretariat."
    if long := too_long(number, SHORT, "Nomor"):
        return long
    if taken:
        return f"Nomor {number} sudah dipakai {taken}. Tulis nomor lain."
    held = open_for(office, number)
    if held is not None:
        return (
            f"Nomor {held.number} sudah dipesan sejak {short_date(held.on)} untuk {ended(held.purpose)} "
            "Tulis nomor lain, atau lepaskan dahulu pesanan itu."
        )
    return ""


def give_up(
    office: OfficeState, *, reservation: int, reason: str, on: date, today: date, taken: str = ""
) -> o.ReservationGivenUp:
    """The number is let go on day `on`; Invalid where it was spent (`taken` says by what) or let go before.

    It is not given to anybody by itself: only who asks for this very number gets it.
    """
    one, reason, problems = office.reservation(reservation), clean(reason), dict[str, str]()
    if one is None:
        raise Invalid({"reservation": "Pesanan nomor itu tidak ada di daftar. Muat ulang daftarnya."})
    if one.given_up is not None:
        problems["reservation"] = f"Nomor {one.number} sudah dilepas pada {letter_date(one.given_up)}."
    elif taken:
        problems["reservation"] = f"Nomor {one.number} sudah dipakai {taken}, jadi tidak dapat dilepas."
    if not reason:
        problems["reason"] = "Alasan belum diisi. Tulis mengapa nomor itu tidak jadi dipakai."
    elif long := too_long(reason, LONG, "Alasan"):
        problems["reason"] = long
    if problem := date_problem(on, today, one.on, "nomor itu dipesan"):
        problems["on"] = problem
    if problems:
        raise Invalid(problems)
    return o.ReservationGivenUp(reservation=one.id, number=one.number, on=on, reason=reason)


def spending_problem(office: OfficeState, number: str, series: str, on: date, case: int, *, chosen: bool) -> str:
    """Why a document of that series, date and case may not bear a number nobody has spent yet; empty where it may.

    A number that is held goes only to who chose it among the reserved ones (`chosen`).
    """
    held = open_for(office, number)
    if held is None:
        if not chosen:
            return ""
        return (
            f"Nomor {line(number)} tidak lagi dipesan. Pilih nomor lain dari daftar, atau pakai nomor yang diusulkan."
        )
    if not chosen:
        return (
            f"Nomor {held.number} dipesan sejak {short_date(held.on)} untuk {ended(held.purpose)} "
            "Bila memang untuk dokumen ini, pilih dari daftar nomor yang dipesan; bila bukan, pakai nomor lain."
        )
    return _misfit(held, series, on, case)


def fits(one: Reservation, series: str, on: date, case: int) -> bool:
    """Whether a document of that series, date and case may spend the reservation, while it is held."""
    return one.given_up is None and not _misfit(one, series, on, case)


def _misfit(held: Reservation, series: str, on: date, case: int) -> str:
    if held.series != series:
        return (
            f"Nomor {held.number} dipesan untuk {series_name(held.series)}, bukan untuk {series_name(series)}. "
            "Pakai nomor lain."
        )
    if held.case not in (0, case):
        return f"Nomor {held.number} dipesan untuk kasus lain. Pakai nomor lain."
    if held.on.year != on.year:
        return (
            f"Nomor {held.number} dipesan untuk tahun {held.on.year}, tanggal dokumen ini {short_date(on)}. "
            "Ubah tanggal dokumennya, atau pakai nomor lain."
        )
    return ""


def given_up_before(reservations: Iterable[Reservation], number: str) -> str:
    """What is known of a number that was handed out and let go, for whoever types it now; empty for any other."""
    found = [one for one in _of(reservations, number) if one.given_up is not None]
    if not found or any(one.given_up is None for one in _of(reservations, number)):
        return ""
    last = found[-1]
    assert last.given_up is not None
    return (
        f"Nomor {last.number} pernah dipesan untuk {last.purpose} dan dilepas pada {letter_date(last.given_up)}. "
        f"Alasan: {last.reason}"
    )


def _of(reservations: Iterable[Reservation], number: str) -> list[Reservation]:
    wanted = key(number)
    return [one for one in reservations if key(one.number) == wanted]
