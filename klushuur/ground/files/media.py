"""What kind of file something is, by its first bytes: what a browser or a name says of it is not asked. Pure."""

PDF = "application/pdf"
EXTENSIONS = {PDF: "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/heic": "heic"}
HEAD = 64  # so many bytes tell
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})


def media_type(head: bytes) -> str | None:
    """PDF, JPEG, PNG, WebP or HEIC, of at least the first HEAD bytes; None for anything else.

    Sources: ISO 32000-2 7.5.2, ISO 10918-1 B.1.1, PNG 5.2, RFC 9649 2.4, ISO 23008-12 annex B.
    """
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    return "image/heic" if _is_heic(head) else None


def _is_heic(head: bytes) -> bool:
    """A box of brands comes first; a phone may write `mif1` for any image in this container, and name HEIC after it."""
    size = int.from_bytes(head[:4], "big")
    if head[4:8] != b"ftyp" or not size >= 16:
        return False
    brands = [head[start : start + 4] for start in (8, *range(16, min(size, len(head)), 4))]
    return brands[0] in HEIC_BRANDS or (brands[0] in {b"mif1", b"msf1"} and not HEIC_BRANDS.isdisjoint(brands))
