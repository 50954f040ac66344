"""Files as cameras, phones and offices make them, each with words planted where nobody looks."""

import io
import re
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

PLANTED = re.compile(rb"zq\w*qz", re.I)
RED, GREEN = (200, 30, 40), (20, 200, 60)


def plant(where: str) -> str:
    """Return a word that stands nowhere else."""
    return f"zq{where}qz"


def sketch(mode: str = "RGB", size: tuple[int, int] = (120, 80)) -> Image.Image:
    """Return a red picture with a green square in its upper left part."""
    picture = Image.new("RGB", size, RED)
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 3, size[1] // 3), fill=GREEN)
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **more: Any) -> bytes:
    """Return a picture as the bytes of a file."""
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def exif(**more: Any) -> Image.Exif:
    """Return what a camera writes down: who, with what, when and where, and a thumbnail."""
    told = Image.Exif()
    told[0x013B], told[0x010F] = plant("artist"), plant("camera")
    told[0x9C9D] = plant("author").encode("utf-16-le")
    told.get_ifd(0x8769)[0x9286] = plant("usercomment").encode()
    told.get_ifd(0x8825)[0x001D] = plant("gpsdate")
    told.get_ifd(0x8825)[0x0002] = (53.5, 7.0, 12.0)
    for tag, value in more.items():
        told[int(tag[1:])] = value
    return told


def xmp(where: str = "xmp") -> bytes:
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{plant(where)}</a></x:xmpmeta>'.encode()


def profile() -> bytes:
    """Return a colour profile that names a machine."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made.replace(b"sRGB", plant("").encode()[:4])


def photo(picture: Image.Image | None = None, **tags: Any) -> bytes:
    """Return a JPEG with all that can be hidden in one."""
    made = saved(
        picture or sketch(),
        "JPEG",
        quality=95,
        exif=exif(**tags),
        comment=plant("comment").encode(),
        xmp=xmp(),
        icc_profile=profile() + plant("profile").encode(),
    )
    return made + plant("trailing").encode()


def screenshot() -> bytes:
    """Return a PNG with all that can be hidden in one."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", plant("text"))
    notes.add_itxt("XML:com.adobe.xmp", xmp().decode(), zip=True)
    notes.add(b"prVt", plant("chunk").encode())
    return saved(sketch(), "PNG", pnginfo=notes, exif=exif(), icc_profile=profile()) + plant("end").encode()


def webp() -> bytes:
    """Return a WebP with all that can be hidden in one."""
    return saved(sketch(), "WEBP", quality=95, exif=exif().tobytes(), xmp=xmp(), icc_profile=profile())


def two_views() -> bytes:
    """Return a JPEG with a second view behind it, as many telephones make them."""
    second = sketch()
    return saved(sketch(), "MPO", save_all=True, append_images=[second], exif=exif())


def moving(kind: str) -> bytes:
    return saved(sketch(), kind, save_all=True, append_images=[sketch().rotate(90)], duration=50)


def bomb(side: int = 60_000) -> bytes:
    """Return a small PNG that says it is a huge picture, and holds its first rows."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content).to_bytes(4, "big")
        return len(content).to_bytes(4, "big") + name + content + check

    head = side.to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    rows = zlib.compress(bytes(3_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def document(more: str = "", **save: Any) -> bytes:
    """Return a PDF with all that can be hidden in one, which draws ``more`` besides."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 300)).obj
    page.Resources = _resources(pdf)
    page.Contents = pdf.make_stream(
        f"% {plant('contentcomment')}\n/Span <</ActualText ({plant('actualtext')})>> BDC\n"
        "q 100 0 0 80 50 150 cm /Photo Do Q EMC /Boxed Do\n"
        f"/Cs cs 1 0 0 sc 10 10 30 30 re f BT /F 12 Tf 10 100 Td (Seen by all) Tj ET {more}".encode()
    )
    page[Name("/PieceInfo")] = Dictionary(App=Dictionary(Private=String(plant("piece"))))
    page[Name("/Metadata")] = pdf.make_stream(xmp("pagexmp"))
    page[Name("/Thumb")] = pdf.make_stream(plant("thumb").encode())
    page[Name("/AA")] = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(plant("pagescript"))))
    page.Annots = Array([pdf.make_indirect(each) for each in _annotations(pdf)])
    pdf.docinfo["/Author"] = plant("docinfo")
    with pdf.open_metadata() as told:
        told["dc:creator"] = [plant("docxmp")]
    pdf.attachments["cv.txt"] = plant("attachment").encode()
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, F=String(plant("launch")))
    pdf.Root.Names.JavaScript = Dictionary(
        Names=Array([String("a"), Dictionary(S=Name.JavaScript, JS=String(plant("script")))])
    )
    pdf.Root.Lang = String(plant("lang"))
    pdf.trailer[Name("/Mine")] = String(plant("trailer"))
    out = io.BytesIO()
    pdf.save(out, **save)
    return out.getvalue()


