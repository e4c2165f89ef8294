"""`spl-desktop chart`: the SOP table as a picture, with or without a case on it."""

import argparse
from datetime import date, datetime

from spl_desktop.cli.output import say, say_json
from spl_desktop.cli.registers import maybe_opened, opened
from spl_desktop.domain.dates import letter_date, wib_text


def run(arguments: argparse.Namespace) -> int:
    """Draws the case that is named on the SOP it follows, else the SOP in force; without register the shipped one."""
    from spl_desktop.services import sops
    from spl_desktop.services.course import Course
    from spl_desktop.services.queries import case_view, find_case
    from spl_desktop.services.replay import course_on
    from spl_desktop.services.scheduling import shipped_sop
    from spl_desktop.ui.swimlane.offscreen import draw_chart

    view: Course | None
    if arguments.case:
        with opened(arguments) as register:
            case = find_case(register, arguments.case)
            view = case_view(register, case) if arguments.at is None else course_on(register, case, arguments.at)
        sop = view.sop
    else:
        view = None
        with maybe_opened(arguments) as known:
            sop = shipped_sop() if known is None else sops.current_sop(known)
    draw_chart(sop, view, arguments.out, arguments.paper)
    if arguments.json:
        standings = {one.step.id: str(one.standing) for one in view.steps} if view is not None else {}
        say_json(
            {
                "file": str(arguments.out),
                "sop": sop.id,
                "case": arguments.case,
                "at": arguments.at.isoformat() if arguments.at else "",
                "steps": standings,
            }
        )
    else:
        on = f" pada {_words(arguments.at)}" if arguments.at else ""
        what = f"kasus {arguments.case}{on}" if arguments.case else f"SOP {sop.identity.number}"
        say(f"Bagan {what} ditulis ke {arguments.out}")
    return 0


def _words(at: date) -> str:
    return wib_text(at) if isinstance(at, datetime) else letter_date(at)
