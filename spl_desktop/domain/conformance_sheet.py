"""What the conformance sheet of a case says: steps, visits, documents, pauses, late records; the verdict in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spl_desktop.domain.case import Ending
from spl_desktop.domain.dates import late_entry
from spl_desktop.domain.narrative import open_words
from spl_desktop.domain.text import number_text
from spl_desktop.domain.timing import Used, Verdict


class Course(StrEnum):
    """What became of a step of the SOP.

    WAIVED: finished, but every output that it owed was waived, so that nothing shows that it was done. UNFINISHED:
    entered and never finished, because it is being worked, went back, or was broken off.
    """

    DONE = "selesai"
    WAIVED = "dikecualikan"
    UNFINISHED = "belum selesai"
    NOT_REACHED = "belum dijalani"


@dataclass(frozen=True, slots=True)
class Waiver:
    """An output that a visit did not have to make; `ended` is the day the visit ended, None while it is open."""

    step_number: int
    output: str
    reason: str
    ended: date | None


@dataclass(frozen=True, slots=True)
class StepCourse:
    """A step of the SOP and what became of it, in words too; `visits` counts entries, `returned` those sent back."""

    number: int
    text: str
    lanes: str
    course: Course
    words: str
    visits: int
    returned: int
    waived: tuple[str, ...]

    @property
    def repeats(self) -> int:
        """How often the step was entered again."""
        return max(0, self.visits - 1)


@dataclass(frozen=True, slots=True)
class VisitFit:
    """A visit against its standard; all days are hari kerja.

    `early` before the early target, `late` after the deadline; days on hold are in neither. `overdue` is how far an
    open visit is over its deadline by now, `held` whether its clock stands still. `plain` is the verdict and
    `plain_late` the days late had the clock never stood still. `allowed` is how long the standard let it take from the
    entry to the deadline, without the days on hold. `lane` is the one answerable.
    """

    number: int
    step_number: int
    text: str
    round: int
    lane: str
    standard: str
    entered: date
    due: date
    ended: date | None
    ending: Ending | None
    verdict: Verdict | None
    early: int
    late: int
    overdue: int
    held: bool
    plain: Verdict | None
    plain_late: int
    allowed: int
    used: Used


class Part(StrEnum):
    """As what the SOP asks for a document."""

    REQUIREMENT = "kelengkapan"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Lack:
    """A document that is missing, or came `late` hari kerja after the visit had `ended`; `late` None: missing."""

    step_number: int
    document: str
    part: Part
    late: int | None
    ended: date | None

    @property
    def words(self) -> str:
        """What is amiss."""
        return "tidak ada" if self.late is None else f"diberkaskan {self.late} hari kerja setelah langkah berakhir"


@dataclass(frozen=True, slots=True)
class LateRecord:
    """A fact that was recorded `days` calendar days after it happened; `recorded` is the day in Jakarta."""

    seq: int
    sentence: str
    happened: date
    recorded: date
    days: int

    @property
    def words(self) -> str:
        """The mark of the history, "dicatat 3 hari kemudian"."""
        return late_entry(self.happened, self.recorded)


@dataclass(frozen=True, slots=True)
class Held:
    """A pause; `days` hari kerja until its end, or until today where `end` is None."""

    step_number: int
    reason: str
    start: date
    end: date | None
    days: int


@dataclass(frozen=True, slots=True)
class Return:
    """A way back that was taken; `to` is the number of the step where it leads, `label` what stands on the arrow."""

    step_number: int
    to: int
    label: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Conformance:
    """The conformance sheet of a case as of day `on`; `open` tells that the case still goes on."""

    agenda: str
    agency: str
    identity: tuple[tuple[str, str], ...]
    open: bool
    on: date
    steps: tuple[StepCourse, ...]
    visits: tuple[VisitFit, ...]
    lacks: tuple[Lack, ...]
    waivers: tuple[Waiver, ...]
    late_records: tuple[LateRecord, ...]
    holds: tuple[Held, ...]
    returns: tuple[Return, ...]

    @property
    def title(self) -> str:
        """What stands over the sheet."""
        return f"Lembar Kesesuaian Kasus {self.agenda}"

    @property
    def judged(self) -> tuple[VisitFit, ...]:
        """The visits that were held against their standard: ended, and not broken off."""
        return tuple(visit for visit in self.visits if visit.verdict is not None)

    @property
    def late(self) -> tuple[VisitFit, ...]:
        """The visits that ended after their deadline."""
        return tuple(visit for visit in self.visits if visit.verdict is Verdict.LATE)

    @property
    def overdue(self) -> tuple[VisitFit, ...]:
        """The open visits whose deadline has passed."""
        return tuple(visit for visit in self.visits if visit.overdue)

    @property
    def share(self) -> float | None:
        """The share of the judged visits that kept their standard, 0 to 1; None where none was judged."""
        return 1 - len(self.late) / len(self.judged) if self.judged else None

    @property
    def total(self) -> int:
        """The hari kerja of all visits, those on hold among them."""
        return sum(visit.used.total for visit in self.visits)

    @property
    def net(self) -> int:
        """The hari kerja of all visits without those on hold."""
        return sum(visit.used.net for visit in self.visits)

    def count(self, course: Course) -> int:
        """How many steps of the SOP took that course."""
        return sum(step.course is course for step in self.steps)

    def summary(self) -> tuple[str, ...]:
        """The verdict in a few sentences, what weighs most first."""
        return tuple(_told(self))


def listed(words: Sequence[str]) -> str:
    """The words as a sentence lists them: "a", "a dan b", "a, b, dan c"."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def _told(sheet: Conformance) -> Iterator[str]:
    amiss = [
        words
        for words, found in (
            ("waktu baku", sheet.late + sheet.overdue),
            ("kelengkapan dokumen", sheet.lacks),
            ("output yang dikecualikan", sheet.waivers),
        )
        if found
    ]
    if amiss:
        yield f"Kasus ini menyimpang dari SOP dalam hal {listed(amiss)}."
    else:
        yield "Kasus ini berjalan sesuai SOP, sejauh tercatat."
    yield _told_of_steps(sheet)
    yield from _told_of_time(sheet)
    for visit in sheet.overdue:
        yield f"Langkah {visit.step_number} {open_words(visit.overdue, held=visit.held)}."
    if sheet.returns:
        yield f"Pekerjaan dikembalikan {len(sheet.returns)} kali."
    missing = sum(lack.late is None for lack in sheet.lacks)
    yield from told_of_documents(missing, len(sheet.lacks) - missing, len(sheet.waivers))
    if sheet.late_records:
        longest = max(record.days for record in sheet.late_records)
        yield f"{len(sheet.late_records)} catatan dibuat setelah harinya, paling lama {longest} hari kemudian."


