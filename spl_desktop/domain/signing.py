"""Who signs and what stands over the signature: the position held on the day, a.n., u.b., Plt. and Plh."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from spl_desktop.domain.dates import letter_date, short_date
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.office import OfficeState, Position
from spl_desktop.domain.office_rules import ROLES
from spl_desktop.domain.values import Signer

_PREFIX: Final = {"plt": "Plt. ", "plh": "Plh. "}
# How far below the head of the office a position stands; others may sign for anybody.
_LEVELS: Final = {"kepala": 0, "sekretaris": 1, "kabid": 1, "kasi": 2, "tim_teknis": 3}
# Of two appointments that began on one day: a Plh. stands in for whoever holds the position otherwise.
_WEIGHT: Final = {"definitif": 0, "plt": 1, "plh": 2}


@dataclass(frozen=True, slots=True)
class SigningWay:
    """One way to sign on a day: `position` for itself, or in the name of those `above` (the highest first).

    `lines` stand over the signature. `acting` tells whether the holder is the one who exercises the position that day;
    `note` says who does where it is not he.
    """

    position: int
    above: tuple[int, ...]
    lines: tuple[str, ...]
    name: str
    role: str
    lane: str = ""
    appointment: str = "definitif"
    acting: bool = True
    note: str = ""

    @property
    def words(self) -> str:
        """The way as a list offers it: "Sekretaris, a.n. Kepala Dinas (ENDANG WIDYASTUTI)"."""
        match self.lines:
            case (head, middle, "u.b.", own):
                title = f"{own}, u.b. {middle} {head}"
            case (head, own):
                title = f"{own}, {head}"
            case _:
                title = self.lines[0]
        return f"{title} ({self.name})"


@dataclass(frozen=True, slots=True)
class Gap:
    """A position that nobody holds on a day; `last` held it until `until`, and `following` is when the next begins."""

    title: str
    role: str
    lane: str
    last: str
    until: date
    following: date | None = None

    @property
    def sentence(self) -> str:
        """Who is missing, and what can be done."""
        after = f"; penggantinya mulai {short_date(self.following)}" if self.following else ""
        return (
            f"{self.title} kosong: terakhir dijabat {self.last} sampai {short_date(self.until)}{after}. "
            "Catat pejabat baru atau Plt./Plh. di Pengaturan bila sudah ada."
        )


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


def signer_on(office: OfficeState, day: date, position: int, above: Sequence[int] = (), party: str = "") -> Signer:
    """The signatory as he stands on that day; UserError where the position is not held then."""
    held = _held(office, position, day)
    official = office.official(held.official)
    if official is None:
        raise UserError("Pejabat penandatangan tidak ada di daftar. Periksa daftar pejabat di Pengaturan.")
    over = [_held(office, number, day) for number in above]
    return Signer(name=official.name, title=title_lines(held, over), rank=official.rank, nip=official.nip, party=party)


def head_on(office: OfficeState, day: date) -> Signer | None:
    """Who exercises the position of the head of the office on that day, None where nobody does."""
    for way in ways_to_sign(office, day):
        if way.role == "kepala" and way.acting and not way.above:
            return signer_on(office, day, way.position)
    return None


def initials_on(office: OfficeState, day: date, positions: Sequence[int]) -> tuple[Signer, ...]:
    """Those whose paraf stands on the file copy, as they stand on that day.

    UserError where a position is not held then, or is named twice.
    """
    if len(set(positions)) != len(positions):
        raise UserError("Pemaraf yang sama dipilih dua kali. Hapus salah satunya.")
    return tuple(signer_on(office, day, number) for number in positions)


def ways_to_sign(office: OfficeState, day: date) -> tuple[SigningWay, ...]:
    """Every way to sign on that day: who holds a position himself, then a.n. one level and u.b. two levels above.

    In whose name somebody signs is the one who exercises that position on the day, and never himself.
    """
    held = _held_on(office, day)
    acting = _acting(held)
    ways: list[SigningWay] = []
    for position in held:
        ways.append(_way(office, position, (), acting))
        chosen = acting[_same(position)]
        if chosen.id == position.id:
            ways += [_way(office, position, above, acting) for above in _chains(position, list(acting.values()))]
    return tuple(ways)


def gaps(office: OfficeState, day: date) -> tuple[Gap, ...]:
    """The positions that were held before and are held by nobody on that day, the one that fell free last first."""
    held = {_same(position) for position in _held_on(office, day)}
    found: dict[str, Gap] = {}
    for position in sorted(_known(office), key=lambda one: (one.end or date.max, one.id)):
        name = _same(position)
        if name in held or position.end is None or position.end >= day:
            continue
        later = [one.start for one in _known(office) if _same(one) == name and one.start > day]
        holder = office.official(position.official)
        found[name] = Gap(
            position.title,
            position.role,
            position.lane,
            f"{_PREFIX.get(position.appointment, '')}{holder.name}" if holder else "",
            position.end,
            min(later, default=None),
        )
    return tuple(sorted(found.values(), key=lambda one: (-one.until.toordinal(), one.title)))


def _known(office: OfficeState) -> list[Position]:
    return [one for one in office.positions if office.official(one.official) is not None]


def _held_on(office: OfficeState, day: date) -> list[Position]:
    """Who holds something on that day, from the head of the office downwards."""
    order = {role: place for place, role in enumerate(ROLES)}
    held = [one for one in _known(office) if one.held_on(day)]
    return sorted(held, key=lambda one: (order.get(one.role, len(order)), one.title.casefold(), one.id))


def _same(position: Position) -> str:
    return position.title.casefold()


def _acting(held: Sequence[Position]) -> dict[str, Position]:
    """Of those who hold one position on a day, the one who exercises it: the newest appointment.

    So a Plh. acts for a definitive holder who is away, and a holder appointed meanwhile acts although nobody has ended
    the Plt. before him.
    """
    acting: dict[str, Position] = {}
    for position in held:
        other = acting.get(_same(position))
        if other is None or _rank(position) > _rank(other):
            acting[_same(position)] = position
    return acting


def _rank(position: Position) -> tuple[date, int, int]:
    return position.start, _WEIGHT.get(position.appointment, 0), position.id


def _chains(position: Position, acting: Sequence[Position]) -> Iterator[tuple[Position, ...]]:
    level = _LEVELS.get(position.role)
    if level is None:
        return
    one_above = [one for one in acting if _LEVELS.get(one.role) == level - 1]
    two_above = [one for one in acting if _LEVELS.get(one.role) == level - 2]
    yield from ((head,) for head in one_above if head.official != position.official)
    for head in two_above:
        for middle in one_above:
            if len({head.official, middle.official, position.official}) == 3:
                yield head, middle


def _way(
    office: OfficeState, position: Position, above: tuple[Position, ...], acting: Mapping[str, Position]
) -> SigningWay:
    chosen = acting[_same(position)]
    return SigningWay(
        position=position.id,
        above=tuple(one.id for one in above),
        lines=title_lines(position, above),
        name=_name_of(office, position),
        role=position.role,
        lane=position.lane,
        appointment=position.appointment,
        acting=chosen.id == position.id,
        note=_note(office, position, chosen),
    )


def _note(office: OfficeState, position: Position, acting: Position) -> str:
    if acting.id == position.id:
        return ""
    until = f" sampai {short_date(acting.end)}" if acting.end is not None else ""
    who = f"{_PREFIX.get(acting.appointment, '')}{_name_of(office, acting)}"
    return f"Pada hari itu {position.title} dijalankan {who} sejak {short_date(acting.start)}{until}."


def _name_of(office: OfficeState, position: Position) -> str:
    official = office.official(position.official)
    return official.name if official is not None else ""


def _titled(position: Position) -> str:
    return f"{_PREFIX.get(position.appointment, '')}{position.title}"


def _check_level(lower: Position, higher: Position, levels: int, words: str) -> None:
    below, above = _LEVELS.get(lower.role), _LEVELS.get(higher.role)
    if below is None or above is None or below - above == levels:
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
