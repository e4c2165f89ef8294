"""The QR of an issued document, as a picture."""

from io import BytesIO


def stamp_picture(text: str) -> bytes:
    """The text as a QR code (PNG, black on white with its quiet zone), legible from a 150-dpi greyscale scan."""
    import segno

    stream = BytesIO()
    segno.make_qr(text, error="m").save(stream, kind="png", scale=8, border=2)
    return stream.getvalue()
