"""Nothing planted survives, what is seen stays, and what cannot be cleaned is refused."""

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from sideways.files.cleaner import file_cleaned
from sideways.files.cleaning import MediaType, Refusal, RefusedError, cleaned
from sideways.files.cleaning.jpegs import jpeg_without_notes
from sideways.files.tests import samples
from sideways.files.tests.samples import GREEN, RED, planted_in, saved, sketch

pytestmark = pytest.mark.once

SAMPLES = {
    "photo": (samples.photo, 8),
    "screenshot": (samples.screenshot, 5),
    "webp": (samples.webp, 5),
    "two views": (samples.two_views, 4),
    "document": (samples.document, 20),
    "document with object streams": (
        lambda: samples.document(object_stream_mode=pikepdf.ObjectStreamMode.generate),
        20,
    ),
    "revised document": (samples.revised, 21),
}
TOLERATED = 12  # of 255: what encoding anew may change


def refusal_of(raw):
    with pytest.raises(RefusedError) as refused:
        cleaned(raw)
    return refused.value.refusal


def shown(content):
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(("make", "at_least"), SAMPLES.values(), ids=SAMPLES)
def test_nothing_that_was_planted_survives(make, at_least):
    raw = make()
    assert len(planted_in(raw)) >= at_least, sorted(planted_in(raw))

    assert planted_in(cleaned(raw).content) == set()


@pytest.mark.parametrize(
    ("make", "media_type"),
    [
        (samples.photo, MediaType.JPEG),
        (samples.screenshot, MediaType.PNG),
        (samples.webp, MediaType.WEBP),
        (samples.two_views, MediaType.JPEG),
    ],
)
def test_a_picture_looks_as_before(make, media_type):
    made = cleaned(make())

    differs = ImageChops.difference(shown(made.content).convert("RGB"), sketch())
    centre = differs.crop((4, 4, 30, 18)).getextrema()
    assert (made.media_type, made.width, made.height, made.pages) == (media_type, 120, 80, None)
    assert max(high for _low, high in centre) <= TOLERATED


def test_a_picture_is_turned_upright_and_no_longer_says_how_it_was_held():
    made = cleaned(samples.photo(sketch().transpose(Image.Transpose.ROTATE_90), _274=6))

    assert (made.width, made.height) == (120, 80)
    assert close(shown(made.content).getpixel((10, 10)), GREEN)
    assert not shown(made.content).getexif()


def close(one, other):
    return all(abs(a - b) <= TOLERATED for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("mode", "kind", "kept_as"),
    [
        ("L", "JPEG", "L"),
        ("CMYK", "JPEG", "RGB"),
        ("P", "PNG", "RGB"),
        ("1", "PNG", "L"),
        ("LA", "PNG", "RGBA"),
        ("RGBA", "WEBP", "RGB"),
        ("RGB", "WEBP", "RGB"),
    ],
)
def test_pictures_of_every_kind_keep_what_they_show(mode, kind, kept_as):
    made = shown(cleaned(saved(sketch(mode), kind)).content)

    assert made.mode == kept_as
    seen = made.convert("RGB").getpixel((100, 70))
    assert close(seen, sketch(mode).convert("RGB").getpixel((100, 70)))


def test_what_is_seen_through_stays_so():
    picture = sketch("RGBA")
    picture.putpixel((100, 70), (0, 0, 0, 0))

    made = shown(cleaned(saved(picture, "PNG")).content)

    assert made.getpixel((100, 70))[3] == 0
    assert made.getpixel((10, 10)) == (*GREEN, 255)


def test_sixteen_bits_of_grey_become_eight():
    grey = Image.new("I;16", (10, 10), 0x8000)

    assert shown(cleaned(saved(grey, "PNG")).content).getpixel((5, 5)) == 0x80


def test_a_colour_that_is_seen_through_is_kept_as_such():
    made = shown(cleaned(saved(sketch(), "PNG", transparency=RED)).content)

    assert made.mode == "RGBA"
    assert made.getpixel((100, 70))[3] == 0


def test_a_profile_that_fits_nothing_is_as_good_as_none():
    made = cleaned(saved(sketch(), "JPEG", icc_profile=b"nonsense" * 20))

    assert close(shown(made.content).getpixel((100, 70)), RED)


def test_colours_are_those_that_the_profile_meant():
    from PIL import ImageCms

    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    assert close(
        shown(cleaned(saved(sketch(), "PNG", icc_profile=wide.tobytes())).content).getpixel((100, 70)), RED
    )


def test_a_large_picture_is_made_smaller():
    made = cleaned(saved(Image.new("L", (5_000, 2_500)), "JPEG"))

    assert (made.width, made.height) == (2_560, 1_280)


def test_a_document_shows_its_pages_words_and_pictures_as_before():
    made = cleaned(samples.document())

    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        drawn = pdf.pages[0].obj.Contents.read_bytes()
        things = pdf.pages[0].obj.Resources.XObject
        assert b"(Seen by all) Tj" in drawn
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in pdf.trailer
        assert "/Annots" not in pdf.pages[0].obj
        photographed = things.Photo.read_raw_bytes()
        assert b"0 0 1 rg" in b"".join(
            each.read_bytes() for each in things.values() if each.Subtype == "/Form"
        )
        assert pdf.pages[0].obj.Resources.ColorSpace.Cs == pikepdf.Name.DeviceRGB
    assert (made.media_type, made.pages, made.width) == (MediaType.PDF, 1, None)
    same = ImageChops.difference(shown(photographed), shown(samples.photo()))
    assert max(high for _low, high in same.getextrema()) == 0, "the picture inside is the same, bit for bit"


