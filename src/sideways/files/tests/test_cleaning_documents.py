"""A document can hide things in many places: each is taken out, or the document is refused."""

import io

import pikepdf
import pytest

from sideways.files.cleaning import Refusal, RefusedError, cleaned
from sideways.files.cleaning.programs import letters_of, sum_of
from sideways.files.tests import samples
from sideways.files.tests.samples import planted_in
from sideways.files.tests.test_cleaning import refusal_of

pytestmark = pytest.mark.once


def changed(change):
    """Return a document that somebody has changed."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.document())) as pdf:
        change(pdf, pdf.pages[0].obj)
        pdf.save(out)
    return out.getvalue()


def closed(name):
    def change(pdf, page):
        page.Resources.XObject.Photo = pikepdf.Stream(pdf, b"secret", Subtype=pikepdf.Name.Image, Filter=name)

    return change


def hidden_layer(pdf, page):
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("Draft")))
    pdf.Root.OCProperties = pikepdf.Dictionary(
        OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
    )


def closed_inside(pdf, page):
    page.Contents = pdf.make_stream(b"q BI /W 1 /H 1 /BPC 8 /CS /RGB /F /DCT ID \xff\xd8\xff\xd9 EI Q")


def packed_twice(pdf, page):
    page.Resources.XObject.Photo.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode])


def odd_colours(pdf, page):
    page.Resources.ColorSpace.Cs[1].N = 2


def unknown_colours(pdf, page):
    page.Resources.ColorSpace.Cs[0] = pikepdf.Name.ICCBosed


def unknown_packing(pdf, page):
    page.Resources.XObject.Photo.Filter = pikepdf.Name.DCTDecoce


def unknown_thing(pdf, page):
    page.Resources.XObject.Boxed.Subtype = pikepdf.Name.Farm


def no_jpeg(pdf, page):
    page.Resources.XObject.Photo.write(b"not a picture", filter=pikepdf.Name.DCTDecode)


@pytest.mark.parametrize(
    "change",
    [
        closed(pikepdf.Name.JPXDecode),
        closed(pikepdf.Name.JBIG2Decode),
        closed(pikepdf.Name.CCITTFaxDecode),
        hidden_layer,
        closed_inside,
        packed_twice,
        odd_colours,
        unknown_colours,
        unknown_packing,
        unknown_thing,
        no_jpeg,
    ],
)
def test_a_document_that_can_hide_something_is_refused(change):
    assert refusal_of(changed(change)) == Refusal.HIDES


def test_a_document_without_pages_is_refused():
    assert refusal_of(changed(lambda pdf, page: pdf.pages.__delitem__(0))) == Refusal.BROKEN


def test_patterns_shadings_and_functions_are_kept_without_what_is_written_beside_them():
    word = samples.plant("program")

    def change(pdf, page):
        program = pdf.make_stream(
            f"{{ % {word}\n dup dup }}".encode(), FunctionType=4, Domain=[0, 1], Range=[0, 1, 0, 1, 0, 1]
        )
        shading = pikepdf.Dictionary(
            ShadingType=2, ColorSpace=pikepdf.Name.DeviceRGB, Coords=[0, 0, 9, 9], Function=program,
            Mine=pikepdf.String(word), Background=pikepdf.String(word),
        )  # fmt: skip
        tile = pdf.make_stream(
            f"% {word}\n0 0 5 5 re f".encode(), PatternType=1, BBox=[0, 0, 5, 5], Resources={}
        )
        page.Resources.Pattern = pikepdf.Dictionary(
            P=pikepdf.Dictionary(PatternType=2, Shading=shading), T=tile
        )
        page.Resources.Shading = pikepdf.Dictionary(S=shading)
        page.Contents = pdf.make_stream(b"/Pattern cs /P scn 0 0 9 9 re f /T scn 0 0 9 9 re f /S sh")

    raw = changed(change)
    assert word.encode() in planted_in(raw)

    made = cleaned(raw).content

    assert planted_in(made) == set()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        drawn_with = pdf.pages[0].obj.Resources
        assert drawn_with.Pattern.P.Shading.ShadingType == 2
        assert b"dup dup" in drawn_with.Shading.S.Function.read_bytes()
        assert b"re\nf" in drawn_with.Pattern.T.read_bytes()


def test_colours_by_number_keep_their_table():
    def change(pdf, page):
        table = pdf.make_stream(bytes(range(6)))
        page.Resources.ColorSpace.Cs = pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 1, table])

    with pikepdf.open(io.BytesIO(cleaned(changed(change)).content)) as pdf:
        assert pdf.pages[0].obj.Resources.ColorSpace.Cs[3].read_bytes() == bytes(range(6))


def test_a_table_from_signs_to_letters_keeps_its_entries_and_no_word():
    raw = b"""/Author (zqnameqz) def
    1 begincodespacerange <00> <FF> zqonceqz endcodespacerange
    2 beginbfchar <01> <0041> % zqtwiceqz
    <02> <0042> endbfchar
    2 beginbfrange <03> <05> <0043> <06> <07> [<0061> <0062>] endbfrange"""

    told = letters_of(raw, across=1)

    assert b"zq" not in told
    assert b"1 begincodespacerange\n<00> <FF>\nendcodespacerange" in told
    assert b"2 beginbfchar\n<01> <0041> <02> <0042>\nendbfchar" in told
    assert b"2 beginbfrange\n<03> <05> <0043> <06> <07> [ <0061> <0062> ]\nendbfrange" in told
    assert b"/WMode 1 def" in told


def test_a_program_of_numbers_holds_nothing_else():
    assert sum_of(b"{ % zqnoteqz\n dup .5 mul -1 add }") == b"{ dup .5 mul -1 add }"
    with pytest.raises(RefusedError, match="hides"):
        sum_of(b"{ dup zqwordqz }")
