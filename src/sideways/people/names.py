"""Names as people type them and as registers shout them."""

import re
import unicodedata

SMALL_WORDS = frozenset({"and", "at", "by", "for", "in", "of", "on", "the", "to", "with", "upon"})
CAPITALS = frozenset({"cic", "gp", "gps", "hm", "icb", "nhs", "pcn", "uk"})
NO_VOWEL = re.compile(r"[^aeiouy\W\d_]{2,4}")  # LTD and DR are words; BLN and SWB are initials
SHORTENED = frozenset(
    {
        "blvd",
        "cntr",
        "ctr",
        "ctrs",
        "dr",
        "drs",
        "grp",
        "hlth",
        "ltd",
        "mr",
        "mrs",
        "nth",
        "ptnr",
        "ptrs",
        "rd",
        "st",
        "sth",
    }
)
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def folded(name: str) -> str:
    """Return a name as the search compares it: no case, accents or punctuation, and “and” for “&”.

    >>> folded("Barrow-in-Furness  &  District")
    'barrow in furness and district'
    >>> folded("King’s Lynn, Sir Ynys Môn")
    'kings lynn sir ynys mon'
    """
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    plain = unicodedata.normalize("NFKD", plain)  # letters that fold into others, such as 𝕊 and ﬁ
    plain = re.sub(r"['’]", "", plain)
    letters = (letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(letters).split())


def spoken(name: str) -> str:
    """Return a name in capitals as it would be written in a sentence. Other names are left alone.

    >>> spoken("ST PETER'S HOSPITALS NHS FOUNDATION TRUST AND THE UK")
    "St Peter's Hospitals NHS Foundation Trust and the UK"
    >>> spoken("MCKENZIE HOUSE SURGERY")
    'McKenzie House Surgery'
    >>> spoken("The Christie")
    'The Christie'
    """
    if not name.isupper():
        return name
    return WORD.sub(lambda word: _spoken_word(word[0].lower(), first=word.start() == 0), name)


def _spoken_word(word: str, *, first: bool) -> str:
    if word in CAPITALS or (NO_VOWEL.fullmatch(word) and word not in SHORTENED):
        return word.upper()
    if word in SMALL_WORDS and not first:
        return word
    if word.startswith("mc") and len(word) > 4:
        return "Mc" + word[2:].capitalize()
    if re.match(r"[od]['’]\w", word):
        return word[:2].upper() + word[2:].capitalize()
    return word.capitalize()
