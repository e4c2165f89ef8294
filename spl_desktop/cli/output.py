"""What a command says: text for people, JSON for programs, on consoles of every code page."""

import contextlib
import json
import sys
from collections.abc import Sequence
from typing import Any, TextIO


def use_utf8() -> None:
    """Makes both streams write UTF-8: a Windows console or a pipe otherwise refuses letters of its own choosing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with contextlib.suppress(OSError, ValueError):
                reconfigure(encoding="utf-8", errors="replace")


def say(text: str = "") -> None:
    """A line on standard output."""
    _write(sys.stdout, text)


def warn(text: str) -> None:
    """A line on standard error."""
    _write(sys.stderr, text)


def say_json(value: Any) -> None:
    """One JSON value on standard output."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def _write(stream: TextIO | None, text: str) -> None:
    # A program without a console (pythonw) has no streams.
    if stream is not None:
        stream.write(f"{text}\n")


class Progress:
    """Shows how far long work is, on a terminal only; a cancelled job is Ctrl+C here."""

    def __init__(self) -> None:
        self._shown = 0

    def __call__(self, done: int = 0, total: int = 0, sentence: str = "") -> None:
        """Overwrites the line with the state of the work."""
        stream = sys.stderr
        if stream is None or not stream.isatty():
            return
        text = f"{sentence} {done}/{total}".strip() if total else sentence
        stream.write(f"\r{text:<{self._shown}}")
        stream.flush()
        self._shown = 0 if done >= total else len(text)
        if done >= total:
            stream.write("\n")


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Rows in columns as wide as their longest text."""
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    rule = tuple("-" * width for width in widths)
    lines = [
        "  ".join(f"{text:<{width}}" for text, width in zip(row, widths, strict=True)) for row in (head, rule, *rows)
    ]
    return "\n".join(line.rstrip() for line in lines)
