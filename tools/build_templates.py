"""Writes the shipped Word templates into resources/templates or FOLDER: `python -m tools.build_templates [FOLDER]`.

A template whose parts are what they were is left alone: the zip around them bears the time of its making.
"""

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from spl_desktop.reports.templates import build, templates


def main() -> None:
    """Builds every template into the folder that was named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "resources" / "templates"
    for name in templates():
        target, built = folder / f"{name}.docx", build(name)
        if not target.exists() or _parts(target.read_bytes()) != _parts(built):
            target.write_bytes(built)
            print(target)


def _parts(docx: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


if __name__ == "__main__":
    main()
