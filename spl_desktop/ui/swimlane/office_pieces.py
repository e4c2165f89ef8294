"""What the office lens puts on the table: each number with its place, its sentence and the list that it opens."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSizeF

from spl_desktop.domain.chart import Arrow, Chart, Row, Sheet
from spl_desktop.domain.heat import Heat, Return, StepHeat, StepTokens, Tokens
from spl_desktop.domain.heat_text import (
    days_text,
    heat_sentence,
    per_cent,
    return_words,
    tokens_sentence,
)
from spl_desktop.domain.percentiles import SLOW_PER_CENT
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.text import number_text
from spl_desktop.ui.swimlane.lettering import line_width
from spl_desktop.ui.swimlane.paint import box

SIZE = 8.0
HEIGHT = 12.5
"""The height of a line of numbers, and of its letters, in points."""

_GAP = 2.0
_APART = 4.0
_LANES = slice(2, -4)
_SIGN = 9.0


class What(Enum):
    """Which number a piece shows, and so which list it opens."""

    OPEN = auto()
    OVERDUE = auto()
    HELD = auto()
    OLDEST = auto()
    ENDED = auto()
    TIMES = auto()
    RETURNED = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A number in its place (points of the table); `outcome` is the way back that it counts."""

    what: What
    step: str
    rect: QRectF
    text: str
    sentence: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class OfficePicture:
    """One SOP with its tokens, or with the heat of a period where that is given."""

    sop: Sop
    tokens: Tokens
    heat: Heat | None = None

    def sentence(self, step: str) -> str:
        """Everything that the picture shows about a step."""
        if self.heat is not None:
            return heat_sentence(self.sop, self.heat, step)
        return tokens_sentence(self.sop, self.tokens, step)

    def whole(self, step: str) -> What | None:
        """What a step as a whole stands for, None where there is no list behind it."""
        if self.heat is not None:
            return What.ENDED if self.heat.at(step).ended else None
        return What.OPEN if self.tokens.at(step).open else None


def pieces_of(chart: Chart, picture: OfficePicture) -> tuple[Piece, ...]:
    """Every number of the picture, where it covers least of arrows, labels and symbols."""
    found: list[Piece] = []
    for sheet in chart.pages:
        taken: list[QRectF] = []
        for row in sheet.rows:
            if row.symbols:
                found += _of_step(sheet, row, picture, taken)
        if picture.heat is not None:
            for back in picture.heat.returns:
                found += _of_return(sheet, back, taken)
    return tuple(found)


def _of_step(sheet: Sheet, row: Row, picture: OfficePicture, taken: list[QRectF]) -> Iterator[Piece]:
    """The lines of a step, each a few pieces side by side, together beside its first symbol."""
    lines = _token_lines(picture, row.step) if picture.heat is None else _heat_lines(picture, row.step)
    if not lines:
        return
    widths = [sum(piece_width(what, text) for what, text, _ in line) + _GAP * (len(line) - 1) for line in lines]
    size = QSizeF(max(widths), len(lines) * HEIGHT + (len(lines) - 1) * _GAP)
    place = _apart(_beside(sheet, row, size, taken), taken)
    taken.append(place)
    for number, (line, width) in enumerate(zip(lines, widths, strict=True)):
        left = place.left() + (place.width() - width) / 2
        for what, text, sentence in line:
            rect = QRectF(left, place.top() + number * (HEIGHT + _GAP), piece_width(what, text), HEIGHT)
            yield Piece(what, row.step, rect, text, sentence)
            left += rect.width() + _GAP


_Words = tuple[What, str, str]


def _token_lines(picture: OfficePicture, step: str) -> list[list[_Words]]:
    here: StepTokens = picture.tokens.at(step)
    if not here.open:
        return []
    where = f"langkah {here.number}"
    first = [(What.OPEN, str(here.open), f"{here.open} kasus berada di {where}.")]
    if here.overdue:
        first.append((What.OVERDUE, str(here.overdue), f"{here.overdue} kasus terlambat di {where}."))
    if here.held:
        first.append((What.HELD, str(here.held), f"{here.held} kasus ditunda di {where}."))
    oldest = (
        f"Kasus yang paling lama di {where}: nomor agenda {here.oldest_agenda}, {days_text(here.oldest_days)} "
        "sejak masuk langkah itu."
    )
    return [first, [(What.OLDEST, f"terlama {here.oldest_days} hari", oldest)]]


def _heat_lines(picture: OfficePicture, step: str) -> list[list[_Words]]:
    assert picture.heat is not None
    here: StepHeat = picture.heat.at(step)
    if here.share is None or here.median is None or here.slow is None:
        return []
    kept = f"{here.within} dari {here.ended} kunjungan langkah {here.number} memenuhi waktu baku {here.standard}."
    times = (
        f"Langkah {here.number}: median {days_text(here.median)}, {SLOW_PER_CENT}% kunjungan paling lama "
        f"{days_text(here.slow)}."
    )
    return [
        [(What.ENDED, f"{per_cent(here.share)} dari {here.ended}", kept)],
        [(What.TIMES, f"{number_text(here.median)} / {number_text(here.slow)} hari", times)],
    ]


