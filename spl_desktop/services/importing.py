"""Takes in cases with their step history from the old paper register: all of them, or nothing."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from spl_desktop import shipped
from spl_desktop.domain import numbers, old_register
from spl_desktop.domain.errors import Conflict
from spl_desktop.domain.events import By, Recorded
from spl_desktop.domain.office import Agency, OfficeState
from spl_desktop.domain.old_register import OldCase, OldVisit, Refused, Story
from spl_desktop.domain.old_register_columns import CASE_COLUMNS, CASES, HISTORY, HISTORY_COLUMNS
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.rules import NewCase
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.text import line
from spl_desktop.domain.values import Contact, Place
from spl_desktop.models.projections import CaseRecord, NumberRecord
from spl_desktop.services import log as logs
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.guarding import needs
from spl_desktop.services.import_sheets import RowError, Sheet, SheetRow, read_workbook
from spl_desktop.services.progress import Progress, unheard
from spl_desktop.services.projecting import project_case
from spl_desktop.services.register import Register, refuse_own
from spl_desktop.services.saving import whole_file
from spl_desktop.services.scheduling import shipped_sop

RECORDER = "impor"
"""Stands behind the name of whoever imported, in every fact that came from a workbook."""

_HEADINGS = {
    CASES: {column.field: column.heading for column in CASE_COLUMNS},
    HISTORY: {column.field: column.heading for column in HISTORY_COLUMNS},
}
_ROLES = {"struktural": "structural", "teknis": "technical"}
"""Contact persons by role, and the beginning of the names of their columns."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found: good cases, bad rows in the order of the workbook, and how many cases were written."""

    cases: int
    bad: tuple[RowError, ...]
    imported: int
    skipped: int
    changes: Changes

    def sentence(self, *, dry_run: bool = False) -> str:
        """The outcome in words."""
        if self.bad and not self.imported and not self.skipped:
            return (
                f"{len(self.bad)} kesalahan ditemukan, jadi tidak ada yang dimasukkan. Betulkan barisnya lalu ulangi, "
                "atau lewati kasus yang salah."
            )
        skipped = f"; {self.skipped} kasus dilewati karena barisnya salah" if self.skipped else ""
        if dry_run:
            return f"{self.cases} kasus dapat dimasukkan{skipped}. Ini hanya pemeriksaan, register tidak berubah."
        return f"{self.imported} kasus dimasukkan{skipped}."


def write_template(target: Path, register: Register | None = None) -> None:
    """The workbook to fill in, with the agencies and steps of the register (without one: of a new register)."""
    from spl_desktop.reports.import_workbook import import_workbook

    agencies: tuple[str, ...]
    if register is None:
        seed = tomllib.loads(shipped.read_text("seeds/opd.toml"))
        agencies, sop = tuple(agency["name"] for agency in seed["opd"]), shipped_sop()
    else:
        with register.reading() as session:
            office = register.office(session)
            sop = register.sop(session, office.sop)
        agencies = tuple(agency.name for agency in office.agencies if agency.active)
    data = import_workbook(agencies, sop)
    with whole_file(target) as unfinished:
        unfinished.write_bytes(data)


@needs(UseCase.IMPORT)
def import_cases(
    register: Register,
    path: Path,
    *,
    dry_run: bool = False,
    skip_bad: bool = False,
    progress: Progress = unheard,
) -> ImportReport:
    """Checks every row and writes the cases in one transaction.

    Nothing is written when a row is bad, unless `skip_bad`: then every case with a bad row is left out. UserError where
    the file is no workbook of ours.
    """
    progress(0, 0, "Membaca buku kerja")
    refuse_own(register, path)
    sheets = read_workbook(path)
    # Checking takes the longest and needs no right to write: others may go on working meanwhile.
    with register.reading() as session:
        office, taken = register.office(session), _taken(session)
        sop = register.sop(session, office.sop)
    stories, bad, known = _stories(sop, register.today, office, taken, sheets, progress)
    skipped = len(known) - len(stories)
    if dry_run or (bad and not skip_bad):
        return ImportReport(len(stories), bad, 0, skipped if skip_bad else 0, Changes(frozenset()))
    with register.writing() as session:
        if register.office(session).seq != office.seq or _taken(session) != taken:
            raise Conflict(logs.MOVED_ON)
        made = _write(session, register, office, stories, path.name, progress)
    changes = Changes(frozenset({Kind.CASE}) if made else frozenset(), frozenset(made))
    return ImportReport(len(stories), bad, len(made), skipped, changes)


def _stories(
    sop: Sop,
    today: date,
    office: OfficeState,
    taken: frozenset[str],
    sheets: Mapping[str, Sheet],
    progress: Progress,
) -> tuple[list[Story], tuple[RowError, ...], frozenset[str]]:
    """The good cases as stories, everything that is wrong, and the keys of all cases named in the workbook."""
    bad = [*sheets[CASES].bad, *sheets[HISTORY].bad]
    history: dict[str, list[SheetRow]] = {}
    for row in sheets[HISTORY].rows:
        history.setdefault(numbers.key(row.texts["agenda"]), []).append(row)
    first_rows: dict[str, int] = {}
    stories: list[Story] = []
    total = len(sheets[CASES].rows)
    for done, row in enumerate(sheets[CASES].rows):
        progress(done, total, "Memeriksa kasus")
        key = numbers.key(row.texts["agenda"])
        visits = history.get(key, [])
        whole = "subject" in row.texts and all("reason" in visit.texts for visit in visits)
        problem = _twice(key, row, first_rows, taken)
        if problem:
            bad.append(problem)
        elif whole:
            story = Story(sop, today, office.calendar)
            wrong = _tell(story, row, visits, office)
            if wrong:
                bad.extend(wrong)
            else:
                stories.append(story)
    bad.extend(_lost(history, first_rows))
    order = {CASES: 0, HISTORY: 1}
    ordered = sorted(bad, key=lambda one: (order[one.sheet], one.row))
    return stories, tuple(ordered), frozenset(first_rows)


