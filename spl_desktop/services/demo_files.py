"""Small files for the demo's cases: a valid one-page PDF, made from words alone."""

from collections.abc import Sequence
from pathlib import Path


def scan(path: Path, title: str, lines: Sequence[str]) -> Path:
    """Writes a page that looks like a scanned paper, as PDF 1.4; characters beyond Latin-1 become question marks."""
    rows = [f"BT /F1 14 Tf 60 780 Td ({_escaped(title)}) Tj ET"]
    rows += [f"BT /F1 10 Tf 60 {750 - 16 * place} Td ({_escaped(line)}) Tj ET" for place, line in enumerate(lines[:40])]
    content = "\n".join(rows).encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    path.write_bytes(data)
    return path


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
