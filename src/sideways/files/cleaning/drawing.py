"""What a page of a PDF is drawn with. Whatever is not named here is no part of the picture, and goes.

The names are those of ISO 32000-1: streams, resources, pictures, graphics states, patterns, shadings,
functions, fonts, colours.
"""

NAMES = """
    Type Subtype Length Filter DecodeParms Predictor Colors BitsPerComponent Columns EarlyChange
    ColorTransform

    ExtGState ColorSpace Pattern Shading XObject Font ProcSet
    FormType BBox Matrix Resources Group S CS I K
    Width Height Intent ImageMask Mask Decode Interpolate SMask Matte

    LW LC LJ ML D RI OP op OPM BG BG2 UCR UCR2 FL SM SA BM CA ca AIS TK G BC TR
    PatternType PaintType TilingType XStep YStep
    ShadingType Background AntiAlias Function Domain Extend Coords BitsPerCoordinate BitsPerFlag
    VerticesPerRow
    FunctionType Range Size BitsPerSample Order Encode C0 C1 N Functions Bounds

    BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode FontBBox FontMatrix CharProcs
    DescendantFonts CIDSystemInfo Registry Ordering Supplement DW W DW2 W2 CIDToGIDMap
    BaseEncoding Differences CMapName WMode UseCMap
    FontName Flags ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth
    MissingWidth FontFile FontFile2 FontFile3 CharSet CIDSet Length1 Length2 Length3

    WhitePoint BlackPoint Gamma Colorants
"""
DRAWN_WITH = frozenset(f"/{name}" for name in NAMES.split())
# Under these stand names somebody made up, each with something to draw with.
MADE_UP_NAMES = frozenset(
    {"/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/CharProcs", "/Colorants"}
)
OF_A_PAGE = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group"}
)
# The only words in a dictionary that drawing needs.
WORDS = frozenset({"/Registry", "/Ordering", "/CharSet"})
# Notes for other programs between the operators: what a passage says, who wrote it, which layer it is on.
NOTES = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
PLAIN_COLOURS = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
# Streams are known by what they say they are, or by where they hang. Others draw nothing.
DRAWING_KINDS = frozenset({"/ShadingType", "/FunctionType"})
PROGRAMMED = frozenset({"/ToUnicode", "/Encoding", "/UseCMap"})
BARE = frozenset({"/Contents", "/FontFile", "/FontFile2", "/FontFile3", "/CIDToGIDMap", "/CIDSet", "/Lookup"})
