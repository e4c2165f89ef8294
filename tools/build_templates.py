"""Writes the shipped Word templates into resources/templates or FOLDER: `python -m tools.build_templates [FOLDER]`."""

import sys
from pathlib import Path

from spl_desktop.reports.templates import TEMPLATES, build


def main() -> None:
    """Builds every template into the folder that was named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "resources" / "templates"
    for name in TEMPLATES:
        (folder / f"{name}.docx").write_bytes(build(name))


if __name__ == "__main__":
    main()
