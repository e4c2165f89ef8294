"""Who signs and what stands over the signature: the position held on the day, a.n., u.b., Plt. and Plh."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.office import OfficeState, Position
from spl_desktop.domain.values import Signer

_PREFIX = {"plt": "Plt. ", "plh": "Plh. "}
# How far below the head of the office a position stands; others may sign for anybody.
_LEVELS = {"kepala": 0, "sekretaris": 1, "kabid": 1, "kasi": 2, "tim_teknis": 3}


def title_lines(position: Position, above: Sequence[Position] = ()) -> tuple[str, ...]:
    """The lines over the signature, without the closing comma.

    `above`: in whose name he signs, the highest first: none, one (a.n., one level down), two (u.b., two levels down).
    Plt. and Plh. stand before the position that is filled (Permendagri 1/2023). UserError where the levels do not fit.
    """
    own = _titled(position)
    match tuple(above):
        case ():
            return (own,)
        case (head,):
            _check_level(position, head, 1, "a.n.")
            return (f"a.n. {_titled(head)}", own)
        case (head, middle):
            _check_level(position, head, 2, "u.b.")
            _check_level(middle, head, 1, "a.n.")
            return (f"a.n. {_titled(head)}", _titled(middle), "u.b.", own)
        case _:
            raise UserError("Penandatangan dapat bertindak untuk paling banyak dua jabatan di atasnya (a.n. dan u.b.).")


@dataclass(frozen=True, slots=True)
class SigningWay:
    """One way in which a position may sign on a day: for itself, or for those `above` it, the highest first."""

    position: Position
    above: tuple[Position, ...]
    lines: tuple[str, ...]


def ways_to_sign(office: OfficeState, day: date) -> tuple[SigningWay, ...]:
    """Every way that holds on that day: each position for itself, then a.n. one level and u.b. two levels above."""
    held = [position for position in office.positions if position.held_on(day)]
    ways = [SigningWay(position, (), title_lines(position)) for position in held]
    for position in held:
        for head in held:
            if _levels(position, head) == 1:
                ways.append(SigningWay(position, (head,), title_lines(position, (head,))))
            elif _levels(position, head) == 2:
                ways += [
                    SigningWay(position, (head, middle), title_lines(position, (head, middle)))
                    for middle in held
                    if _levels(position, middle) == 1 and _levels(middle, head) == 1
                ]
    return tuple(ways)


def _levels(lower: Position, higher: Position) -> int | None:
    """How many levels one stands below the other, None where the place of either is not known."""
    below, above = _LEVELS.get(lower.role), _LEVELS.get(higher.role)
    return None if below is None or above is None else below - above


def signer_on(office: OfficeState, day: date, position: int, above: Sequence[int] = (), party: str = "") -> Signer:
    """The signatory as he stands on that day; UserError where the position is not held then."""
    held = _held(office, position, day)
    official = office.official(held.official)
    if official is None:
        raise UserError("Pejabat penandatangan tidak ada di daftar. Periksa daftar pejabat di Pengaturan.")
    over = [_held(office, number, day) for number in above]
    return Signer(name=official.name, title=title_lines(held, over), rank=official.rank, nip=official.nip, party=party)


def _titled(position: Position) -> str:
    return f"{_PREFIX.get(position.appointment, '')}{position.title}"


def _check_level(lower: Position, higher: Position, levels: int, words: str) -> None:
    if _levels(lower, higher) in (None, levels):
        return
    distance = "satu tingkat" if levels == 1 else "dua tingkat"
    raise UserError(
        f"{lower.title} tidak dapat menandatangani {words} {higher.title}: {words} hanya untuk jabatan {distance} "
        "di bawahnya. Pilih jabatan lain."
    )


def _held(office: OfficeState, number: int, day: date) -> Position:
    position = office.position(number)
    if position is None:
        raise UserError("Jabatan penandatangan belum dipilih. Pilih dari daftar pejabat.")
    if not position.held_on(day):
        raise UserError(
            f"{position.title} tidak dijabat oleh pejabat itu pada {letter_date(day)}. "
            "Pilih penandatangan yang menjabat pada tanggal dokumen, atau ubah tanggalnya."
        )
    return position