def piece_width(what: What, text: str) -> float:
    """The width of a piece with that text, its sign included, in points."""
    sign = _SIGN + 1.5 if what in (What.OVERDUE, What.HELD, What.RETURNED) else 0.0
    return max(HEIGHT, line_width(text, SIZE, bold=what is not What.OLDEST) + sign + 7)


def sign_rect(rect: QRectF) -> QRectF:
    """Where the sign of a piece stands."""
    return QRectF(rect.left() + 2.5, rect.center().y() - _SIGN / 2, _SIGN, _SIGN)


def _beside(sheet: Sheet, row: Row, size: QSizeF, taken: Sequence[QRectF]) -> QRectF:
    """A place near the first symbol of the row, within its lanes."""
    symbol = box(row.symbols[0].rect)
    across = (symbol.right() + _APART, symbol.left() - _APART - size.width())
    down = (
        symbol.center().y() - size.height() / 2,
        symbol.top() - size.height() * 0.6,
        symbol.bottom() - size.height() * 0.4,
    )
    corners = [QPointF(x, y) for y in down for x in across]
    for y in (symbol.bottom() + _APART, symbol.top() - _APART - size.height()):
        for x in (symbol.center().x() - size.width() / 2, symbol.right() - size.width(), symbol.left()):
            corners.append(QPointF(x, y))
    room = _lanes_of(row).adjusted(2, 2, -2, -2)
    return min((QRectF(corner, size) for corner in corners), key=_price(sheet, taken, room))


def _lanes_of(row: Row) -> QRectF:
    """The lanes of a row: there are no words but those of symbols and arrows."""
    first, last = row.cells[_LANES][0].rect, row.cells[_LANES][-1].rect
    return QRectF(first.x, row.rect.y, last.right - first.x, row.rect.height)


def _price(sheet: Sheet, taken: Sequence[QRectF], room: QRectF) -> Callable[[QRectF], float]:
    """How much a place costs: what it would cover, and whether it leaves the room that it should keep to."""
    lines = [_around(*pair) for arrow in sheet.arrows for pair in pairwise(arrow.points)]
    heads = [_around(arrow.points[-1], arrow.points[-1]).adjusted(-4, -4, 4, 4) for arrow in sheet.arrows]
    labels = [box(arrow.label_rect) for arrow in sheet.arrows if arrow.label_rect is not None]
    solid = [box(node.rect).adjusted(-1, -1, 1, 1) for row in sheet.rows for node in row.symbols]
    solid += [box(one.rect) for one in sheet.connectors] + list(taken)

    def price(place: QRectF) -> float:
        cost = float(sum(place.intersects(line) for line in lines))
        cost += 2.0 * sum(place.intersects(head) for head in heads)
        cost += 6.0 * sum(place.intersects(label) for label in labels)
        cost += 12.0 * sum(place.intersects(one) for one in solid)
        return cost if room.contains(place) else cost + 9.0

    return price


def _of_return(sheet: Sheet, back: Return, taken: list[QRectF]) -> Iterator[Piece]:
    """The count on the arrow of a way back that was taken."""
    arrow = next((one for one in sheet.arrows if (one.source, one.outcome) == (back.source, back.outcome)), None)
    if arrow is None or not back.count or back.share is None:
        return
    text = f"{back.count} ({per_cent(back.share)})"
    size = QSizeF(piece_width(What.RETURNED, text), HEIGHT)
    room = _lanes_of(sheet.rows[0]).united(_lanes_of(sheet.rows[-1])).adjusted(2, 2, -2, -2)
    places = (QRectF(corner, size) for corner in _along(arrow, size, room))
    place = _apart(min(places, key=_price(sheet, taken, room)), taken)
    taken.append(place)
    yield Piece(What.RETURNED, back.source, place, text, return_words(back), back.outcome)


def _along(arrow: Arrow, size: QSizeF, room: QRectF) -> Iterator[QPointF]:
    """Places on the arrow, pushed into the room; the middle of its longest stretch first."""
    half = QPointF(size.width() / 2, size.height() / 2)
    stretches = [(QPointF(*a), QPointF(*b)) for a, b in pairwise(arrow.points)]
    for start, end in sorted(stretches, key=lambda pair: -(pair[1] - pair[0]).manhattanLength()):
        for share in (0.5, 0.35, 0.65, 0.2, 0.8):
            corner = start + (end - start) * share - half
            x = max(room.left() + 0.1, min(corner.x(), room.right() - size.width() - 0.1))
            yield QPointF(x, corner.y())


def _apart(place: QRectF, taken: Sequence[QRectF]) -> QRectF:
    """The place, pushed down below whatever number stands there already: one over another could not be clicked."""
    while crossed := next((one for one in taken if one.intersects(place)), None):
        place = place.translated(0, crossed.bottom() + 1 - place.top())
    return place


def _around(start: tuple[float, float], end: tuple[float, float]) -> QRectF:
    return QRectF(QPointF(*start), QPointF(*end)).normalized().adjusted(-0.6, -0.6, 0.6, 0.6)
