"""An address as a QR code of half blocks, so that a phone can take it from the screen."""

from textual.content import Content

from healthtui.tui.glyphs import HALVES

_QUIET = 2


def qr_code(address: str) -> Content:
    """The code, dark on light whatever the theme, two rows of it in each line."""
    # Only here, so that nobody who needs no code pays for the library.
    import segno  # noqa: PLC0415

    code = segno.make(address, error="l", micro=False)
    rows = [tuple(row) for row in code.matrix_iter(border=_QUIET)]
    if len(rows) % 2:
        rows.append((0,) * len(rows[0]))
    lines = [
        "".join(HALVES[bool(above), bool(below)] for above, below in zip(*pair, strict=True))
        for pair in zip(rows[::2], rows[1::2], strict=True)
    ]
    return Content("\n").join(Content.styled(line, "#000000 on #ffffff") for line in lines)
