"""How far the cases of a period kept to the SOP, and which step and which lane held them up most, with the evidence."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from spl_desktop.domain.case import Ending
from spl_desktop.domain.conformance_sheet import (
    Conformance,
    Held,
    Lack,
    LateRecord,
    Part,
    VisitFit,
    Waiver,
    told_of_documents,
)
from spl_desktop.domain.percentiles import SLOW_PER_CENT, percentile
from spl_desktop.domain.period import Period
from spl_desktop.domain.text import number_text
from spl_desktop.domain.timing import Verdict

ENOUGH: Final = 8
"""Fewer judged visits than that are thin evidence."""
RULE: Final = (
    "Hambatan terbesar adalah langkah dan pelaksana yang kunjungannya melewati waktu baku dengan jumlah hari kerja "
    "paling banyak; bila sama, yang lebih besar bagian terlambatnya, lalu yang lebih dahulu dalam SOP. Kunjungan "
    "dihitung pada pelaksana pertama langkahnya, yang bertanggung jawab. "
    f"Di bawah {ENOUGH} kunjungan yang dinilai, buktinya tipis."
)
BASIS: Final = (
    "Dihitung dari kunjungan yang berakhir pada periode ini, kecuali yang dihentikan karena kasusnya batal; penundaan "
    "menurut hari mulainya, dan catatan menurut hari kejadiannya."
)
FIGURES: Final = (
    "Hari hilang adalah jumlah hari kerja melewati waktu baku, di luar penundaan. Median dan persentil 85: hari kerja "
    "bersih kunjungan yang berakhir, selesai atau dikembalikan. Baku terlama: hari kerja paling lama menurut waktu "
    "bakunya (median)."
)
LANE_FIGURES: Final = (
    "Hari hilang adalah jumlah hari kerja melewati waktu baku, di luar penundaan; rata-ratanya menurut kunjungan yang "
    "terlambat."
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The visits of a step, or of the steps for which a lane is answerable (`number` 0), that ended in the period.

    All days are hari kerja without those on hold. `median` and `upper` (the 85th percentile) are of all
    that ended, finished or sent back; `late` of the `judged` ones went over the standard, by `lost` days together.
    `allowed` is the median of what the standard allowed the judged ones at most, `standard` its words.
    """

    number: int
    name: str
    standard: str
    judged: int
    median: float
    upper: float
    allowed: float
    late: int
    lost: int

    @property
    def share(self) -> float:
        """The share of the judged visits that were late, 0 to 1."""
        return self.late / self.judged if self.judged else 0.0

    @property
    def thin(self) -> bool:
        """Whether so few visits were judged that the figures say little."""
        return self.judged < ENOUGH

    @property
    def words(self) -> str:
        """What it is, for a sentence."""
        return f"langkah {self.number} ({self.name.rstrip('.')})" if self.number else self.name.rstrip(".")


@dataclass(frozen=True, slots=True)
class ArrowCount:
    """How often a way back was taken in the period."""

    step_number: int
    to: int
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class HoldReason:
    """The pauses with that reason that began in the period; `days` hari kerja until they ended, or until today."""

    reason: str
    count: int
    days: int


@dataclass(frozen=True, slots=True)
class LackCount:
    """How often a step had to do without that document (`missing`), or had it only after it ended (`late`).

    `agendas` are the cases in which that happened, each once.
    """

    step_number: int
    document: str
    part: Part
    missing: int
    late: int
    agendas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseWaiver:
    """A waived output, and the case it belongs to."""

    agenda: str
    waiver: Waiver


@dataclass(frozen=True, slots=True)
class CaseRecords:
    """The facts of the period that a case recorded late; `longest` after how many calendar days at most."""

    agenda: str
    agency: str
    count: int
    longest: int


