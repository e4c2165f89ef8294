"""`spl-desktop sop print`: the SOP as a Word document."""

import argparse
from typing import TYPE_CHECKING

from spl_desktop.cli.output import Progress, say, say_json
from spl_desktop.cli.registers import maybe_opened

if TYPE_CHECKING:
    from spl_desktop.domain.sop import Sop
    from spl_desktop.services.register import Register


def run_print(arguments: argparse.Namespace) -> int:
    """Prints the SOP of the file, else the one in force in the register that is named, else the shipped one."""
    from spl_desktop.services.sop_printing import print_sop

    with maybe_opened(arguments) as register:
        sop = _sop(arguments, register)
        marks: bool = not arguments.no_marks
        print_sop(register, sop, arguments.out, arguments.paper, marks=marks, progress=Progress())
    if arguments.json:
        say_json({"file": str(arguments.out), "sop": sop.id, "steps": len(sop.steps)})
    else:
        say(f"SOP {sop.identity.name} ({sop.identity.number}), {len(sop.steps)} langkah, ditulis ke {arguments.out}")
    return 0


def _sop(arguments: argparse.Namespace, register: "Register | None") -> "Sop":
    from spl_desktop.services import sops
    from spl_desktop.services.scheduling import shipped_sop

    if arguments.sop is not None:
        return sops.read_sop(arguments.sop)
    return shipped_sop() if register is None else sops.current_sop(register)
