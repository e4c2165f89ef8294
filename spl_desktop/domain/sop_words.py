"""An SOP in the words of its form: what its values are called, which were inferred, and what a version changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.sop import Drawn, Identity, Outcome, Sop, Step, Symbol, TimeStandard, Unit

SIGN = "*)"
"""Stands behind a value that was inferred."""

LEGEND = f"{SIGN} ditafsirkan, tidak tertulis di keputusan"
"""What the sign means."""

SYMBOLS: Mapping[Symbol, str] = {
    Symbol.CAPSULE: "kapsul",
    Symbol.BOX: "kotak",
    Symbol.DIAMOND: "belah ketupat",
}
"""The symbols of the SOP AP form."""

UNITS: Mapping[Unit, str] = {
    Unit.WORKING_DAYS: "hari kerja",
    Unit.CALENDAR_DAYS: "hari kalender",
    Unit.MONTHS: "bulan",
}
"""What a time standard counts in."""

_IDENTITY: Mapping[str, str] = {
    "number": "Nomor SOP",
    "name": "Nama SOP",
    "decree": "Keputusan",
    "government": "Pemerintah",
    "office": "Dinas",
    "unit": "Unit kerja",
    "made": "Tanggal pembuatan",
    "revised": "Tanggal revisi",
    "effective": "Tanggal efektif",
    "signatory": "Disahkan oleh",
    "legal_basis": "Dasar hukum",
    "qualifications": "Kualifikasi pelaksana",
    "related": "Keterkaitan",
    "equipment": "Peralatan/perlengkapan",
    "warning": "Peringatan",
    "recording": "Pencatatan dan pendataan",
}

_STEP: Mapping[str, str] = {
    "number": "Nomor",
    "text": "Uraian kegiatan",
    "lanes": "Pelaksana",
    "counterparts": "Ikut serta",
    "symbols": "Simbol",
    "question": "Pertanyaan",
    "requirements": "Kelengkapan",
    "time": "Waktu",
    "outputs": "Output",
    "outcomes": "Jalan keluar",
    "note": "Keterangan",
}

_PARTS: Mapping[str, str] = {
    "time.unit": "satuan waktu",
    "time.least": "sasaran waktu",
    "time.most": "batas waktu",
    "outcomes.label": "kata pada panah",
    "outcomes.to": "tujuan panah",
    "lanes.short": "singkatan pelaksana",
    "documents.name": "nama dokumen",
}


class ChangeOf(StrEnum):
    """What a new version does to a part of the one before."""

    ADDED = "Ditambah"
    REMOVED = "Dihapus"
    CHANGED = "Diubah"


@dataclass(frozen=True, slots=True)
class SopChange:
    """One difference between two versions; `place` is "Langkah 3" or "Identitas", `details` Indonesian sentences."""

    kind: ChangeOf
    place: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inferred:
    """The values of one place that stand in no line of the decree; `step` is empty for the SOP as a whole."""

    place: str
    values: tuple[str, ...]
    step: str = ""


def identity_values(identity: Identity) -> tuple[tuple[str, str], ...]:
    """The identity as key and text, in the order of the form; several values stand in lines."""
    signatory = identity.signatory
    signed = (signatory.position, signatory.name, signatory.rank, f"NIP. {signatory.nip}" if signatory.nip else "")
    texts = {
        "number": identity.number,
        "name": identity.name,
        "decree": identity.decree,
        "government": identity.government,
        "office": identity.office,
        "unit": identity.unit,
        "made": letter_date(identity.made),
        "revised": letter_date(identity.revised) if identity.revised else "-",
        "effective": letter_date(identity.effective),
        "signatory": "\n".join(part for part in signed if part),
        "legal_basis": "\n".join(identity.legal_basis),
        "qualifications": "\n".join(identity.qualifications),
        "related": "\n".join(identity.related),
        "equipment": "\n".join(identity.equipment),
        "warning": identity.warning,
        "recording": identity.recording,
    }
    return tuple(texts.items())


def step_values(sop: Sop, step: Step) -> tuple[tuple[str, str], ...]:
    """The values of a step as key and text, in the order of the table; several values stand in lines."""
    texts = {
        "number": str(step.number),
        "text": step.text,
        "lanes": "\n".join(sop.lane(lane).short for lane in step.lanes),
        "counterparts": "\n".join(sop.lane(lane).short for lane in step.counterparts),
        "symbols": "\n".join(_symbol(sop, drawn) for drawn in step.symbols),
        "question": step.question,
        "requirements": "\n".join(sop.document(kind).name for kind in step.requirements),
        "time": time_words(step.time),
        "outputs": "\n".join(sop.document(kind).name for kind in step.outputs),
        "outcomes": "\n".join(outcome_words(sop, outcome) for outcome in step.outcomes),
        "note": step.note,
    }
    return tuple(texts.items())


def step_label(key: str) -> str:
    """What a value of a step is called in the form."""
    return _STEP[key]


def identity_label(key: str) -> str:
    """What a value of the identity is called in the form."""
    return _IDENTITY[key]


def time_words(time: TimeStandard) -> str:
    """The standard as printed, with how the program counts it: "1-3 hari (1 sampai 3 hari kerja)"."""
    span = str(time.most) if time.least == time.most else f"{time.least} sampai {time.most}"
    counted = f"{span} {UNITS[time.unit]}"
    return time.text if counted == time.text else f"{time.text} (dihitung {counted})"


def outcome_words(sop: Sop, outcome: Outcome) -> str:
    """One way on: "Tidak sepakat: kembali ke langkah 2"."""
    if outcome.to is None:
        way = "proses selesai"
    else:
        way = f"{'kembali ke' if outcome.returns else 'ke'} langkah {sop.step(outcome.to).number}"
    if outcome.arrives:
        way += f", pada {sop.lane(outcome.arrives).short}"
    return f"{outcome.label}: {way}" if outcome.label else way


def inferred_of(step: Step) -> frozenset[str]:
    """The keys of a step of which something was inferred, such as `time` for `time.unit`."""
    keys = {mark.partition(".")[0] for mark in step.inferred}
    if any(outcome.inferred for outcome in step.outcomes):
        keys.add("outcomes")
    return frozenset(keys)


def inferred(sop: Sop) -> tuple[Inferred, ...]:
    """Everything that is marked as inferred, place by place."""
    places: list[Inferred] = []
    if sop.inferred:
        places.append(Inferred("Seluruh SOP", tuple(_part(mark) for mark in sorted(sop.inferred))))
    for step in sop.steps:
        ways = [outcome_words(sop, outcome) for outcome in step.outcomes if outcome.inferred]
        parts = [_part(mark) for mark in _STEP if mark in step.inferred]
        parts += [_part(mark) for mark in sorted(step.inferred - set(_STEP))]
        parts += [f"jalan “{way}”" for way in ways]
        if parts:
            places.append(Inferred(f"Langkah {step.number}", tuple(parts), step.id))
    return tuple(places)


def compare(before: Sop, after: Sop) -> tuple[SopChange, ...]:
    """What `after` changes: identity, lanes, then the steps in the order of the new table, removed ones at the end."""
    changes = [
        *_differences("Identitas", identity_values(before.identity), identity_values(after.identity), _IDENTITY),
        *_differences("Pelaksana", _lane_values(before), _lane_values(after), {"lanes": "Kolom pelaksana"}),
    ]
    old = {step.id: step for step in before.steps}
    for step in after.steps:
        place = f"Langkah {step.number}"
        known = old.pop(step.id, None)
        if known is None:
            changes.append(SopChange(ChangeOf.ADDED, place, (step.text,)))
        else:
            changes += _differences(place, step_values(before, known), step_values(after, step), _STEP)
    changes += [SopChange(ChangeOf.REMOVED, f"Langkah {step.number} (lama)", (step.text,)) for step in old.values()]
    return tuple(changes)


def find_steps(sop: Sop, words: str) -> tuple[str, ...]:
    """The ids of the steps that hold every word (in number, text, lanes or documents), in order; none for no word."""
    wanted = words.casefold().split()
    if not wanted:
        return ()
    found = []
    for step in sop.steps:
        values = dict(step_values(sop, step))
        text = " ".join([*values.values(), *(sop.lane(lane).name for lane in step.lanes)]).casefold()
        if all(word == values["number"] if word.isdigit() else word in text for word in wanted):
            found.append(step.id)
    return tuple(found)


def _lane_values(sop: Sop) -> tuple[tuple[str, str], ...]:
    return (("lanes", "\n".join(lane.name for lane in sop.lanes)),)


def _differences(
    place: str, before: tuple[tuple[str, str], ...], after: tuple[tuple[str, str], ...], labels: Mapping[str, str]
) -> Iterator[SopChange]:
    old = dict(before)
    details = tuple(
        f"{labels[key]}: {_quoted(old[key])} menjadi {_quoted(text)}" for key, text in after if old[key] != text
    )
    if details:
        yield SopChange(ChangeOf.CHANGED, place, details)


def _quoted(text: str) -> str:
    return f"“{text.replace(chr(10), '; ')}”" if text else "(kosong)"


def _symbol(sop: Sop, drawn: Drawn) -> str:
    return f"{SYMBOLS[drawn.symbol]} pada {' dan '.join(sop.lane(lane).short for lane in drawn.lanes)}"


def _part(mark: str) -> str:
    return _PARTS.get(mark) or _STEP.get(mark, _IDENTITY.get(mark.removeprefix("identity."), mark)).lower()