@dataclass(frozen=True, slots=True)
class Review:
    """The conformance of a period; `recap` holds what the recap of the same days says, so that both agree.

    `step` and `lane` are those that held the cases up most by RULE, None where nothing was late. `total` and `net` are
    the hari kerja of the visits that ended, with and without those on hold.
    """

    recap: Period
    steps: tuple[Evidence, ...]
    lanes: tuple[Evidence, ...]
    step: Evidence | None
    lane: Evidence | None
    total: int
    net: int
    arrows: tuple[ArrowCount, ...]
    waivers: tuple[CaseWaiver, ...]
    holds: tuple[HoldReason, ...]
    late_records: tuple[CaseRecords, ...]
    lacks: tuple[LackCount, ...]

    @property
    def within(self) -> int:
        """How many of the judged visits kept their standard."""
        return sum(step.within for step in self.recap.steps)

    @property
    def share(self) -> float | None:
        """The share of the judged visits that kept their standard, 0 to 1; None where none was judged."""
        return self.within / self.recap.judged if self.recap.judged else None

    def summary(self) -> tuple[str, ...]:
        """The period in a few sentences: how much was kept, what held the cases up, and what else is amiss."""
        return tuple(_told(self))


def review(recap: Period, sheets: Iterable[Conformance]) -> Review:
    """The conformance of the period of that recap; `sheets` are those of the cases that the period saw.

    Counted are the visits that ended in the period, with their documents and waivers; the pauses that began in it; the
    facts that happened in it.
    """
    cases = tuple(sheets)

    def inside(day: date | None) -> bool:
        return day is not None and recap.start <= day <= recap.end

    ended = [visit for case in cases for visit in case.visits if inside(visit.ended)]
    measured = [visit for visit in ended if visit.ending is not Ending.BROKEN_OFF]
    steps, lanes = _of_steps(recap, measured), _of_lanes(measured)
    return Review(
        recap=recap,
        steps=steps,
        lanes=lanes,
        step=bottleneck(steps),
        lane=bottleneck(lanes),
        total=sum(visit.used.total for visit in measured),
        net=sum(visit.used.net for visit in measured),
        arrows=_arrows(cases, inside),
        waivers=tuple(CaseWaiver(case.agenda, one) for case in cases for one in case.waivers if inside(one.ended)),
        holds=_reasons([hold for case in cases for hold in case.holds if inside(hold.start)]),
        late_records=tuple(
            _recorded(case, late)
            for case in cases
            if (late := [one for one in case.late_records if inside(one.happened)])
        ),
        lacks=_lack_counts([(case.agenda, one) for case in cases for one in case.lacks if inside(one.ended)]),
    )


def bottleneck(found: Sequence[Evidence]) -> Evidence | None:
    """The one that lost most hari kerja over the standard in sum, of equal ones that with the larger share late,
    and of those the first.

    The sum, and not the median, because it says how long cases had to wait: a step that is always a day late in a
    hundred cases holds up more than one that was once ten days late. None where nothing was late.
    """
    late = [one for one in found if one.lost]
    return max(late, key=lambda one: (one.lost, one.share), default=None)


def _of_steps(recap: Period, measured: Sequence[VisitFit]) -> tuple[Evidence, ...]:
    """A line for each step of the recap, with the figures that it has already."""
    return tuple(
        replace(
            _evidence(
                step.number,
                step.text,
                [visit for visit in measured if (visit.step_number, visit.text) == (step.number, step.text)],
            ),
            judged=step.within + step.late,
            late=step.late,
        )
        for step in recap.steps
    )


def _of_lanes(measured: Sequence[VisitFit]) -> tuple[Evidence, ...]:
    lanes = dict.fromkeys(visit.lane for visit in sorted(measured, key=lambda visit: visit.step_number))
    return tuple(_evidence(0, lane, [visit for visit in measured if visit.lane == lane]) for lane in lanes)


def _evidence(number: int, name: str, visits: Sequence[VisitFit]) -> Evidence:
    net = [visit.used.net for visit in visits]
    judged = [visit for visit in visits if visit.verdict is not None]
    late = [visit.late for visit in judged if visit.verdict is Verdict.LATE]
    return Evidence(
        number=number,
        name=name,
        standard=" / ".join(dict.fromkeys(visit.standard for visit in visits)) if number else "",
        judged=len(judged),
        median=percentile(net, 50),
        upper=percentile(net, SLOW_PER_CENT),
        allowed=percentile([visit.allowed for visit in judged], 50) if judged else 0.0,
        late=len(late),
        lost=sum(late),
    )


def _arrows(cases: Sequence[Conformance], inside: Callable[[date | None], bool]) -> tuple[ArrowCount, ...]:
    taken = [(back.step_number, back.to, back.label) for case in cases for back in case.returns if inside(back.on)]
    return tuple(ArrowCount(*arrow, taken.count(arrow)) for arrow in sorted(set(taken)))


