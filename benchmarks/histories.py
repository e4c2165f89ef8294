"""Made-up histories of cases: Indonesian names, agencies, subjects, walked through the SOP with returns and holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from spl_desktop.domain import events as e
from spl_desktop.domain.office import Agency
from spl_desktop.domain.sop import Sop, Step, Unit
from spl_desktop.domain.values import Contact, Place, Recipient
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.services import demo_words as words

FIRST_NAMES: Final = (
    "Agus Andi Ani Ari Bambang Budi Citra Dedi Dewi Dian Dwi Eka Eko Endang Fajar Fitri Galih Hadi Hendra Ika "
    "Indah Joko Kartika Lestari Lina Maya Mulyono Nanik Nur Putri Rahmat Ratna Retno Rina Rudi Sari Siti Slamet "
    "Sri Sugeng Suparno Teguh Tri Tuti Udin Wahyu Wawan Yanti Yoga Yuni Zainal"
)
LAST_NAMES: Final = (
    "Aminah Anggraini Astuti Cahyono Darmawan Fadilah Firmansyah Gunawan Handayani Hapsari Hartono Hasanah "
    "Hidayat Iskandar Kurniawan Kusuma Lestari Mahendra Maharani Mardiyanto Nugroho Nuraini Pambudi Permata "
    "Prabowo Pramono Prasetyo Purnomo Puspita Rahayu Rahmawati Ramadhani Santoso Saputra Setiawan Sulistyo "
    "Suryani Susanto Susilowati Utami Wahyuni Wibowo Wicaksono Widodo Wijayanti Winarno Wulandari Yulianto"
)
_FIRST: Final = tuple(FIRST_NAMES.split())
_LAST: Final = tuple(LAST_NAMES.split())
DEGREES: Final = ("", ", S.Kom.", ", S.E.", ", S.STP.", ", A.Md.", ", S.T., M.T.", ", S.Sos.")
PURPOSES: Final = (
    "Permohonan integrasi {data} dengan {system}",
    "Permohonan pertukaran {data} melalui SPL",
    "Permintaan akses {data} untuk dasbor daerah",
    "Integrasi {system} dan {data} tahap {stage}",
)
FIRST_DAY: Final = date(2023, 10, 2)
"""The first working week under the decree's SOP."""

_RETURN, _HOLD, _NOTE = 0.15, 0.06, 0.05
_MOST_RETURNS = 3
Happening = tuple[date, str, str, tuple[e.CaseFact, ...]]
"""The day, the lane that acted, who acted, and what happened at once."""


@dataclass(frozen=True, slots=True)
class World:
    """What all histories share; `last` is the last day on which anything happens."""

    sop: Sop
    agencies: tuple[Agency, ...]
    calendar: WorkCalendar
    last: date


def person(rng: Random) -> str:
    """A name with or without gelar."""
    return f"{rng.choice(_FIRST)} {rng.choice(_LAST)}{rng.choice(DEGREES)}"


