"""What a form is filled with at first: from the letter, the contact persons, and what earlier documents say."""

import re
from collections.abc import Mapping
from typing import TypeAlias

from spl_desktop.domain.case import CaseState
from spl_desktop.domain.dates import letter_date, long_date, parse_date, spoken_date
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.forms import Content, Field, FieldType, Form, Value, rows_of, text_of
from spl_desktop.domain.sop import Sop

Sources: TypeAlias = Mapping[str, Value]
"""Name of a source, such as `kasus.sistem` or `formulir_integrasi.nama_aplikasi` -> text or rows."""

_PLACE = re.compile(r"\{([a-z_0-9.]+)(?::([a-z]+))?\}")
_DATES = {"tanggal": letter_date, "hari": long_date, "terbilang": spoken_date}


def case_sources(state: CaseState) -> dict[str, Value]:
    """What the letter and its contact persons tell: `kasus.*`, `pic.struktural.*`, `pic.teknis.*`."""
    found: dict[str, Value] = {
        "kasus.agenda": state.agenda,
        "kasus.nomor_surat": state.letter_number,
        "kasus.tanggal_surat": state.letter_date.isoformat(),
        "kasus.diterima": state.received.isoformat(),
        "kasus.hal": state.subject,
        "kasus.pengirim": state.sender or state.agency_name,
        "kasus.opd": state.agency_name,
        "kasus.sistem": state.system,
        "kasus.srikandi": state.srikandi,
        "kasus.putaran": str(state.visit.round) if state.visit is not None else "",
    }
    for contact in reversed(state.contacts):  # of two in one role the first one counts
        found |= {
            f"pic.{contact.role}.nama": contact.name,
            f"pic.{contact.role}.nip": contact.nip,
            f"pic.{contact.role}.jabatan": contact.position,
            f"pic.{contact.role}.telepon": contact.phone,
            f"pic.{contact.role}.email": contact.email,
        }
    return found


def sop_sources(sop: Sop) -> dict[str, Value]:
    """What the SOP of the case says of itself: `sop.*`."""
    basis = [*(rule.rstrip("; .") for rule in sop.identity.legal_basis), sop.identity.decree]
    return {
        "sop.keputusan": sop.identity.decree,
        "sop.dasar_hukum": "\n".join(line for line in basis if line),
        "sop.nama": sop.identity.name,
        "sop.nomor": sop.identity.number,
    }


def issued_contents(state: CaseState) -> dict[str, Content]:
    """The newest content that the case has issued, by report."""
    versions = sorted(
        (version for document in state.documents for version in document.versions if version.content),
        key=lambda version: version.seq,
    )
    return {version.report: version.content for version in versions}


def issued_sources(state: CaseState) -> dict[str, Value]:
    """Number and date of the newest issued document of each report: `<report>.nomor`, `<report>.tanggal`."""
    found: dict[str, Value] = {}
    for document in state.documents:
        for version in document.versions:
            if version.report:
                found[f"{version.report}.nomor"] = version.issued_number
                found[f"{version.report}.tanggal"] = version.on.isoformat()
    return found


def form_sources(contents: Mapping[str, Content]) -> dict[str, Value]:
    """What other forms of the case say, `<report>.<field>`."""
    return {f"{report}.{field}": value for report, content in contents.items() for field, value in content.items()}


def prefilled(form: Form, sources: Sources, kept: Content | None = None) -> dict[str, Value]:
    """The content with which the form opens: what was `kept`, without it what the sources know.

    What is computed and never typed is taken anew in both.
    """
    computed = {field.id for field in form.fields if field.locked}
    content = {name: value for name, value in (kept or {}).items() if name not in computed}
    for field in form.fields:
        if (kept is None or field.locked) and (value := _first(field, sources)):
            content[field.id] = value
    return content


def _first(field: Field, sources: Sources) -> Value:
    for wish in field.prefill:
        value = _sentence(wish, sources) if "{" in wish or " " in wish else sources.get(wish, "")
        if not value:
            continue
        if isinstance(value, str):
            return [] if field.type is FieldType.TABLE else value
        known = {column.id for column in field.columns}
        rows = [{column: text for column, text in row.items() if column in known} for row in value]
        return [row for row in rows if row]
    return [dict(row) for row in field.default]


def _sentence(wish: str, sources: Sources) -> str:
    """The sentence with its sources in it; empty where one of them knows nothing."""
    missing = False

    def fill(found: re.Match[str]) -> str:
        nonlocal missing
        text = sources.get(found[1], "")
        if not isinstance(text, str) or not text:
            missing = True
            return ""
        if found[2] in _DATES:
            try:
                return _DATES[found[2]](parse_date(text))
            except UserError:
                return text
        return text

    told = _PLACE.sub(fill, wish)
    return "" if missing else told


def options_of(form: Form, contents: Mapping[str, Content]) -> dict[str, tuple[str, ...]]:
    """What each reference may hold, `field` or `table.column` -> cells; left out where its source says nothing yet."""
    options: dict[str, tuple[str, ...]] = {}
    for field in form.fields:
        for name, one in ((field.id, field), *((f"{field.id}.{column.id}", column) for column in field.columns)):
            if one.type is FieldType.REFERENCE and (cells := _cells(one.source, contents)):
                options[name] = cells
    return options


def _cells(source: str, contents: Mapping[str, Content]) -> tuple[str, ...]:
    place, _, columns = source.partition(":")
    report, _, table = place.partition(".")
    rows = rows_of(contents.get(report, {}), table)
    cells = (".".join(text for one in columns.split(",") if (text := text_of(row, one))) for row in rows)
    return tuple(dict.fromkeys(cell for cell in cells if cell))