def test_the_same_document_comes_out_the_same():
    assert cleaned(samples.document()).content == cleaned(samples.document()).content


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        (b"", Refusal.UNKNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", Refusal.UNKNOWN),
        (b"<!doctype html><script>alert(1)</script>", Refusal.UNKNOWN),
        (b"GIF89a" + bytes(40), Refusal.UNKNOWN),
        (b"\n%PDF-1.7\n", Refusal.UNKNOWN),
        (b"<html>" + samples.document(), Refusal.UNKNOWN),
        (b"%PDF-1.7\n" + samples.photo(), Refusal.BROKEN),
        (b"\x89PNG\r\n\x1a\n<script>", Refusal.BROKEN),
        (samples.photo()[:900], Refusal.BROKEN),
        (samples.screenshot()[:-200], Refusal.BROKEN),
        (samples.document()[:-400], Refusal.BROKEN),
        (samples.moving("PNG"), Refusal.MOVES),
        (samples.moving("WEBP"), Refusal.MOVES),
        (samples.bomb(), Refusal.TOO_MANY_PIXELS),
        (b"\xff\xd8\xff" + bytes(5_000_001), Refusal.TOO_LARGE),
        (samples.document(encryption=pikepdf.Encryption(owner="a", user="b")), Refusal.LOCKED),
        (samples.document(encryption=pikepdf.Encryption(owner="a", user="")), Refusal.LOCKED),
    ],
)
def test_what_cannot_be_cleaned_is_refused(raw, refusal):
    assert refusal_of(raw) == refusal


def test_what_is_two_things_at_once_becomes_one():
    both = samples.photo() + samples.document()

    made = cleaned(both)

    assert made.media_type == MediaType.JPEG
    assert b"%PDF" not in made.content
    assert planted_in(made.content) == set()


def test_a_file_that_is_larger_once_cleaned_is_refused(monkeypatch):
    monkeypatch.setattr("sideways.files.cleaning.whole.MOST_BYTES", 3_000)

    assert refusal_of(saved(Image.effect_noise((60, 60), 90).quantize(16), "PNG")) == Refusal.TOO_LARGE


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        (b"\xff\xd8", Refusal.BROKEN),
        (b"\xff\xd8\xff\xff\xff\xe0", Refusal.BROKEN),
        (b"\xff\xd8abcdef", Refusal.HIDES),
        (b"\xff\xd8\xff\x02\x00\x02\xff\xd9", Refusal.HIDES),
        (b"\xff\xd8\xff\xda\x00\x02abc", Refusal.BROKEN),
    ],
)
def test_a_jpeg_inside_a_document_that_is_none_is_refused(raw, refusal):
    with pytest.raises(RefusedError) as refused:
        jpeg_without_notes(raw)

    assert refused.value.refusal == refusal


@pytest.mark.parametrize("more", [{"progressive": True}, {"restart_marker_blocks": 1}, {"keep_rgb": True}])
def test_a_jpeg_without_notes_is_the_same_picture_bit_for_bit(more):
    raw = saved(Image.effect_mandelbrot((90, 60), (-2, -1, 1, 1), 80).convert("RGB"), "JPEG", **more)

    bare = jpeg_without_notes(raw + b"behind it")

    assert shown(bare).tobytes() == shown(raw).tobytes()
    assert b"JFIF" not in bare
    assert bare.endswith(b"\xff\xd9")


def test_padding_and_the_mark_of_how_colours_are_meant_are_understood():
    raw = saved(sketch("CMYK"), "JPEG")
    assert b"Adobe" in raw

    bare = jpeg_without_notes(raw[:2] + b"\xff\xff" + raw[2:])

    assert shown(bare).tobytes() == shown(raw).tobytes()


@settings(max_examples=150)
@given(
    st.sampled_from(
        [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x20\x00\x00\x00WEBPVP8 ", b"%PDF-1.4\n"]
    ),
    st.binary(max_size=300),
)
def test_whatever_bytes_come_are_refused_or_cleaned(head, rest):
    try:
        made = cleaned(head + rest)
    except RefusedError:
        return
    assert made.content


WHOLE = [samples.photo(), samples.screenshot(), samples.webp(), samples.document()]


@settings(max_examples=100)
@given(st.sampled_from(WHOLE), st.data())
def test_a_file_with_a_few_other_bytes_is_refused_or_holds_nothing_planted(raw, data):
    broken = bytearray(raw)
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(8, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        made = cleaned(bytes(broken))
    except RefusedError:
        return
    assert planted_in(made.content) == set()


def test_a_process_of_its_own_does_the_same():
    assert file_cleaned(samples.photo()) == cleaned(samples.photo())
    assert file_cleaned(samples.document()) == cleaned(samples.document())


def test_a_process_tells_why_it_refuses():
    with pytest.raises(RefusedError, match="too many pixels"):
        file_cleaned(samples.bomb())


def test_a_process_that_comes_to_harm_refuses_the_file(monkeypatch):
    monkeypatch.setattr("sideways.files.cleaner.COMMAND", ["false"])

    with pytest.raises(RefusedError, match="too hard"):
        file_cleaned(samples.photo())


def test_somebody_who_waits_too_long_for_others_is_told(monkeypatch):
    monkeypatch.setattr("sideways.files.cleaner.SECONDS", 0.01)
    from sideways.files import cleaner

    with cleaner._one_at_a_time, pytest.raises(RefusedError, match="busy"):
        file_cleaned(samples.photo())
