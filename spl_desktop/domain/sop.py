"""The SOP as data: identity, lanes, documents, steps, their symbols, time standards and outcomes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property


class Symbol(StrEnum):
    """The flowchart symbols of the SOP AP form that a row may hold (PermenPANRB 35/2012).

    The other two of the five, arrow and off-page connector, follow from the flow and the paging.
    """

    CAPSULE = "kapsul"
    BOX = "kotak"
    DIAMOND = "belah_ketupat"


class Unit(StrEnum):
    """What a time standard counts in."""

    WORKING_DAYS = "hari_kerja"
    CALENDAR_DAYS = "hari_kalender"
    MONTHS = "bulan"


@dataclass(frozen=True, slots=True)
class TimeStandard:
    """Waktu of a step: `least` the early target, `most` the deadline, both in `unit`; `text` as the decree has it."""

    unit: Unit
    least: int
    most: int
    text: str


@dataclass(frozen=True, slots=True)
class Lane:
    """Pelaksana: a column of the table. `name` is the heading, `short` the word used in sentences."""

    id: str
    name: str
    short: str
    detail: str = ""


class Report(StrEnum):
    """The documents that this program can make itself; an SOP file names them for its document kinds and steps.

    All but the lembar disposisi are written in a form, `resources/forms/<value>.toml`.
    """

    DISPOSITION = "lembar_disposisi"
    MEMO = "nota_dinas"
    COVER_LETTER = "surat_pengantar"
    INTEGRATION_FORM = "formulir_integrasi"
    DATA_DICTIONARY = "struktur_database"
    FORMULATION = "dokumen_rumusan"
    AGREEMENT = "berita_acara"
    SERVICE_CARD = "kartu_api"
    INTEGRATION_TEST = "unit_tes"
    APPLICATION_VALIDATION = "validasi_aplikasi"
    VALIDATION = "laporan_validasi"
    HANDOVER = "penyampaian_integrasi"
    FINAL_REPORT = "laporan_integrasi"


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A document that the SOP names as kelengkapan or output of a step; `report` is the form of ours that makes it."""

    id: str
    name: str
    report: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One symbol in the row of a step; several adjacent lanes make a joint symbol across them."""

    symbol: Symbol
    lanes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way to leave a step.

    `to` is the id of the next step, or None where the case ends. `label` stands on the arrow ("Ya", "Tidak",
    empty where a step has only one way on). `returns` marks a way back: it wants a reason and starts a new visit.
    `arrives` names the lane whose symbol the arrow enters, None for the first symbol of the row.
    """

    id: str
    label: str
    to: str | None
    returns: bool = False
    inferred: bool = False
    arrives: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Kegiatan: a row of the table. `lanes` act (the first is answerable), `counterparts` take part unseen.

    `papers` are forms of ours that are written at this step beside its outputs, such as a berita acara.
    """

    id: str
    number: int
    text: str
    lanes: tuple[str, ...]
    symbols: tuple[Drawn, ...]
    requirements: tuple[str, ...]
    time: TimeStandard
    outputs: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    question: str = ""
    counterparts: tuple[str, ...] = ()
    note: str = ""
    papers: tuple[str, ...] = ()
    inferred: frozenset[str] = frozenset()

    @property
    def decides(self) -> bool:
        """Whether the step ends with a choice between outcomes."""
        return len(self.outcomes) > 1

    def outcome(self, outcome_id: str) -> Outcome | None:
        """The outcome of that id, None where the step does not offer it."""
        return next((outcome for outcome in self.outcomes if outcome.id == outcome_id), None)


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who put the SOP in force, as printed in its identity block."""

    position: str
    name: str
    rank: str
    nip: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity block of the SOP AP form, every value as the decree prints it."""

    number: str
    name: str
    decree: str
    government: str
    office: str
    unit: str
    made: date
    revised: date | None
    effective: date
    signatory: Signatory
    legal_basis: tuple[str, ...]
    qualifications: tuple[str, ...]
    related: tuple[str, ...]
    equipment: tuple[str, ...]
    warning: str
    recording: str


@dataclass(frozen=True)
class Sop:
    """One version of an SOP. `id` names the version for ever (a case keeps the one it started with)."""

    id: str
    identity: Identity
    lanes: tuple[Lane, ...]
    documents: tuple[DocumentKind, ...]
    steps: tuple[Step, ...]
    inferred: frozenset[str] = field(default=frozenset())

    @cached_property
    def _steps(self) -> dict[str, Step]:
        return {step.id: step for step in self.steps}

    @cached_property
    def _lanes(self) -> dict[str, Lane]:
        return {lane.id: lane for lane in self.lanes}

    @cached_property
    def _documents(self) -> dict[str, DocumentKind]:
        return {kind.id: kind for kind in self.documents}

    @property
    def first(self) -> Step:
        """The step that a new case enters."""
        return self.steps[0]

    def step(self, step_id: str) -> Step:
        """The step of that id; KeyError where there is none."""
        return self._steps[step_id]

    def lane(self, lane_id: str) -> Lane:
        """The lane of that id; KeyError where there is none."""
        return self._lanes[lane_id]

    def lanes_of(self, step: Step) -> str:
        """The lanes of a step in words."""
        return " dan ".join(self.lane(lane).short for lane in step.lanes)

    def document(self, kind_id: str) -> DocumentKind:
        """The document kind of that id; KeyError where there is none."""
        return self._documents[kind_id]

    def arrows(self) -> Iterator[tuple[Step, Outcome]]:
        """Every way from a step onwards, in the order of the table."""
        for step in self.steps:
            for outcome in step.outcomes:
                yield step, outcome