def agenda_of(case: int, cases: int, last: date) -> tuple[str, date]:
    """The agenda number of a case and the day of its letter: the letters come in evenly, numbered anew each year."""
    span = (last - FIRST_DAY).days - 20
    day = FIRST_DAY + timedelta(days=span * (case - 1) // max(1, cases))
    return f"{case}/{day.year}", day


def history(world: World, case: int, cases: int, rng: Random, *, whole: float) -> Iterator[Happening]:
    """Everything that happens in a case, in order; `whole` is the share of the cases that go on to the last step.

    The others are held, wait, or are cancelled within their first three visits. What would happen after the last day
    is left out, so that the newest cases are open.
    """
    agenda, day = agenda_of(case, cases, world.last)
    day = world.calendar.roll_forward(day)
    yield day, "", "", _letter(world, agenda, day, rng)
    yield from _disposition(world, day, rng)
    stop = 0 if rng.random() < whole else rng.randint(1, 3)
    rounds: dict[str, int] = {world.sop.first.id: 1}
    step, visit, returns = world.sop.first, 1, 0
    filed: dict[str, int] = {}
    while True:
        lane, actor = step.lanes[0], person(rng)
        if visit == stop:
            yield from _stop(visit, day, rng, world, lane, actor)
            return
        if rng.random() < _HOLD:
            reason, waiting = rng.choice(words.PAUSES)
            resumed = world.calendar.add_working(day, rng.randint(2, 9))
            yield day, lane, actor, (e.CaseHeld(visit=visit, reason=reason, waiting_for=waiting),)
            if resumed > world.last:
                return
            yield resumed, lane, actor, (e.CaseResumed(visit=visit, note="Kelengkapan sudah diterima."),)
            day = resumed
        day = world.calendar.add_working(day, _days(step, rng))
        if day > world.last:
            return
        if rng.random() < _NOTE:
            yield day, lane, actor, (e.NoteAdded(text=rng.choice(words.NOTES)),)
        back = next((one for one in step.outcomes if one.returns and one.to), None)
        if back is not None and back.to and returns < _MOST_RETURNS and rng.random() < _RETURN:
            returns += 1
            ended: e.CaseFact = e.StepReturned(
                visit=visit, outcome=back.id, to=back.to, reason=rng.choice(words.RETURNS)
            )
            following: str | None = back.to
        else:
            yield day, lane, actor, tuple(_outputs(step, visit, day, rng, filed))
            way = next(one for one in step.outcomes if not one.returns)
            ended, following = e.StepFinished(visit=visit, outcome=way.id), way.to
        if following is None:
            yield day, lane, actor, (ended, e.CaseClosed(visit=visit))
            if rng.random() < _NOTE:
                yield day, lane, actor, (e.CaseMaintained(note=rng.choice(words.UPDATES)),)
            return
        visit, step = visit + 1, world.sop.step(following)
        rounds[step.id] = rounds.get(step.id, 0) + 1
        yield day, lane, actor, (ended, e.StepEntered(step=step.id, visit=visit, round=rounds[step.id]))


def _letter(world: World, agenda: str, day: date, rng: Random) -> tuple[e.CaseFact, ...]:
    agency = rng.choice(world.agencies)
    _, system, data = rng.choice(words.SYSTEMS)
    system = f"{system} {rng.choice(_LAST)}"
    subject = rng.choice(PURPOSES).format(data=data, system=system, stage=rng.randint(1, 4))
    opened = e.CaseOpened(
        agenda=agenda,
        letter_number=f"000.8/{rng.randint(1, 9999)}/{agency.short.upper()}/{day.year}",
        letter_date=day - timedelta(days=rng.randint(0, 6)),
        subject=subject,
        sender=f"Kepala {agency.name}",
        agency=agency.id,
        agency_name=agency.name,
        system=system,
        srikandi=f"B-{rng.randint(1, 99999)}/SRIKANDI/{day.year}" if rng.random() < 0.5 else "",
        contacts=(Contact(role="teknis", name=person(rng), phone=f"0812 {rng.randint(1000000, 9999999)}"),),
        sop=world.sop.id,
    )
    return (opened, e.StepEntered(step=world.sop.first.id, visit=1, round=1))


def _disposition(world: World, day: date, rng: Random) -> Iterator[Happening]:
    if rng.random() < 0.3:
        return
    giver, recipient = person(rng), person(rng)
    disposed = e.Disposed(
        disposition=1,
        giver=giver,
        giver_position="Kepala Dinas Komunikasi dan Informatika",
        recipients=(Recipient(name=recipient, position="Kepala Bidang Tata Kelola Informatika"),),
        instructions=("Proses lebih lanjut",),
    )
    yield day, "", giver, (disposed,)
    read = world.calendar.add_working(day, 1)
    if read <= world.last and rng.random() < 0.6:
        # Marked on the day of the letter: the days of a history never go back.
        yield day, "", recipient, (e.DispositionMarked(disposition=1, recipient=1, mark="dibaca"),)


def _stop(visit: int, day: date, rng: Random, world: World, lane: str, actor: str) -> Iterator[Happening]:
    """A case that does not go on: cancelled, withdrawn, on hold, or still waiting."""
    day = min(world.calendar.add_working(day, rng.randint(1, 9)), world.last)
    match rng.randrange(6):
        case 0:
            yield day, lane, actor, (e.CaseCancelled(reason=rng.choice(words.CANCELS)),)
        case 1:
            yield day, lane, actor, (e.CaseCancelled(reason=rng.choice(words.WITHDRAWS), by_agency=True),)
        case 2:
            reason, waiting = rng.choice(words.PAUSES)
            yield day, lane, actor, (e.CaseHeld(visit=visit, reason=reason, waiting_for=waiting),)
        case _:
            return


def _outputs(step: Step, visit: int, day: date, rng: Random, filed: dict[str, int]) -> Iterator[e.CaseFact]:
    """Each output of the step on paper, taken over from an earlier visit, or waived."""
    for kind in step.outputs:
        choice = rng.random()
        if choice < 0.2:
            yield e.OutputWaived(visit=visit, output=kind, reason=rng.choice(words.WAIVERS))
        elif choice < 0.5 and kind in filed:
            yield e.OutputReused(visit=visit, output=kind, document=filed[kind], version=1)
        else:
            number = len(filed) + 1 if kind not in filed else 0
            if not number:
                yield e.OutputWaived(visit=visit, output=kind, reason=rng.choice(words.WAIVERS))
                continue
            filed[kind] = number
            place = Place(shelf=f"R-{day.year}", box=f"B-{day.month:02}", folder=f"{rng.randint(1, 400):03}")
            yield e.DocumentFiled(
                document=number, version=1, title=kind.replace("_", " "), document_kind=kind, visit=visit, place=place
            )


def _days(step: Step, rng: Random) -> int:
    """Hari kerja that the step takes: mostly within its standard, at times beyond it."""
    most = step.time.most * (20 if step.time.unit is Unit.MONTHS else 1)
    return rng.randint(max(0, most // 2), most + max(1, most // 5))
