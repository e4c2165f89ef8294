"""`spl-desktop packet`: a case's whole file as one packet."""

import argparse

from spl_desktop.cli.output import Progress, say, say_json
from spl_desktop.cli.registers import opened


def run(arguments: argparse.Namespace) -> int:
    """Writes the packet of the case as a .zip or a new folder."""
    from spl_desktop.services.packet import make_packet
    from spl_desktop.services.queries import find_case

    with opened(arguments) as register:
        made = make_packet(register, find_case(register, arguments.case), arguments.out, progress=Progress())
    if arguments.json:
        say_json({"case": arguments.case, "path": str(made.path), "files": made.files, "bytes": made.size})
    else:
        say(f"Berkas kasus {arguments.case} ({made.files} berkas) ditulis ke {made.path}")
    return 0