def _taken(session: Session) -> frozenset[str]:
    table = NumberRecord.__table__
    return frozenset(session.scalars(select(table.c.number_key).where(table.c.kind == "agenda")))


def _twice(key: str, row: SheetRow, first_rows: dict[str, int], taken: frozenset[str]) -> RowError | None:
    heading = _HEADINGS[CASES]["agenda"]
    agenda = row.texts["agenda"]
    if key in first_rows:
        sentence = f'Nomor agenda "{agenda}" sudah ada pada baris {first_rows[key]}. Satu kasus cukup satu baris.'
        return RowError(CASES, row.number, heading, sentence)
    first_rows[key] = row.number
    if key in taken:
        sentence = f'Nomor agenda "{agenda}" sudah ada dalam register. Hapus baris ini, atau betulkan nomornya.'
        return RowError(CASES, row.number, heading, sentence)
    return None


def _lost(history: Mapping[str, list[SheetRow]], known: Mapping[str, int]) -> list[RowError]:
    """Rows of the history whose case is not in the workbook."""
    return [
        RowError(
            HISTORY,
            row.number,
            _HEADINGS[HISTORY]["agenda"],
            f'Nomor agenda "{row.texts["agenda"]}" tidak ada pada lembar {CASES}. '
            "Tambahkan kasusnya atau betulkan nomornya.",
        )
        for key, rows in history.items()
        if key not in known
        for row in rows
    ]


def _tell(story: Story, row: SheetRow, visits: list[SheetRow], office: OfficeState) -> list[RowError]:
    """Tells the case into the story; what is wrong with its rows, the first refusal of the walk only."""
    sheet, number = CASES, row.number
    contacts: tuple[Contact, ...] = ()
    try:
        old = _old_case(row, office)
        contacts = old.new.contacts
        old_register.begin(story, old)
        sheet = HISTORY
        for visit in visits:
            number = visit.number
            old_register.walk(story, _old_visit(visit))
        sheet, number = CASES, row.number
        old_register.conclude(story, old)
        if old.note:
            old_register.remark(story, old.note)
    except Refused as refusal:
        return [
            RowError(sheet, number, _HEADINGS[sheet].get(_column(field, contacts), ""), sentence)
            for field, sentence in refusal.problems.items()
        ]
    return []


def _column(field: str, contacts: tuple[Contact, ...]) -> str:
    """The column behind a field of the rules: `contacts.0.name` is that of the first contact's role."""
    if field == "place":
        return "shelf"
    if field.startswith("contacts."):
        _, place, name = field.split(".")
        return f"{_ROLES[contacts[int(place)].role]}_{name}"
    return field


def _old_case(row: SheetRow, office: OfficeState) -> OldCase:
    texts, dates = row.texts, row.dates
    agency = _agency(texts["agency"], office)
    contacts = tuple(
        Contact(
            role=role,
            name=texts[f"{field}_name"],
            nip=texts[f"{field}_nip"],
            phone=texts[f"{field}_phone"],
            email=texts[f"{field}_email"],
        )
        for role, field in _ROLES.items()
    )
    named = tuple(one for one in contacts if any((one.name, one.nip, one.phone, one.email)))
    new = NewCase(
        agenda=texts["agenda"],
        letter_number=texts["letter_number"],
        letter_date=dates["letter_date"],
        received=dates["received"],
        subject=texts["subject"],
        agency=agency.id,
        system=texts["system"],
        sender=texts["sender"],
        srikandi=texts["srikandi"],
        contacts=named,
    )
    return OldCase(row.number, new, agency.name, texts["status"], dates["since"], texts["reason"], texts["note"])


def _agency(name: str, office: OfficeState) -> Agency:
    wanted = line(name).casefold()
    for agency in office.agencies:
        if agency.active and wanted in (agency.name.casefold(), agency.short.casefold()):
            return agency
    raise Refused(
        {"agency": f'OPD "{name}" tidak ada dalam daftar OPD. Pilih dari daftar, atau tambahkan dahulu di Pengaturan.'}
    )


def _old_visit(row: SheetRow) -> OldVisit:
    texts, dates = row.texts, row.dates
    step = row.numbers["step"]
    assert step is not None  # a required cell
    return OldVisit(
        row=row.number,
        step=step,
        ended=dates["ended"],
        outcome=texts["outcome"],
        reason=texts["reason"],
        note=texts["note"],
        by=texts["by"],
        held=dates["held"],
        resumed=dates["resumed"],
        held_reason=texts["held_reason"],
        place=Place(shelf=line(texts["shelf"]), box=line(texts["box"]), folder=line(texts["folder"])),
    )


def _write(
    session: Session,
    register: Register,
    office: OfficeState,
    stories: list[Story],
    file_name: str,
    progress: Progress,
) -> list[int]:
    recorder = f"{register.recorder} ({RECORDER})"
    last = session.scalar(select(func.max(CaseRecord.id))) or 0
    made: list[int] = []
    for done, story in enumerate(stories):
        progress(done, len(stories), "Memasukkan kasus")
        old_register.remark(story, f"Disalin dari buku register lama, berkas {line(file_name)[:150]}.")
        case = last + 1 + done
        written: tuple[Recorded, ...] = ()
        for told in story.told:
            by = By(recorder, told.lane, told.official)
            stream = logs.case_stream(case)
            written = logs.append(session, written, stream, told.facts, on=told.on, at=register.now, by=by)
        project_case(session, register, office, case, written)
        made.append(case)
    progress(len(stories), len(stories), "Selesai")
    return made
