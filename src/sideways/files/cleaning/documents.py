"""A PDF is taken apart, and a new one made of what draws its pages. See drawing.py for what that is."""

import io
from collections.abc import Iterable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Stream, String

from sideways.files.cleaning.drawing import (
    BARE,
    DRAWING_KINDS,
    DRAWN_WITH,
    MADE_UP_NAMES,
    NOTES,
    OF_A_PAGE,
    PLAIN_COLOURS,
    PROGRAMMED,
    WORDS,
)
from sideways.files.cleaning.jpegs import jpeg_without_notes
from sideways.files.cleaning.kinds import Cleaned, MediaType, Refusal, RefusedError
from sideways.files.cleaning.programs import letters_of, sum_of

JPEG = "/DCTDecode"
# What a stream may be packed in. In others, such as JPEG 2000, pictures hold notes we cannot take out.
OPEN = frozenset(
    {JPEG, "/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode"}
)
SHORT = {
    "/DCT": JPEG, "/Fl": "/FlateDecode", "/LZW": "/LZWDecode", "/RL": "/RunLengthDecode",
    "/A85": "/ASCII85Decode", "/AHx": "/ASCIIHexDecode",
}  # fmt: skip
PROGRAMS = 4  # the type of function that is written as a small program
LOOKUP = 3  # the place of its table in a list of colours by number


def document_cleaned(raw: bytes) -> Cleaned:
    """Return a new PDF that shows the same pages, and holds nothing else."""
    try:
        given = pikepdf.open(io.BytesIO(raw), attempt_recovery=False)
    except pikepdf.PasswordError as error:
        raise RefusedError(Refusal.LOCKED) from error
    with given, pikepdf.new() as made:
        _refuse_what_hides(given)
        given.generate_appearance_streams()
        given.flatten_annotations("screen")  # what stands in forms and notes becomes part of the page
        for page in given.pages:
            _only(page.obj, OF_A_PAGE)
            made.pages.append(page)
        for page in made.pages:
            content = _without_notes(page)
            page.obj.Contents = made.make_stream(content)
        made.remove_unreferenced_resources()
        for page in made.pages:
            _clean(page.obj)
        out = io.BytesIO()
        made.save(
            out,
            preserve_pdfa=False,
            fix_metadata_version=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            recompress_flate=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
        return Cleaned(media_type=MediaType.PDF, content=out.getvalue(), pages=len(made.pages))


def _refuse_what_hides(given: pikepdf.Pdf) -> None:
    """Refuse what only opens with a key, has nothing to show, or would show what its maker had turned off."""
    if given.is_encrypted:
        raise RefusedError(Refusal.LOCKED)
    if not len(given.pages):
        raise RefusedError(Refusal.BROKEN)
    layers: Any = given.Root.get("/OCProperties", Dictionary()).get("/D", Dictionary())
    if len(layers.get("/OFF", [])) or layers.get("/BaseState", Name.ON) != Name.ON:
        raise RefusedError(Refusal.HIDES)


def _clean(start: Object) -> None:
    """Take out of all that hangs on a page what does not draw."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, str]] = [(start, "")]
    while waiting:
        found, key = waiting.pop()
        if found.is_indirect:
            if found.objgen in seen:
                continue
            seen.add(found.objgen)
        waiting += _cleaned_list(found) if isinstance(found, Array) else _cleaned_thing(found, key)
        if isinstance(found, Stream):
            _clean_stream(found, key)


def _cleaned_list(found: Any) -> list[tuple[Any, str]]:
    for number, each in enumerate(list(found)):
        found[number] = _in_plain_colours(each)
    by_number = len(found) > LOOKUP and found[0] == Name.Indexed
    return [
        (each, "/Lookup" if by_number and number == LOOKUP else "")
        for number, each in enumerate(found)
        if _is_made_of_more(each)
    ]


def _cleaned_thing(found: Any, key: str) -> list[tuple[Any, str]]:
    """Take out of a dictionary what does not draw, and return what is to be looked at under it."""
    lists_names = key in MADE_UP_NAMES and _lists_names(found)
    if not lists_names:
        _only(found, OF_A_PAGE if found.get("/Type") == Name.Page else DRAWN_WITH)
    under = []
    for name in set(found.keys()) - {"/Parent"}:
        value = _in_plain_colours(before := found[name])
        if value is not before:
            found[name] = value
        if isinstance(value, String) and name not in WORDS:
            del found[name]
        elif _is_made_of_more(value):
            under.append((value, "/Glyph" if key == "/CharProcs" else "" if lists_names else name))
    return under


def _is_made_of_more(found: Any) -> bool:
    return isinstance(found, Array | Dictionary | Stream)


def _lists_names(found: Any) -> bool:
    """Say whether this is a list of made-up names, and not one shading or one font itself."""
    return isinstance(found, Dictionary) and not {"/ShadingType", "/Type", "/PatternType"} & set(found.keys())


def _only(found: Any, names: frozenset[str]) -> None:
    for key in set(found.keys()) - names:
        del found[key]


def _in_plain_colours(found: Any) -> Any:
    """Return plain colours for those by a profile, which names its maker and machine."""
    if not isinstance(found, Array) or len(found) != 2 or found[0] != Name.ICCBased:
        return found
    how_many = int(found[1].get("/N", 0))
    if how_many not in PLAIN_COLOURS:
        raise RefusedError(Refusal.HIDES)
    return Name(PLAIN_COLOURS[how_many])


def _clean_stream(found: Any, key: str) -> None:
    filters = _filters(found)
    kind = found.get("/Subtype")
    if not OPEN.issuperset(filters):
        raise RefusedError(Refusal.HIDES)
    if JPEG in filters:
        _clean_jpeg(found, filters)
    elif kind == Name.Form or found.get("/PatternType") == 1 or key == "/Glyph":
        found.write(_without_notes(found))
    elif key in PROGRAMMED:
        found.write(letters_of(found.read_bytes(), across=int(found.get("/WMode", 0))))
    elif found.get("/FunctionType") == PROGRAMS:
        found.write(sum_of(found.read_bytes()))
    elif not (kind == Name.Image or key in BARE or DRAWING_KINDS & set(found.keys())):
        raise RefusedError(Refusal.HIDES)


def _filters(found: Any) -> list[str]:
    told = found.get("/Filter", Array())
    names = [str(each) for each in (told if isinstance(told, Array) else [told])]
    return [SHORT.get(name, name) for name in names]


def _clean_jpeg(found: Any, filters: list[str]) -> None:
    if filters[-1] != JPEG or len(filters) > 1:
        raise RefusedError(Refusal.HIDES)
    meant = found.get("/DecodeParms")
    meant = meant[0] if isinstance(meant, Array) else meant
    found.write(jpeg_without_notes(found.read_raw_bytes()), filter=Name(JPEG), decode_parms=meant)


def _without_notes(drawn: Any) -> bytes:
    """Return the operators that draw: no comments, no notes between them."""
    instructions = pikepdf.parse_content_stream(drawn)
    kept = [each for each in instructions if str(each.operator) not in NOTES]
    _refuse_closed_pictures(kept)
    return pikepdf.unparse_content_stream(kept)


def _refuse_closed_pictures(instructions: Iterable[Any]) -> None:
    for each in instructions:
        if each.operator == Operator("INLINE IMAGE"):
            filters = {SHORT.get(str(name), str(name)) for name in each.iimage.filters}
            if filters - (OPEN - {JPEG}):
                raise RefusedError(Refusal.HIDES)
