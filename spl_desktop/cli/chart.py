"""`spl-desktop chart`: the SOP table as a picture, with or without a case on it."""

import argparse

from spl_desktop.cli.output import say, say_json
from spl_desktop.cli.registers import maybe_opened, opened


def run(arguments: argparse.Namespace) -> int:
    """Draws the case that is named on the SOP it follows, else the SOP in force; without register the shipped one."""
    from spl_desktop.services import sops
    from spl_desktop.services.queries import case_view, find_case
    from spl_desktop.services.scheduling import shipped_sop
    from spl_desktop.ui.swimlane.offscreen import draw_chart

    if arguments.case:
        with opened(arguments) as register:
            view = case_view(register, find_case(register, arguments.case))
        sop = view.sop
    else:
        view = None
        with maybe_opened(arguments) as known:
            sop = shipped_sop() if known is None else sops.current_sop(known)
    draw_chart(sop, view, arguments.out, arguments.paper)
    if arguments.json:
        standings = {one.step.id: str(one.standing) for one in view.steps} if view is not None else {}
        say_json({"file": str(arguments.out), "sop": sop.id, "case": arguments.case, "steps": standings})
    else:
        what = f"kasus {arguments.case}" if arguments.case else f"SOP {sop.identity.number}"
        say(f"Bagan {what} ditulis ke {arguments.out}")
    return 0
