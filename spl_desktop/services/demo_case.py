"""How one case of the demo lives: its letter, dispositions, documents, pauses, ways back, and its end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

from spl_desktop.domain.case import CaseState, Visit
from spl_desktop.domain.disposing import INSTRUCTIONS, NewDisposition
from spl_desktop.domain.forms import party_of
from spl_desktop.domain.numbers import AGENDA
from spl_desktop.domain.rules import How, outputs_of
from spl_desktop.domain.sop import Report, Sop
from spl_desktop.domain.values import Contact, Place, Recipient, Signer
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.services import cases, demo_files, demo_office, dispositions, documents, numbering, office, printing
from spl_desktop.services import demo_words as words
from spl_desktop.services.acting import situation
from spl_desktop.services.demo_content import filled
from spl_desktop.services.demo_plan import End, Plan, Stay, back
from spl_desktop.services.forms import open_form
from spl_desktop.services.register import Register


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the cases live: the register, its SOP and calendar, the last day of the demo, a folder for their files."""

    register: Register
    sop: Sop
    calendar: WorkCalendar
    last: date
    folder: Path


def live(stage: Stage, plan: Plan, number: int, rng: Random) -> Iterator[date]:
    """Does what happens on the day that the clock shows, then tells the next day that it waits for."""
    life = _Life(stage, plan, number, rng)
    yield from life.begin()
    yield from life.walk(plan.stays)
    yield from life.end()


