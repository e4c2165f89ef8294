"""The history of a case told for its final report: the timeline against the standard, and what kept it."""

from collections.abc import Mapping, Sequence

from spl_desktop.domain.case import CaseState, Ending, Status, Visit
from spl_desktop.domain.dates import letter_date, short_date
from spl_desktop.domain.forms import Row, Value
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.standing import Timed
from spl_desktop.domain.text import ended
from spl_desktop.domain.timing import Verdict

Measured = Mapping[int, Timed]
"""Number of the visit -> its measure against the standard."""


def history_sources(state: CaseState, sop: Sop, measured: Measured, report: str = "") -> dict[str, Value]:
    """What the history tells to forms, under `riwayat.*`; texts are empty where there is nothing to tell.

    Among the documents the one of `report` is left out: a document is not attached to itself.
    """
    return {
        "riwayat.linimasa": [_line(visit, sop, measured[visit.number]) for visit in state.visits],
        "riwayat.kegiatan": "\n".join(_told(visit, sop, measured[visit.number]) for visit in state.visits),
        "riwayat.keterlambatan": "\n".join(lateness(state, sop, measured)),
        "riwayat.penundaan": "\n".join(holds(state, sop)),
        "riwayat.pengembalian": "\n".join(returns(state, sop)),
        "riwayat.dokumen": _documents(state, sop, report),
        "riwayat.ringkasan": _summary(state, sop, measured),
    }


def _line(visit: Visit, sop: Sop, measure: Timed) -> Row:
    step = sop.step(visit.step)
    return {
        "no": str(step.number),
        "kegiatan": step.text[:1].upper() + step.text[1:],
        "putaran": str(visit.round),
        "baku": step.time.text,
        "mulai": short_date(visit.entered),
        "tempo": short_date(measure.due.late),
        "selesai": short_date(visit.ended) if visit.ended is not None else "-",
        "terpakai": str(measure.used.net),
        "ditunda": str(measure.used.held),
        "hasil": result_of(visit, measure),
    }


def result_of(visit: Visit, measure: Timed) -> str:
    """How a visit ended, and what that says against its standard; of an open one whether its deadline has passed."""
    if visit.ending is None:
        return open_words(measure.overdue, held=visit.held)
    judged = measure.verdict.words if measure.verdict is not None else ""
    if visit.ending is Ending.FINISHED:
        return judged or visit.ending.value
    return ", ".join(part for part in (visit.ending.value, judged) if part)


def open_words(overdue: int, *, held: bool = False) -> str:
    """How an open visit stands; `overdue` hari kerja after its deadline."""
    stands = "ditunda" if held else "sedang dikerjakan"
    return f"{stands}, terlambat {overdue} hari kerja" if overdue else stands


def _told(visit: Visit, sop: Sop, measure: Timed) -> str:
    step = sop.step(visit.step)
    again = f" (putaran {visit.round})" if visit.round > 1 else ""
    begun = f"Langkah {step.number}{again}, {step.text.rstrip('.')}, dimulai {letter_date(visit.entered)}"
    if visit.ended is None:
        return f"{begun} dan {open_words(measure.overdue, held=visit.held)}."
    how = visit.ending.value if visit.ending is not None else "selesai"
    told = f"{begun} dan {how} {letter_date(visit.ended)} dalam {measure.used.net} hari kerja"
    reason = f" dengan alasan: {visit.reason}" if visit.reason else ""
    return ended(f"{told}{reason}")


def lateness(state: CaseState, sop: Sop, measured: Measured) -> tuple[str, ...]:
    """Every visit that ended after its deadline or goes on after it, by how much, and what pauses moved."""
    told: list[str] = []
    for visit in state.visits:
        measure = measured[visit.number]
        if visit.ended is not None and measure.verdict is Verdict.LATE:
            days = (visit.ended - measure.due.late).days
            how = f"selesai {letter_date(visit.ended)}, {days} hari setelah jatuh tempo {letter_date(measure.due.late)}"
        elif measure.overdue:
            stands = open_words(measure.overdue, held=visit.held)
            how = f"{stands} dari jatuh tempo {letter_date(measure.due.late)}"
        else:
            continue
        held = (
            f" Jatuh temponya telah mundur {measure.due.held_days} hari karena ditunda."
            if measure.due.held_days
            else ""
        )
        told.append(f"Langkah {sop.step(visit.step).number} putaran {visit.round} {how}.{held}")
    return tuple(told)


def holds(state: CaseState, sop: Sop) -> tuple[str, ...]:
    """Every pause, with its reason."""
    return tuple(
        f"Langkah {sop.step(visit.step).number} ditunda {letter_date(hold.start)} sampai "
        f"{letter_date(hold.end) if hold.end is not None else 'sekarang'}"
        f"{': ' + hold.reason.rstrip('.') if hold.reason else ''}."
        for visit in state.visits
        for hold in visit.holds
    )


def returns(state: CaseState, sop: Sop) -> tuple[str, ...]:
    """Every way back, with its reason."""
    return tuple(
        f"Langkah {sop.step(visit.step).number} putaran {visit.round} dikembalikan {letter_date(visit.ended)}"
        f"{': ' + visit.reason.rstrip('.') if visit.reason else ''}."
        for visit in state.visits
        if visit.ending is Ending.RETURNED and visit.ended is not None
    )


def _documents(state: CaseState, sop: Sop, report: str) -> list[Row]:
    own = {document.id for document in sop.documents if report and document.report == report}
    return [
        {
            "nama": document.title,
            "nomor_dokumen": document.current.issued_number or "-",
            "tanggal_dokumen": document.current.on.isoformat(),
            "banyak": "1 (satu) berkas",
        }
        for document in state.documents
        if document.kind not in own and (not report or document.current.report != report)
    ]


def _summary(state: CaseState, sop: Sop, measured: Measured) -> str:
    """The whole course in a few sentences."""
    visits = state.visits
    net = sum(measured[visit.number].used.net for visit in visits)
    held = sum(measured[visit.number].used.held for visit in visits)
    steps = len({visit.step for visit in visits})
    until = f" sampai {letter_date(state.ended)}" if state.ended is not None else ""
    told = [
        f"Permohonan {state.agency_name} diterima {letter_date(state.received)} dengan nomor agenda {state.agenda}.",
        f"Sejak itu{until} {steps} dari {len(sop.steps)} langkah dijalani dalam {net} hari kerja"
        f"{f', di luar {held} hari kerja ditunda' if held else ''}.",
    ]
    if back := len(returns(state, sop)):
        told.append(f"Selama itu pekerjaan dikembalikan {back} kali.")
    told.append(_judgement(visits, measured))
    if state.status in (Status.CANCELLED, Status.WITHDRAWN):
        told.append(ended(f"Permohonan {state.status.value}: {state.end_reason}"))
    return " ".join(told)


def _judgement(visits: Sequence[Visit], measured: Measured) -> str:
    late = sum(measured[visit.number].verdict is Verdict.LATE for visit in visits)
    judged = sum(measured[visit.number].verdict is not None for visit in visits)
    overdue = max((measured[visit.number].overdue for visit in visits), default=0)
    running = f" Langkah yang sedang berjalan terlambat {overdue} hari kerja." if overdue else ""
    if not judged:
        return f"Belum ada langkah yang selesai.{running}"
    if not late:
        return f"Seluruh langkah yang selesai memenuhi waktu bakunya.{running}"
    return f"Dari {judged} langkah yang selesai, {late} melewati waktu bakunya.{running}"