def _reasons(holds: Sequence[Held]) -> tuple[HoldReason, ...]:
    """Reason by reason, however it was capitalised; the most days first."""
    by_reason: dict[str, list[Held]] = {}
    for hold in holds:
        by_reason.setdefault(" ".join(hold.reason.split()).rstrip(".").casefold(), []).append(hold)
    found = [
        HoldReason(here[0].reason.rstrip("."), len(here), sum(hold.days for hold in here))
        for here in by_reason.values()
    ]
    return tuple(sorted(found, key=lambda one: (-one.days, -one.count, one.reason.casefold())))


def _lack_counts(lacks: Sequence[tuple[str, Lack]]) -> tuple[LackCount, ...]:
    """Step by step and document by document."""
    by_need: dict[tuple[int, str, Part], list[tuple[str, Lack]]] = {}
    for agenda, lack in lacks:
        by_need.setdefault((lack.step_number, lack.document, lack.part), []).append((agenda, lack))
    found = []
    for need, here in sorted(by_need.items(), key=lambda item: item[0]):
        missing = sum(lack.late is None for _, lack in here)
        agendas = tuple(dict.fromkeys(agenda for agenda, _ in here))
        found.append(LackCount(*need, missing, len(here) - missing, agendas))
    return tuple(found)


def _recorded(case: Conformance, late: Sequence[LateRecord]) -> CaseRecords:
    return CaseRecords(case.agenda, case.agency, len(late), max(record.days for record in late))


def _told(found: Review) -> Iterator[str]:
    recap = found.recap
    if not recap.judged:
        yield f"Tidak ada kunjungan langkah yang berakhir dan dapat dinilai pada {recap.words}."
    else:
        share = round(100 * found.within / recap.judged)
        yield (
            f"Pada {recap.words}, {number_text(recap.judged)} kunjungan langkah dari "
            f"{number_text(len(recap.cases))} kasus dinilai: {number_text(found.within)} ({share}%) memenuhi "
            f"waktu baku dan {number_text(recap.judged - found.within)} terlambat."
        )
        held = f", {number_text(found.net)} hari kerja di luar penundaan" if found.net != found.total else ""
        yield f"Waktu semua kunjungan itu {number_text(found.total)} hari kerja{held}."
        yield from _told_of_bottlenecks(found)
    if found.arrows:
        yield f"Pekerjaan dikembalikan {number_text(sum(arrow.count for arrow in found.arrows))} kali."
    missing, late = sum(one.missing for one in found.lacks), sum(one.late for one in found.lacks)
    yield from told_of_documents(missing, late, len(found.waivers))
    if found.late_records:
        count = sum(one.count for one in found.late_records)
        longest = max(one.longest for one in found.late_records)
        yield (
            f"{number_text(count)} catatan pada {number_text(len(found.late_records))} kasus dibuat setelah harinya, "
            f"paling lama {number_text(longest)} hari kemudian."
        )


def _told_of_bottlenecks(found: Review) -> Iterator[str]:
    if found.step is None or found.lane is None:
        yield "Tidak ada langkah yang melewati waktu bakunya pada periode ini."
        return
    for over, one in (("Langkah", found.step), ("Pelaksana", found.lane)):
        yield f"{over} dengan hambatan terbesar: {one.words}. {evidence_words(one)}"


def evidence_words(one: Evidence) -> str:
    """The evidence in sentences."""
    told = (
        f"Dari {number_text(one.judged)} kunjungan yang dinilai, {number_text(one.late)} ({round(100 * one.share)}%) "
        f"terlambat, seluruhnya {number_text(one.lost)} hari kerja melewati waktu baku."
    )
    if one.number:  # the days of a lane are those of steps of one day and of a month: no middle of them says anything
        told += (
            f" Mediannya {number_text(one.median)} hari kerja dan persentil {SLOW_PER_CENT}-nya "
            f"{number_text(one.upper)} hari kerja; waktu baku memberi paling lama "
            f"{number_text(one.allowed)} hari kerja."
        )
    elif one.late:
        told += f" Setiap yang terlambat melewatinya rata-rata {number_text(one.lost / one.late)} hari kerja."
    return f"{told} Buktinya tipis: kurang dari {ENOUGH} kunjungan." if one.thin else told
