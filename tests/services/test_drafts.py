"""Drafts outlive closing, and are no facts."""

from spl_desktop.services.changes import Kind
from spl_desktop.services.drafts import drafts, drop_draft, load_draft, save_draft
from spl_desktop.services.office import office
from spl_desktop.services.register import Register, close, open_register
from tests.builders import StandingClock


def test_a_draft_is_found_again_after_closing(register: Register, clock: StandingClock) -> None:
    seq = office(register).seq
    data = {"agenda": "7/2026", "contacts": [{"name": "Ş😀"}], "agency": 5, "files": []}
    assert save_draft(register, "case:new", data).kinds == {Kind.DRAFT}
    close(register)
    again = open_register(register.path, clock=clock, recorder="Orang lain")
    assert load_draft(again, "case:new") == data
    assert office(again).seq == seq
    close(again)


def test_the_newest_words_replace_the_older(register: Register, clock: StandingClock) -> None:
    save_draft(register, "disposition:1", {"note": "a"})
    clock.pass_days(1)
    save_draft(register, "case:new", {"agenda": "1"})
    save_draft(register, "disposition:1", {"note": "b"})
    save_draft(register, "disposition:2", {"note": "c"})
    assert [(row.key, row.data["note"]) for row in drafts(register, "disposition:")] == [
        ("disposition:1", "b"),
        ("disposition:2", "c"),
    ]
    drop_draft(register, "disposition:1")
    assert load_draft(register, "disposition:1") is None
    assert len(drafts(register)) == 2
