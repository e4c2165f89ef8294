"""The versions of the SOP in the register."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from spl_desktop.domain.errors import SopError, UserError
from spl_desktop.domain.office import STREAM, fold_office
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_file import MAX_BYTES, parse_sop
from spl_desktop.models.kept import SopRecord
from spl_desktop.models.projections import CaseRecord
from spl_desktop.services import log as logs
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.guarding import needs
from spl_desktop.services.register import Register
from spl_desktop.services.sop_texts import keep_sop


@dataclass(frozen=True, slots=True)
class SopVersion:
    """A version: when it came into force and into the register, how many cases follow it, whether new ones do."""

    id: str
    number: str
    name: str
    effective: date
    adopted: date
    cases: int
    current: bool


def current_sop(register: Register) -> Sop:
    """The version that new cases follow."""
    with register.reading() as session:
        return register.sop(session, register.office(session).sop)


def sop(register: Register, sop_id: str) -> Sop:
    """The version of that id; UserError where there is none."""
    with register.reading() as session:
        return register.sop(session, sop_id)


def versions(register: Register) -> tuple[SopVersion, ...]:
    """Every version, the one in force first, then the newest adopted first."""
    with register.reading() as session:
        current = register.office(session).sop
        followers = session.execute(select(CaseRecord.sop, func.count()).group_by(CaseRecord.sop))
        counts = {row[0]: row[1] for row in followers}
        found: list[SopVersion] = []
        for record in session.scalars(select(SopRecord).order_by(SopRecord.adopted.desc(), SopRecord.id)):
            identity = register.sop(session, record.id).identity
            found.append(
                SopVersion(
                    record.id,
                    identity.number,
                    identity.name,
                    identity.effective,
                    record.adopted,
                    counts.get(record.id, 0),
                    record.id == current,
                )
            )
    return tuple(sorted(found, key=lambda one: not one.current))


def version_ids(register: Register) -> tuple[str, ...]:
    """The versions in the same order, without counting who follows them, which takes long in a large register."""
    with register.reading() as session:
        current = register.office(session).sop
        found = session.scalars(select(SopRecord.id).order_by(SopRecord.adopted.desc(), SopRecord.id)).all()
    return tuple(sorted(found, key=lambda one: one != current))


def sop_text(register: Register, sop_id: str) -> str:
    """The text of a version as it was adopted, for an office that wants to edit it into the next one."""
    with register.reading() as session:
        record = session.get(SopRecord, sop_id)
        if record is None:
            raise UserError(f'Versi SOP "{sop_id}" tidak ada di register ini. Pilih dari daftar versi SOP.')
        return record.text


def read_sop(path: Path) -> Sop:
    """The SOP of a file, to be looked at before it is adopted; refused for the same reasons as `adopt_sop`."""
    return parse_sop(_read(path), path.name)


@needs(UseCase.SETTINGS)
def adopt_sop(register: Register, path: Path) -> Changes:
    """New cases follow the SOP of this file from now on; running ones keep theirs.

    SopError names file, line and key of what cannot be followed. UserError where the file cannot be read or its id
    belongs to another text. Adopting the version in force changes nothing.
    """
    text = _read(path)
    parsed = parse_sop(text, path.name)
    with register.writing() as session:
        state = register.office(session)
        if state.sop == parsed.id:
            keep_sop(session, parsed, text, register.today)  # refuses another text under the id in force
            return Changes(frozenset())
        fact = keep_sop(session, parsed, text, register.today)
        tail = logs.load(session, STREAM, after=state.seq - 1)
        written = logs.append(session, tail, STREAM, [fact], on=register.today, at=register.now, by=register.by())
        after = fold_office(written[-1:], state)
    register.remember(after)
    return Changes(frozenset({Kind.SOP, Kind.OFFICE}))


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            f'Berkas SOP "{path.name}" tidak dapat dibaca. Periksa letak dan izinnya, lalu ulangi.'
        ) from error
    if len(data) > MAX_BYTES:
        raise SopError(f"{path.name}: berkas terlalu besar untuk sebuah SOP. Pilih berkas SOP (.toml) yang benar.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SopError(
            f"{path.name}: bukan teks UTF-8. Simpan ulang berkasnya dengan pengodean UTF-8, lalu muat lagi."
        ) from error