class _Life:
    def __init__(self, stage: Stage, plan: Plan, number: int, rng: Random) -> None:
        self.stage, self.plan, self.number, self.rng = stage, plan, number, rng
        self.register = stage.register
        short, self.system, self.data = words.SYSTEMS[number % len(words.SYSTEMS)]
        agencies = [one for one in office.office(self.register).agencies if one.active]
        self.agency = next((one for one in agencies if one.short == short), agencies[number % len(agencies)])
        self.case = 0
        self.entered = plan.start

    def state(self) -> CaseState:
        with self.register.reading() as session:
            return situation(session, self.register, self.case).state

    def later(self, day: date, working: int) -> date:
        return self.stage.calendar.add_working(day, working)

    # --- the letter --------------------------------------------------------------------------------------------------

    def begin(self) -> Iterator[date]:
        """The letter arrives, is registered and disposed downwards."""
        day = self.plan.start
        self.register.recorder = self.rng.choice(words.RECORDERS)
        agenda, _ = numbering.next_number(self.register, AGENDA, day)
        structural, technical = self.rng.sample(words.CONTACTS, 2)
        letter = f"000.8/{self.rng.randint(100, 999)}/{self.agency.short.upper()}/{day.year}"
        subject = f"Permohonan integrasi {self.data} dari {self.system}"
        scan = demo_files.scan(self._path("surat permohonan.pdf"), subject, [letter, self.agency.name, "(contoh)"])
        new = cases.NewCase(
            agenda=agenda,
            letter_number=letter,
            letter_date=back(self.stage.calendar, day, self.rng.randint(1, 5)),
            received=day,
            subject=subject,
            agency=self.agency.id,
            system=self.system,
            sender=f"Kepala {self.agency.name}",
            srikandi=f"B-{self.rng.randint(1000, 9999)}/SRIKANDI/{day.year}",
            contacts=(
                Contact(role="struktural", name=f"{structural} {words.MARKED}", position="Sekretaris"),
                Contact(role="teknis", name=f"{technical} {words.MARKED}", phone="0800 000 0000"),
            ),
            files=(scan,),
        )
        self.case = cases.open_case(self.register, new).made
        if self.number % 6:
            self._bring(day)
        if self.number % 9 == 4:
            reason = "Permohonan lanjutan; arahan pimpinan sudah ada."
            dispositions.no_disposition_needed(self.register, self.case, reason=reason, on=day)
        else:
            yield from self._dispose(day)

    def _bring(self, day: date) -> None:
        """What the first step asks for lies with the letter."""
        for kind in self.stage.sop.first.requirements:
            named = self.stage.sop.document(kind)
            path = demo_files.scan(self._path(f"{named.name}.pdf"), named.name, [self.system, "(contoh)"])
            documents.file_document(self.register, self.case, path=path, document_kind=kind, on=day)

    def _dispose(self, day: date) -> Iterator[date]:
        held = demo_office.holders(self.register, day)
        chain = [held[role] for role in ("kepala", "kabid", "kasi", "tim_teknis") if role in held]
        depth = self.rng.randint(2, max(2, len(chain) - 1))
        parent = 0
        for level, (giver, receiver) in enumerate(pairwise(chain[: depth + 1])):
            also = [held["sekretaris"]] if level == 0 and "sekretaris" in held else []
            new = NewDisposition(
                giver=giver.official.name,
                giver_position=giver.position.title,
                giver_role=giver.position.role,
                recipients=tuple(
                    Recipient(name=one.official.name, position=one.position.title, lane=one.position.lane)
                    for one in (receiver, *also)
                ),
                urgency=self.rng.choice(("biasa", "biasa", "segera", "sangat segera")),
                security=self.rng.choice(("biasa", "biasa", "terbatas")),
                instructions=tuple(self.rng.sample(INSTRUCTIONS, self.rng.randint(1, 2))),
                note="Koordinasikan dengan OPD pemohon." if level else "Tindak lanjuti sesuai SOP.",
                deadline=self.later(day, 5) if level else None,
                initials="".join(part[0] for part in giver.official.name.split()[:2]),
                parent=parent,
                parent_recipient=1 if parent else 0,
            )
            if parent:
                self._mark(parent, ("dibaca", "ditindaklanjuti"), day)
            parent = dispositions.dispose(self.register, self.case, new, on=day).made
            if also and self.number % 4:
                self._mark(parent, ("dibaca", "selesai"), day, recipient=2)
        marks = ("dibaca", "ditindaklanjuti", "selesai")[: self.rng.choice((0, 1, 2, 3, 3, 3))]
        self._mark(parent, marks, day)
        yield day

    def _mark(self, disposition: int, marks: tuple[str, ...], day: date, recipient: int = 1) -> None:
        for mark in marks:
            dispositions.mark_disposition(
                self.register, self.case, disposition=disposition, recipient=recipient, mark=mark, on=day
            )

    # --- the steps ---------------------------------------------------------------------------------------------------

    def walk(self, stays: tuple[Stay, ...]) -> Iterator[date]:
        """Every stay until the one that stays open."""
        for stay in stays:
            entered = self.entered
            if stay.pause:
                yield from self._pause(entered, stay.pause)
            if stay.outcome is None:
                yield from self._stay(entered, stay)
                return
            finished = self.later(entered, stay.days)
            # Some are entered a few days later than they happened, as in every office.
            late = self.rng.choice((0, 0, 0, 0, 0, 1, 3))
            # Numbers are given on the day of their document, so that they stand in the order of its dates.
            typed = self.later(finished, 0 if self._issues(stay) else late)
            yield min(typed, self.stage.last)
            if not stay.outcome.returns:
                self._file_outputs(finished)
            lane = stay.step.lanes[0]
            cases.finish_step(
                self.register,
                self.case,
                on=finished,
                outcome=stay.outcome.id,
                reason=self.rng.choice(words.RETURNS) if stay.outcome.returns else "",
                note=self.rng.choice(("", "", "", "Selesai sesuai rencana.")),
                lane=lane,
                official=self._actor(lane, finished),
            )
            self.entered = finished

    def _stay(self, entered: date, stay: Stay) -> Iterator[date]:
        """The stay that does not end: worked, paused, or broken off."""
        wish = self.plan.wish.end
        day = min(self.later(entered, stay.days // 2), self.stage.last)
        yield day
        if wish is End.HELD:
            reason, waiting = self.rng.choice(words.PAUSES)
            cases.hold(self.register, self.case, on=day, reason=reason, waiting_for=waiting)
        elif wish in (End.CANCELLED, End.WITHDRAWN):
            withdrawn = wish is End.WITHDRAWN
            reason = self.rng.choice(words.WITHDRAWS if withdrawn else words.CANCELS)
            cases.cancel(self.register, self.case, on=day, reason=reason, by_agency=withdrawn)
        elif self.rng.random() < 0.6:
            cases.add_note(self.register, self.case, text=self.rng.choice(words.NOTES), on=day)
        if wish not in (End.HELD, End.CANCELLED, End.WITHDRAWN) and self.number % 4 == 1:
            self._file_outputs(day)  # worked to the end, and only to be finished

    # --- after the end -----------------------------------------------------------------------------------------------

    def end(self) -> Iterator[date]:
        """What is done with a finished case."""
        ended = self.state().ended
        wish = self.plan.wish.end
        if ended is None:
            return
        if wish is End.MAINTAINED:
            for place, update in enumerate(words.UPDATES[: 1 + self.number % 3], 1):
                day = self.later(ended, 7 * place)
                if day > self.stage.last:
                    return
                yield day
                cases.maintain(self.register, self.case, on=day, note=update)
        elif wish is End.REOPENED:
            day = self.later(ended, 20)
            yield day
            first = self.plan.more[0].step.id
            reason = "OPD menambah kolom data yang dipertukarkan."
            cases.reopen(self.register, self.case, on=day, step=first, reason=reason)
            self.entered = day
            yield from self.walk(self.plan.more)
        elif self.number % 5 == 0:
            yield self.later(ended, 1)
            self._correct()

    def _correct(self) -> None:
        """The SRIKANDI number was typed wrongly."""
        number = f"B-{self.rng.randint(1000, 9999)}/SRIKANDI/{self.plan.start.year}"
        reason = "Nomor SRIKANDI keliru ketik."
        cases.correct(self.register, self.case, seq=1, reason=reason, changes={"srikandi": number})

    # --- documents ---------------------------------------------------------------------------------------------------

    def _pause(self, entered: date, pause: int) -> Iterator[date]:
        reason, waiting = self.rng.choice(words.PAUSES)
        start = self.later(entered, 1)
        yield start
        cases.hold(self.register, self.case, on=start, reason=reason, waiting_for=waiting)
        end = self.later(start, pause)
        yield end
        cases.resume(self.register, self.case, on=end, note="Kelengkapan sudah diterima.")

    def _file_outputs(self, day: date) -> None:
        state = self.state()
        assert state.visit is not None
        for owed in outputs_of(state, self.stage.sop, state.visit):
            if owed.how is How.MISSING:
                self._account(owed.kind, state, state.visit, day)

    def _account(self, kind: str, state: CaseState, visit: Visit, day: date) -> None:
        """One output: issued by the office where it can, otherwise filed, taken over, on paper, or waived."""
        named = self.stage.sop.document(kind)
        report = Report(named.report) if named.report else None
        if report is not None and self._writes(report) and self._issue(report, state, day):
            return
        known = state.documents_of(kind)
        choice = self.rng.random()
        if choice < 0.08:
            reason = self.rng.choice(words.WAIVERS)
            cases.waive_output(self.register, self.case, output=kind, reason=reason, on=day)
        elif known and choice < 0.3:
            cases.reuse_output(self.register, self.case, output=kind, document=known[-1].number, on=day)
        elif choice < 0.4:
            place = Place(shelf=f"R-{day.year}", box=f"B-{day.month:02}", folder=f"{self.case:03}")
            documents.file_document(self.register, self.case, path=None, document_kind=kind, on=day, place=place)
        else:
            document = known[-1].number if known and choice > 0.7 else 0
            name = f"{named.name} {visit.number}"
            lines = [self.system, self.agency.name, f"Langkah {self.stage.sop.step(visit.step).number}", "(contoh)"]
            path = demo_files.scan(self._path(f"{name}.pdf"), named.name, lines)
            documents.file_document(self.register, self.case, path=path, document_kind=kind, document=document, on=day)

    def _issues(self, stay: Stay) -> bool:
        """Whether the office issues an output of that step itself."""
        outputs = (self.stage.sop.document(kind) for kind in stay.step.outputs)
        return any(named.report and self._writes(Report(named.report)) for named in outputs)

    def _writes(self, report: Report) -> bool:
        """Whether this case writes the document in its form: some do for all, the others for two of them."""
        both = self.number % 3 == 0 and report in (Report.DISPOSITION, Report.VALIDATION)
        return both or self.number % 9 == 0

    def _issue(self, report: Report, state: CaseState, day: date) -> bool:
        """Whether the office issued the document itself."""
        held = demo_office.holders(self.register, day)
        if "kepala" not in held or "kabid" not in held:
            return False
        number, _ = numbering.next_number(self.register, report, day)
        issued = printing.Issue()
        if report is Report.DISPOSITION:
            given = state.dispositions
            if not given or given[0].on > day:
                return False
            how = printing.Print(on=day, signers=(printing.SignedBy(held["kepala"].position.id),), number=number)
            layout = self.rng.choice(tuple(printing.LAYOUTS))
            made = printing.print_disposition(
                self.register, self.case, layout=layout, how=how, disposition=1, issued=issued
            ).made
        else:
            made = self._issue_form(report, held, day, number)
        if self.number % 2:
            path = demo_files.scan(self._path("salinan bertanda tangan.pdf"), "Salinan bertanda tangan", [number])
            documents.record_signed_copy(self.register, self.case, document=made, version=1, path=path, on=day)
        return True

    def _issue_form(self, report: Report, held: Mapping[str, office.Holder], day: date, number: str) -> int:
        """Issues what the form of that report says, and gives the document."""
        opened = open_form(self.register, self.case, report)
        content = filled(opened.form, opened.content, self.system, self.data, day, self.rng)
        guest = f"{words.CONTACTS[self.number % len(words.CONTACTS)]} {words.MARKED}"
        signers = tuple(
            Signer(name=guest, title=("Sekretaris",), party=party_of(slot, self.agency.name))
            if slot.outside
            else printing.SignedBy(
                next((held[role] for role in slot.roles if role in held), held["kabid"]).position.id,
                party=party_of(slot),
            )
            for slot in opened.form.signers
            if slot.required
        )
        how = printing.Print(on=day, signers=signers, number=number)
        return printing.print_form(
            self.register, self.case, report=report, content=content, how=how, issued=printing.Issue()
        ).made

    def _actor(self, lane: str, day: date) -> str:
        for holder in office.positions_on(self.register, day):
            if holder.position.lane == lane:
                return holder.official.name
        return ""

    def _path(self, name: str) -> Path:
        folder = self.stage.folder / str(self.number)
        folder.mkdir(exist_ok=True)
        return folder / name
