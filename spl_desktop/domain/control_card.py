"""The kartu kendali of a case: where it stands and how each step went, on a sheet that lies in its paper file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from spl_desktop.domain.case import CaseState, Visit
from spl_desktop.domain.dates import letter_date, short_date
from spl_desktop.domain.narrative import result_of
from spl_desktop.domain.sop import Sop, Step
from spl_desktop.domain.standing import Timed

HEADINGS: Final = (
    "No",
    "Kegiatan",
    "Putaran",
    "Pelaksana",
    "Masuk",
    "Jatuh tempo",
    "Keluar",
    "Waktu baku",
    "Terpakai",
    "Ditunda",
    "Hasil",
    "Keterangan",
)
UNITS: Final = "Terpakai dan ditunda dalam hari kerja."


@dataclass(frozen=True, slots=True)
class ControlCard:
    """What stands on the card as of day `on`: `identity` above the table, `lines` in the order of HEADINGS."""

    title: str
    identity: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, ...], ...]
    on: date


def control_card(
    state: CaseState,
    sop: Sop,
    measured: Mapping[int, Timed],
    on: date,
    recorded: Mapping[int, str] = MappingProxyType({}),
) -> ControlCard:
    """The card of the case: a line for every visit, then one for every step that is still to come.

    `recorded`: visit -> who recorded its end, and in whose name.
    """
    reached = {visit.step for visit in state.visits}
    lines = [_visited(visit, state, sop, measured[visit.number], recorded) for visit in state.visits]
    if state.visit is not None or state.held is not None:
        lines += [_to_come(step, sop) for step in sop.steps if step.id not in reached]
    return ControlCard(f"Kartu Kendali Kasus {state.agenda}", identity_of(state, sop, on), tuple(lines), on)


def identity_of(state: CaseState, sop: Sop, on: date) -> tuple[tuple[str, str], ...]:
    """What case it is and how it stands as of that day, label and words."""
    status = state.status.value.capitalize()
    if state.ended is not None:
        status += f" {letter_date(state.ended)}"
    if state.end_reason:
        status += f": {state.end_reason}"
    contacts = "; ".join(f"{one.name} ({one.role})" for one in state.contacts)
    return (
        ("Nomor agenda", state.agenda),
        ("Perangkat daerah", state.agency_name or state.sender),
        ("Sistem informasi", state.system),
        ("Surat permohonan", f"{state.letter_number} tanggal {letter_date(state.letter_date)}"),
        ("Hal", state.subject),
        ("Diterima", letter_date(state.received)),
        ("PIC", contacts or "-"),
        ("SOP", f"{sop.identity.name}, {sop.identity.number}"),
        ("Keadaan", f"{status} (menurut catatan sampai {letter_date(on)})"),
    )


def _visited(visit: Visit, state: CaseState, sop: Sop, measure: Timed, recorded: Mapping[int, str]) -> tuple[str, ...]:
    step = sop.step(visit.step)
    return (
        str(step.number),
        step.text,
        str(visit.round),
        sop.lanes_of(step),
        short_date(visit.entered),
        short_date(measure.due.late),
        short_date(visit.ended) if visit.ended is not None else "-",
        step.time.text,
        str(measure.used.net),
        str(measure.used.held) if measure.used.held else "-",
        result_of(visit, measure),
        "\n".join([*_remarks(visit, state), *_recorded(visit, recorded)]) or "-",
    )


def _to_come(step: Step, sop: Sop) -> tuple[str, ...]:
    return (str(step.number), step.text, "", sop.lanes_of(step), "", "", "", step.time.text, "", "", "", "")


def _recorded(visit: Visit, recorded: Mapping[int, str]) -> list[str]:
    return [f"Dicatat oleh {recorded[visit.number].rstrip('.')}."] if visit.number in recorded else []


def _remarks(visit: Visit, state: CaseState) -> list[str]:
    """Why it went back or stood still, and the documents of the visit."""
    told = [f"Alasan: {visit.reason.rstrip('.')}."] if visit.reason else []
    for hold in visit.holds:
        until = short_date(hold.end) if hold.end is not None else "sekarang"
        why = f": {hold.reason.rstrip('.')}" if hold.reason else ""
        told.append(f"Ditunda {short_date(hold.start)} s.d. {until}{why}.")
    for document in state.documents:
        for version in document.versions:
            if version.visit == visit.number:
                number = f" {version.issued_number}" if version.issued_number else ""
                told.append(f"{version.title}{number}, versi {version.number}.")
    return told