def _resources(pdf: pikepdf.Pdf) -> Dictionary:
    photographed = Stream(pdf, photo())
    photographed.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=120, Height=80, BitsPerComponent=8,
        ColorSpace=Array([Name.ICCBased, pdf.make_stream(plant("icc").encode(), N=3)]), Filter=Name.DCTDecode,
        Metadata=pdf.make_stream(xmp("imagexmp")),
    )  # fmt: skip
    boxed = pdf.make_stream(
        f"% {plant('formcomment')}\n0 1 0 rg 60 60 20 20 re f".encode(),
        Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 300]),
        LastModified=String(plant("formdate")),
    )  # fmt: skip
    glyph = pdf.make_stream(f"% {plant('glyph')}\n500 0 0 0 500 500 d1 0 0 400 400 re f".encode())
    drawn = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 500, 500]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=Dictionary(a=glyph),
        FirstChar=97, LastChar=97, Encoding=Dictionary(Differences=Array([97, Name.a])), Widths=Array([500]),
    )  # fmt: skip
    letters = pdf.make_stream(
        f"% {plant('tounicode')}\n/CIDInit /ProcSet findresource begin begincmap endcmap end".encode()
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        ToUnicode=letters,
        Mine=String(plant("font")),
    )
    return Dictionary(
        XObject=Dictionary(Photo=photographed, Boxed=boxed, Unused=pdf.make_stream(plant("unused").encode())),
        Font=Dictionary(F=font, G=drawn),
        ColorSpace=Dictionary(Cs=Array([Name.ICCBased, pdf.make_stream(plant("icctwo").encode(), N=3)])),
        Properties=Dictionary(P=Dictionary(Author=String(plant("properties")))),
    )


def _annotations(pdf: pikepdf.Pdf) -> list[Dictionary]:
    look = pdf.make_stream(
        b"0 0 1 rg 0 0 20 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 20, 20])
    )
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=Array([200, 200, 220, 220]), AP=Dictionary(N=look),
        T=String(plant("annotator")), Contents=String(plant("annotation")),
    )  # fmt: skip
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 20, 20]),
        A=Dictionary(S=Name.URI, URI=String(f"https://{plant('uri')}.example.org/")),
    )  # fmt: skip
    return [note, link]


def revised() -> bytes:
    """Return a PDF whose page said something else before; the first revision is still in the file."""
    first = document(f"BT ({plant('oldrevision')}) Tj ET", compress_streams=False)
    start = re.findall(rb"startxref\s+(\d+)", first)[-1].decode()
    size, root = (
        re.search(rb"/Size (\d+)", first)[1].decode(),
        re.search(rb"/Root (\d+ 0 R)", first)[1].decode(),
    )
    number = int(re.search(rb"/Contents (\d+) 0 R", first)[1])
    new = f"{number} 0 obj\n<< /Length 17 >>\nstream\n0 0 9 9 re f q Q \nendstream\nendobj\n"
    table = (
        f"xref\n{number} 1\n{len(first):010} 00000 n \n"
        f"trailer\n<< /Size {size} /Root {root} /Prev {start} >>\nstartxref\n{len(first) + len(new)}\n%%EOF\n"
    )
    return first + f"{new}{table}".encode()


def all_streams(raw: bytes) -> bytes:
    """Return a PDF with every stream unpacked and every string in plain sight."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pdf.save(out, qdf=True, stream_decode_level=pikepdf.StreamDecodeLevel.specialized)
        written = [_written(each) for each in pdf.objects]
    return b"".join([out.getvalue(), *written])


def _written(each: Any) -> bytes:
    try:
        return repr(each).encode()
    except UnicodeDecodeError:  # a name in no alphabet: it stands in the file as it is
        return b""


def everything_in(raw: bytes) -> bytes:
    """Return all the bytes of a file, packed and unpacked, in one byte a letter or two."""
    texts = [raw]
    if raw.startswith(b"%PDF-"):
        texts.append(all_streams(raw))
    if raw.startswith(b"\x89PNG"):
        texts += [_unpacked(chunk) for chunk in re.split(rb"IDAT|iTXt|zTXt|iCCP", raw)]
    return b"".join([*texts, *(text.replace(b"\x00", b"") for text in texts)])


def planted_in(raw: bytes) -> set[bytes]:
    """Return every planted word in a file."""
    return {word.lower() for word in PLANTED.findall(everything_in(raw))}


def _unpacked(chunk: bytes) -> bytes:
    at = chunk.find(b"\x78")
    try:
        return zlib.decompressobj().decompress(chunk[at:]) if at >= 0 else b""
    except zlib.error:
        return b""
