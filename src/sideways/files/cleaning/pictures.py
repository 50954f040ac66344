"""Pictures are decoded to their pixels, and these encoded anew: nothing else of the file goes in."""

import io

from PIL import Image, ImageCms, ImageOps

from sideways.files.cleaning.kinds import Cleaned, MediaType, Refusal, RefusedError

MOST_PIXELS = 25_000_000  # a telephone’s largest usual picture; four bytes each while it is worked on
LONGEST_EDGE = 2_560  # fills a large screen, and is a third of the bytes of a telephone’s picture
FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG", MediaType.WEBP: "WEBP"}
SAVED_WITH: dict[MediaType, dict[str, int | bool]] = {
    MediaType.JPEG: {"quality": 88, "progressive": True},
    MediaType.PNG: {},
    MediaType.WEBP: {"quality": 88},
}
SEVERAL_VIEWS = "MPO"  # what telephones call a JPEG with a second, smaller or brighter one behind it

Image.MAX_IMAGE_PIXELS = None  # counted below, before anything is decoded


def picture_cleaned(raw: bytes, media_type: MediaType) -> Cleaned:
    """Return a picture as its pixels alone, upright, in the colours of every screen."""
    with Image.open(io.BytesIO(raw), formats=[FORMATS[media_type]]) as given:
        if given.width * given.height > MOST_PIXELS:
            raise RefusedError(Refusal.TOO_MANY_PIXELS)
        if given.format != SEVERAL_VIEWS and getattr(given, "n_frames", 1) > 1:
            raise RefusedError(Refusal.MOVES)
        given.load()
        upright = ImageOps.exif_transpose(given)
        profile = given.info.get("icc_profile", b"")
    picture = _in_plain_colours(upright, profile)
    picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    # A new picture: the old one remembers comments, profiles and more, and some formats write them out again.
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    out = io.BytesIO()
    bare.save(out, FORMATS[media_type], **SAVED_WITH[media_type])
    return Cleaned(media_type=media_type, content=out.getvalue(), width=bare.width, height=bare.height)


def _in_plain_colours(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture in grey, RGB or RGBA, with the colours its profile meant."""
    if picture.mode.startswith("I"):  # sixteen bits of grey
        picture = picture.convert("I").point(lambda grey: grey / 256).convert("L")
    elif picture.mode not in {"RGBA", "CMYK"} and picture.has_transparency_data:
        picture = picture.convert("RGBA")
    elif picture.mode not in {"L", "RGB", "RGBA", "CMYK"}:
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
    if profile and picture.mode != "L":
        picture = _by_profile(picture, profile)
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _by_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    wanted = "RGB" if picture.mode == "CMYK" else picture.mode
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, meant, ImageCms.createProfile("sRGB"), outputMode=wanted)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a profile that fits nothing is as good as none
    return changed or picture