def _told_of_steps(sheet: Conformance) -> str:
    words = {step.course: step.words for step in sheet.steps}
    parts = [f"{sheet.count(course)} {words[course]}" for course in Course if course in words]
    repeated = [step.repeats for step in sheet.steps if step.repeats]
    again = f"; {len(repeated)} langkah diulang, seluruhnya {sum(repeated)} kali" if repeated else ""
    return f"Dari {len(sheet.steps)} langkah SOP, {listed(parts)}{again}."


def _told_of_time(sheet: Conformance) -> Iterator[str]:
    judged, late = sheet.judged, sheet.late
    if not judged:
        yield "Belum ada kunjungan langkah yang dapat dinilai terhadap waktu bakunya."
        return
    within = len(judged) - len(late)
    told = f"Dari {len(judged)} kunjungan langkah yang dinilai, {within} ({round(100 * within / len(judged))}%) "
    told += "memenuhi waktu baku"
    if late:
        told += f" dan {len(late)} terlambat, seluruhnya {sum(visit.late for visit in late)} hari kerja"
    plain = [visit.plain_late for visit in judged if visit.plain is Verdict.LATE]
    if len(plain) != len(late) or sum(plain) != sum(visit.late for visit in late):
        told += f"; bila penundaan ikut dihitung, {len(plain)} terlambat, seluruhnya {sum(plain)} hari kerja"
    yield f"{told}."
    held = f", {number_text(sheet.net)} hari kerja di luar penundaan" if sheet.net != sheet.total else ""
    yield f"Waktu semua kunjungan {number_text(sheet.total)} hari kerja{held}."


def told_of_documents(missing: int, late: int, waived: int) -> Iterator[str]:
    """What is amiss with documents, in sentences; nothing where all are there."""
    parts = [f"{missing} dokumen yang diminta langkah tidak ada"] if missing else []
    if late:
        parts.append(f"{late} dokumen diberkaskan setelah langkahnya berakhir")
    if parts:
        yield f"{' dan '.join(parts)}."
    if waived:
        yield f"{waived} output dikecualikan dengan alasan yang tercatat."
