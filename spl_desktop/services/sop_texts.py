"""The texts of SOP versions in the register."""

import hashlib
from datetime import date

from sqlalchemy.orm import Session

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.office_events import SopAdopted
from spl_desktop.domain.sop import Sop
from spl_desktop.models.kept import SopRecord


def text_hash(text: str) -> str:
    """The SHA-256 of an SOP's text (UTF-8), as the adopting fact names it."""
    return hashlib.sha256(text.encode()).hexdigest()


def keep_sop(session: Session, sop: Sop, text: str, on: date) -> SopAdopted:
    """Keeps the text and gives the fact that adopts it.

    UserError where another text bears the same id: a case keeps the version it started with, to the letter.
    """
    digest = text_hash(text)
    known = session.get(SopRecord, sop.id)
    if known is None:
        session.add(SopRecord(id=sop.id, sha256=digest, text=text, adopted=on))
        session.flush()
    elif known.sha256 != digest:
        raise UserError(
            f'Versi SOP "{sop.id}" sudah ada dengan isi yang lain, dan kasus lama mengikutinya. '
            'Beri id baru pada baris "id" di awal berkas, lalu muat lagi.'
        )
    return SopAdopted(sop=sop.id, sha256=digest)
