"""Saving a case's whole file as one packet: asks for the place, shows how far it is, and offers to open the folder."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from spl_desktop.domain.packet import packet_name
from spl_desktop.services.packet import Packet, make_packet
from spl_desktop.services.queries import CaseView
from spl_desktop.ui import asking
from spl_desktop.ui.context import Context

_KINDS: Final = {"zip": "Satu berkas zip…", "folder": "Folder…"}


def start(context: Context, view: CaseView, parent: QWidget) -> None:
    """Asks whether a zip or a folder is wanted and where, and writes it."""
    kind = asking.choose(
        parent,
        "Simpan berkas lengkap kasus ini sebagai apa?",
        _KINDS,
        detail="Paket memuat semua dokumen dan versinya, salinan bertanda tangan, riwayat, daftar isi untuk dicetak, "
        "dan hash setiap berkas.",
    )
    name = packet_name(view.state.agenda, view.state.system)
    target = _zip(parent, name) if kind == "zip" else _folder(parent, name) if kind else None
    if target is not None:
        context.runner.run(
            make_packet,
            context.register,
            view.id,
            target,
            replace=kind == "zip",  # the file dialog has asked
            then=lambda made: _tell(made, parent),
            owner=parent,
            title="Mengemas berkas kasus…",
        )


def _zip(parent: QWidget, name: str) -> Path | None:
    return asking.save_file(parent, "Simpan paket", f"{name}.zip", (("Arsip zip", ("zip",)),))


def _folder(parent: QWidget, name: str) -> Path | None:
    """A folder within the chosen one, of a name that is free."""
    chosen = asking.open_folder(parent, "Pilih tempat untuk folder paket")
    if chosen is None:
        return None
    taken = (chosen / (name if number == 1 else f"{name} ({number})") for number in range(1, 1000))
    return next((path for path in taken if not path.exists()), chosen / name)


def _tell(made: Packet, parent: QWidget) -> None:
    asking.tell_written(
        parent,
        f"Berkas kasus tersimpan: {made.files} berkas di {made.path.name}.",
        made.path,
        more="Daftar isinya ada di dalam paket, untuk dicetak dan ditaruh di map.",
    )
