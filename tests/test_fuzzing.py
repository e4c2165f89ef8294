"""The parsers take or refuse whatever they are fed; what a fuzzer finds is told. Without atheris: by hypothesis."""

import importlib.util
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import fuzzing
from benchmarks.fuzzing import TARGETS, Found, Target, read, tried
from spl_desktop.domain.errors import UserError


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS.keys())
def test_what_it_begins_with_is_taken(target: Target) -> None:
    for text in target.seeds():
        tried(target, text.encode())
    assert target.modules


@pytest.mark.parametrize("target", [one for one in TARGETS.values() if one.name != "sop"], ids=lambda one: one.name)
@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_anything_is_taken_or_refused(target: Target, data: bytes) -> None:
    tried(target, data)


@settings(max_examples=25, deadline=None)
@given(at=st.integers(0, 20_000), put=st.binary(max_size=12))
def test_an_sop_file_with_anything_in_it_is_taken_or_refused(at: int, put: bytes) -> None:
    target = TARGETS["sop"]
    whole = target.seeds()[0].encode()
    tried(target, whole[:at] + put + whole[at + len(put) :])


def test_a_refusal_is_an_answer_and_anything_else_is_not() -> None:
    def refuse(text: str) -> None:
        raise UserError("Tidak dapat dibaca.")

    def fail(text: str) -> None:
        raise KeyError(text)

    tried(Target("x", refuse, lambda: (), ()), b"\xff\xed\xa0\x80")
    with pytest.raises(KeyError):
        tried(Target("x", fail, lambda: (), ()), b"a")


def test_what_was_found_is_told_with_where_it_is_kept() -> None:
    well = "#99 DONE cov: 44 ft: 90\nstat::number_of_executed_units: 74208\n"
    assert read("number", 0, well) == Found("number", 74208, 44, "")
    assert read("number", 0, well).line() == "number: 74208 inputs, 44 branches, nothing wrong"
    ill = f"{well} === Uncaught Python exception: ===\nKeyError: 'x'\nTest unit written to /tmp/number-crash-1\n"
    found = read("number", 77, ill)
    assert "KeyError: 'x'" in found.wrong
    assert found.wrong.endswith("/tmp/number-crash-1")
    assert "ended with 1" in read("number", 1, "ImportError").wrong


def test_without_atheris_it_says_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(sys, "argv", ["fuzzing", "--seconds", "1"])
    assert fuzzing.main() == 2
    assert "pip install atheris" in capsys.readouterr().err
