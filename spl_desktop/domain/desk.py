"""The morning desk: what an open case is counted under, and since when."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from spl_desktop.domain.case import CaseState, Mark, Status
from spl_desktop.domain.rules import How, outputs_of
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.workdays import WorkCalendar

SOON_DAYS: Final = 3
"""A deadline is near when it is this many working days away, or fewer, but not today."""

STALE_DAYS: Final = 7
"""A case is without news when nothing has happened in it for this many working days."""

WAITING_DAYS: Final = 7
"""An OPD keeps us waiting when it is more than this many working days, unless the office says otherwise."""

UNFOLLOWED: Final = (Mark.UNREAD, Mark.READ)
"""The marks of a recipient who has not yet followed a disposition up."""


class Waiting(StrEnum):
    """What an open case may be counted under; a case may stand under several."""

    TODAY = "today"
    OVERDUE = "overdue"
    SOON = "soon"
    UNREAD = "unread"
    UNFOLLOWED = "unfollowed"
    AGENCY = "agency"
    STALE = "stale"
    INCOMPLETE = "incomplete"
    READY = "ready"
    ISSUABLE = "issuable"
    UNSIGNED = "unsigned"

    def words(self, waiting_days: int = WAITING_DAYS) -> str:
        """The name of the counter."""
        return _WORDS[self].format(soon=SOON_DAYS, stale=STALE_DAYS, waiting=waiting_days)

    def meaning(self, waiting_days: int = WAITING_DAYS) -> str:
        """A sentence that says exactly which cases are counted."""
        return _MEANINGS[self].format(soon=SOON_DAYS, stale=STALE_DAYS, waiting=waiting_days)


_WORDS: Final = {
    Waiting.TODAY: "Jatuh tempo hari ini",
    Waiting.OVERDUE: "Terlambat",
    Waiting.SOON: "Jatuh tempo dalam {soon} hari kerja",
    Waiting.UNREAD: "Disposisi belum dibaca",
    Waiting.UNFOLLOWED: "Disposisi belum ditindaklanjuti",
    Waiting.AGENCY: "Menunggu OPD lebih dari {waiting} hari kerja",
    Waiting.STALE: "Tanpa pembaruan {stale} hari kerja",
    Waiting.INCOMPLETE: "Dokumen belum lengkap",
    Waiting.READY: "Siap diselesaikan",
    Waiting.ISSUABLE: "Siap diterbitkan",
    Waiting.UNSIGNED: "Menunggu tanda tangan",
}
_MEANINGS: Final = {
    Waiting.TODAY: "Kasus berjalan yang langkahnya jatuh tempo hari ini.",
    Waiting.OVERDUE: "Kasus yang jatuh temponya sudah lewat; yang ditunda dihitung menurut hari penundaannya.",
    Waiting.SOON: "Kasus berjalan yang jatuh tempo sesudah hari ini, paling lama {soon} hari kerja lagi.",
    Waiting.UNREAD: "Kasus dengan disposisi yang belum dibaca oleh salah satu penerimanya.",
    Waiting.UNFOLLOWED: "Kasus dengan disposisi yang belum ditindaklanjuti, baik sudah maupun belum dibaca.",
    Waiting.AGENCY: (
        "Selama lebih dari {waiting} hari kerja langkahnya dikerjakan OPD, atau kasusnya ditunda karena menunggu OPD."
    ),
    Waiting.STALE: "Kasus yang tidak mempunyai catatan baru selama {stale} hari kerja atau lebih.",
    Waiting.INCOMPLETE: "Kasus yang output langkahnya belum ada semua.",
    Waiting.READY: "Kasus berjalan yang output langkahnya sudah ada semua, tinggal diselesaikan.",
    Waiting.ISSUABLE: "Kasus dengan draf formulir yang isiannya sudah lengkap, tinggal diterbitkan.",
    Waiting.UNSIGNED: "Kasus dengan dokumen terbit yang salinan bertanda tangannya belum diterima.",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days that the counters of one day compare with.

    A deadline after `today` up to `soon` is near; what has waited since `waiting` or earlier waits too long; what
    changed on `stale` or earlier is without news.
    """

    today: date
    soon: date
    waiting: date
    stale: date


def bounds(today: date, calendar: WorkCalendar, waiting_days: int = WAITING_DAYS) -> Bounds:
    """The days to compare with; `waiting_days` in hari kerja."""
    return Bounds(
        today=today,
        soon=calendar.add_working(today, SOON_DAYS),
        waiting=working_before(today, waiting_days + 1, calendar),
        stale=working_before(today, STALE_DAYS, calendar),
    )


def working_before(today: date, days: int, calendar: WorkCalendar) -> date:
    """The latest day since which at least so many working days have come, today included."""
    day = today
    while days:
        days -= calendar.is_working(day)
        day -= timedelta(days=1)
    return day


def missing_outputs(state: CaseState, sop: Sop) -> int:
    """How many outputs the open step still owes; 0 once the case has ended."""
    if state.visit is None:
        return 0
    return sum(owed.how is How.MISSING for owed in outputs_of(state, sop, state.visit))


def unsigned_documents(state: CaseState) -> int:
    """How many documents were issued and have no signed copy yet; the newest version of each counts."""
    return sum(bool(one.current.report) and one.current.signed is None for one in state.documents)


def waiting_since(state: CaseState, sop: Sop) -> date | None:
    """The day since which the case waits for the OPD, None where it waits for nobody or for somebody of the office.

    The lane that begins the SOP is the one that asks: steps for which it is answerable are the OPD's. A case on hold
    waits for the OPD unless the hold names another lane.
    """
    if state.visit is None:
        return None
    asks = sop.first.lanes[0]
    if state.status is Status.HELD and state.held is not None:
        awaited = state.held_for.casefold()
        if any(awaited in (lane.short.casefold(), lane.name.casefold()) for lane in sop.lanes if lane.id != asks):
            return None
    if sop.step(state.visit.step).lanes[0] == asks:
        return state.visit.entered
    return state.held.start if state.held is not None else None
