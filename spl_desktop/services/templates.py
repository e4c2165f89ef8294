"""The Word templates of documents: ours, and those that the office has made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from spl_desktop import shipped
from spl_desktop.domain import office_rules as rules
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.office import OfficeState, OwnTemplate
from spl_desktop.domain.rights import UseCase
from spl_desktop.reports.doctor_file import Finding
from spl_desktop.services import files
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.guarding import needs
from spl_desktop.services.office import append_fact
from spl_desktop.services.register import Register
from spl_desktop.services.saving import whole_file

if TYPE_CHECKING:
    from spl_desktop.reports.catalogue import TemplateField

__all__ = [
    "FieldLine",
    "Finding",
    "TemplateRow",
    "adopt_template",
    "check_template",
    "export_template",
    "field_lines",
    "is_usable",
    "list_templates",
    "names",
    "office_template",
    "withdraw_template",
]

_OFFICE = frozenset({Kind.OFFICE})


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template: its name, the document that it makes, and the office's own one, None where ours is used."""

    name: str
    title: str
    own: OwnTemplate | None


def names() -> tuple[str, ...]:
    """The names of all templates."""
    from spl_desktop.reports.catalogue import TITLES
    from spl_desktop.reports.templates import forms

    return tuple(dict.fromkeys([*TITLES, *(form.template for form in forms())]))


def _known(name: str) -> str:
    if name not in names():
        raise UserError(f'Templat "{name}" tidak dikenal. Pilih salah satu: {", ".join(names())}.')
    return name


def list_templates(register: Register | None) -> tuple[TemplateRow, ...]:
    """Every template with what is in use, by the title of its document."""
    from spl_desktop.reports.catalogue import title_of

    own: dict[str, OwnTemplate] = {}
    if register is not None:
        with register.reading() as session:
            own = dict(register.office(session).letter_templates)
    rows = (TemplateRow(name, title_of(name), own.get(name)) for name in names())
    return tuple(sorted(rows, key=lambda row: row.title.casefold()))


def office_template(session: Session, office: OfficeState, name: str) -> bytes | None:
    """The office's own template for that document, None where ours is used."""
    own = office.letter_templates.get(name)
    return b"".join(files.chunks(session, own.file.sha256)) if own is not None else None


def export_template(register: Register | None, name: str, target: Path, *, original: bool = False) -> None:
    """Writes the template in use, with `original` ours, where the user can open it in Word."""
    data = None
    if register is not None and not original:
        with register.reading() as session:
            data = office_template(session, register.office(session), _known(name))
    with whole_file(target) as unfinished:
        unfinished.write_bytes(data or shipped.read_bytes(f"templates/{_known(name)}.docx"))


def check_template(name: str, path: Path) -> tuple[Finding, ...]:
    """What the template doctor finds in that file; UserError where it cannot be read."""
    from spl_desktop.reports.doctor import examine
    from spl_desktop.reports.doctor_file import MAX_BYTES

    _known(name)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UserError(f'Berkas "{path}" tidak dapat dibaca. Periksa letaknya, lalu ulangi.') from error
    return examine(data, name)


def is_usable(findings: Sequence[Finding]) -> bool:
    """Whether a template with these findings may be used."""
    from spl_desktop.reports.doctor import usable

    return usable(findings)


@needs(UseCase.SETTINGS)
def adopt_template(register: Register, name: str, path: Path, *, note: str = "") -> Changes:
    """The file is the office's template from now on. UserError with what is wrong where the doctor refuses it."""
    with files.staged(register, path) as (taken,):
        findings = check_template(name, taken.copy)  # what is kept is what was examined
        if not is_usable(findings):
            wrong = [str(one) for one in findings if one.severity == "salah"]
            raise UserError("\n".join(["Templat ini belum dapat dipakai:", *wrong]))
        return _adopt(register, name, taken, note)


def _adopt(register: Register, name: str, taken: files.Staged, note: str) -> Changes:
    with register.writing() as session:
        state = register.office(session)
        fact = rules.adopt_template(template=name, file=files.keep(session, taken), on=register.today, note=note)
        after = append_fact(session, register, state, fact)
    register.remember(after)
    return Changes(_OFFICE)


@needs(UseCase.SETTINGS)
def withdraw_template(register: Register, name: str, *, reason: str = "") -> Changes:
    """Our own template is used again."""
    with register.writing() as session:
        state = register.office(session)
        fact = rules.withdraw_template(state, template=_known(name), reason=reason)
        after = append_fact(session, register, state, fact)
    register.remember(after)
    return Changes(_OFFICE)


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field as it is written in Word, what it means, and an example."""

    tag: str
    meaning: str
    example: str


def field_lines(name: str) -> tuple[FieldLine, ...]:
    """Every field of the template; what is in a list stands beneath it, with the loop's own name before it."""
    from spl_desktop.reports.catalogue import catalogue_of

    lines: list[FieldLine] = []

    def add(fields: "tuple[TemplateField, ...]", prefix: str, loop: str) -> None:
        for one in fields:
            path = f"{prefix}{one.name}"
            if one.repeats and one.children:
                lines.append(FieldLine(f"{{% for {loop} in {path} %}} … {{% endfor %}}", one.meaning, one.example))
                add(one.children, f"{loop}.", "butir")
            elif one.repeats:
                each = f"{{% for butir in {path} %}}{{{{ butir }}}}{{% endfor %}}"
                lines.append(FieldLine(each, one.meaning, one.example))
            elif one.children:
                add(one.children, f"{path}.", loop)
            else:
                lines.append(FieldLine(f"{{{{ {path} }}}}", one.meaning, one.example))

    add(catalogue_of(_known(name)), "", "baris")
    return tuple(lines)
