"""Which words are the name of a person, and what to write instead: the part they played in what is told.

Whatever follows “Dr”, “Mrs” or “our nurse” is found by a pattern. A name that stands alone is marked by a
model, where one is installed (``names.py``). Both pass the same sieve, because tired people must not be
nagged: a ward, a law or a programme that is called after somebody is left alone, and so is a medicine.
"""

import re
from collections.abc import Container, Iterable
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sideways.clues.clue import Clue, Kind, one_at_each_place

MOST_NAMES = 4  # of one person

_NOT_NAMES = frozenset(
    word
    for line in (Path(__file__).parent / "data/not_names.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
_MEDICINE = re.compile(
    r"(?:pril|olol|statin|azole|cillin|mycin|cycline|azepam|zolam|amol|profen|formin|gliptin|gliflozin|parin|xaban"
    r"|grel|triptan|apine|oxetine|raline|opram|sartan|dipine|codone|orphine|codeine|arfarin|proxen|taxel|oxifen)$"
)
_PARTICLES = frozenset(
    {"al", "ap", "bin", "bint", "da", "de", "del", "der", "dos", "du", "el", "ibn", "la", "le", "van", "von"}
)
_TITLES = {
    gettext_noop("somebody"): "Mr Mrs Ms Miss Mx Sir Dame",
    gettext_noop("a doctor"): "Dr Doctor",
    gettext_noop("a professor"): "Prof Professor",
    gettext_noop("a councillor"): "Cllr Councillor",
    gettext_noop("a faith leader"): "Rev Revd Reverend Imam Rabbi",
    gettext_noop("a police officer"): "PC DC DS Sgt Sergeant Constable Inspector",
    gettext_noop("a judge"): "Judge",
    gettext_noop("a nurse"): "Nurse Matron Sister",
}
_INSTEAD = {title: instead for instead, titles in _TITLES.items() for title in titles.split()}
_COUPLE, _TWO = gettext_noop("a couple"), "(?:Mrs?|Ms|Miss) (?:and|&) (?:Mrs?|Ms|Miss)"
# After these any word is a name: “Mrs Ward” is a person, “Nurse Bank” is not.
_SURE_TITLES = frozenset(
    {"Mr", "Mrs", "Ms", "Miss", "Mx", "Dame", "Dr", "Prof", "Cllr", "Rev", "Revd", "Sgt"}
)

_GAP = r"[ \u00a0]"
_BOUND = r"(?<![\w'’-])"
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_])){0,29}\.?")
_NAMES = re.compile(rf"{_WORD.pattern}(?:{_GAP}{_WORD.pattern}){{0,{MOST_NAMES - 1}}}")
_OWNS = re.compile(r"['’]s?$")

_WHOSE = "(?i:my|our|your|his|her|their|the|a|an|another|one)"
_KINDS = (
    "(?i:agency|area|bank|benefits?|care|case|charge|chief|clinical|community|deputy|discharge|district|duty|family"
    "|foster|general|head|health|housing|key|lead|line|link|mental|night|office|outreach|police|practice|probation"
    "|project|recovery|school|senior|service|social|staff|student|support|team|ward|welfare|work|youth)"
)
_KIN = "aunt|brother|dad|daughter|father|gran|husband|mother|mum|neighbour|nephew|niece|sister|son|uncle|wife"
_PARTS = (
    rf"administrator|advis[eo]r|advocate|apprentice|assistant|baby|boss|boy|carer|caretaker|chair|child|{_KIN}"
    "|claimant|cleaner|clerk|client|coach|colleague|consultant|co-?ordinator|cousin|customer|director|doctor|driver"
    "|executive|friend|girl|gp|GP|interpreter|landlady|landlord|leader|manager|matron|mentor|midwife|navigator|nurse"
    "|officer|paramedic|parent|partner|patient|pharmacist|physiotherapist|porter|prescriber|psychiatrist"
    "|psychologist|receptionist|registrar|resident|secretary|student|supervisor|surveyor|teacher|tenant|therapist"
    "|trainee|tutor|twin|volunteer|worker"
)
_KIND_OF_PART = rf"(?:{_KINDS}{_GAP}){{0,2}}(?:{_PARTS})"
_WHOSE_PART = rf"{_WHOSE}{_GAP}(?:(?!{_WHOSE}{_GAP})[a-z-]{{2,14}}{_GAP})?{_KIND_OF_PART}"
_CALLED = (
    "(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir) name (?:is|was)"
    "|(?:baby|boy|child|girl|lad|lady|man|person|somebody|someone|woman) (?:called|named)"
)
_BEFORE_NAMES = re.compile(
    rf"{_BOUND}(?:(?P<title>{_TWO}|{'|'.join(_INSTEAD)})\.?|(?P<part>{_WHOSE_PART}|{_KIND_OF_PART})|{_CALLED})"
    rf"{_GAP}(?=[^\W\d_])"
)
_OF_KIN = re.compile(rf"['’]s{_GAP}(?:{_KIN})\b")

_LONGEST = 60  # of what stands before a name and says who it is
_PART_BEFORE = re.compile(rf"{_BOUND}(?P<part>{_WHOSE_PART}|{_KIND_OF_PART})(?P<comma>,?){_GAP}$")
_PART_AFTER = re.compile(rf",{_GAP}(?P<part>{_WHOSE_PART})(?:,|(?=[.;:!?)]|\s*$))")
_CLOSES = re.compile(r",|(?=[.;:!?)]|\s*$)")
_LAST_WORD = re.compile(rf"{_BOUND}{_WORD.pattern}$")
_NAME_BEFORE = re.compile(rf"(?<=[\w,;]{_GAP}){_WORD.pattern}{_GAP}$")

# “The Marmot review”, “Martha’s Rule”: called after somebody. “Joan’s report” is by a person.
_CALLED_AFTER = re.compile(
    rf"{_GAP}(?:reviews?|reports?|inquiry|enquiry|rule|law|scores?|scale|test|index|training|room|team|syndrome"
    rf"|disease)\b|['’]s{_GAP}(?:[Ll]aw|[Rr]ule|syndrome|disease)\b"
)
_NEXT_WORD = re.compile(rf"(?:['’]s?)?{_GAP}({_WORD.pattern})")
_NO_NAME_FOLLOWS = re.compile(
    rf"{_BOUND}(?i:the|a|an|this|that|our|my|your|his|her|their|each|every|both|any|no){_GAP}$"
)
_PLACE_FOLLOWS = re.compile(rf"{_BOUND}(?i:in|at|near|around|outside|across){_GAP}$")


def persons_in(text: str, marked: Iterable[int] = ()) -> list[Clue]:
    """Return the people whom a text names, in its order.

    They stand after a title or the part they played (“Dr Patel”, “our nurse Joan”), where a model has
    ``marked`` the start of a name, or are called again by a part of a name that was found.

    >>> [(clue.text, clue.instead) for clue in persons_in("Our nurse Joan Bird rang Dr Eze. Joan was out")]
    [('Our nurse Joan Bird', 'Our nurse'), ('Dr Eze', 'a doctor'), ('Joan', 'somebody')]
    """
    introduced = {match.end(): match for match in _BEFORE_NAMES.finditer(text)}
    starts = {*introduced, *_with_kin(text)}
    people = _names_at(text, starts, introduced)
    called = {part for start, end in people for part in _WORD.findall(text[start:end])}
    words = list(_WORD.finditer(text)) if people or marked else []
    starts |= {word.start() for word in words if word[0][0].isupper() and _OWNS.sub("", word[0]) in called}
    small = {word[0] for word in words if word[0].islower()}
    starts |= {start for each in marked if _stands_alone(text, start := _first_name(text, each), small)}
    return one_at_each_place(
        _clue(text, start, end, introduced.get(start)) for start, end in _names_at(text, starts, introduced)
    )


def _names_at(
    text: str, starts: Iterable[int], introduced: dict[int, re.Match[str]]
) -> list[tuple[int, int]]:
    spans = ((start, _end_of_names(text, start)) for start in sorted(starts))
    return [(start, end) for start, end in spans if _is_person(text, start, end, introduced.get(start))]


def _with_kin(text: str) -> set[int]:
    """Return where names begin of people who have a mother or a son: “Joan Bird’s son”."""
    ends = (match.start() for match in _OF_KIN.finditer(text))
    words = (_LAST_WORD.search(text, max(end - _LONGEST, 0), end) for end in ends)
    return {_first_name(text, word.start()) for word in words if word}


def _first_name(text: str, marked: int) -> int:
    """Return where the name begins of which a model may have marked the title too, or a later part alone."""
    if titled := _BEFORE_NAMES.match(text, marked):
        return titled.end()
    start = marked
    while (word := _NAME_BEFORE.search(text, max(start - _LONGEST, 0), start)) and (
        _is_capital(word[0]) and not _is_other(word[0].strip().casefold())
    ):
        start = word.start()
    return start


def _end_of_names(text: str, start: int) -> int:
    """Return where the names that begin here end: capitals, initials, and “de” or “al” between them."""
    names, end = _NAMES.match(text, start), start
    for word in _WORD.finditer(names[0]) if names else ():
        if _is_capital(word[0]):
            end = start + word.end()
        elif word[0] not in _PARTICLES:
            break
        if word[0].endswith(".") and len(word[0]) > 2:  # the end of a sentence, no initial
            end -= 1
            break
    owns = _OWNS.search(text, start, end)
    return owns.start() if owns else end


def _is_capital(word: str) -> bool:
    return word[0].isupper() and not word[1:2].isupper()  # “RH” and “FDs” are no names


def _is_person(text: str, start: int, end: int, introduced: re.Match[str] | None) -> bool:
    """Say whether these may be names: no other words, and nothing that is called after somebody."""
    if all(len(word) < 2 for word in re.split(r"\W+", text[start:end])):  # nothing, or initials alone
        return False
    first, *others = text[start:end].casefold().split()
    follows = _NEXT_WORD.match(text, end)
    if follows and follows[1][0].isupper() and _is_other(follows[1].casefold()):
        return False
    if _CALLED_AFTER.match(text, end) or any(_is_other(word) for word in others):
        return False
    title = introduced["title"] if introduced else None
    is_sure = title is not None and (title in _SURE_TITLES or " " in title)
    return (is_sure and first.rstrip(".").title() not in _INSTEAD) or not _is_other(first)


def _is_other(word: str) -> bool:
    plain = _OWNS.sub("", word.rstrip("."))
    return plain in _NOT_NAMES or plain.removesuffix("s") in _NOT_NAMES or bool(_MEDICINE.search(plain))


def _stands_alone(text: str, start: int, small: Container[str]) -> bool:
    """Say whether a name may stand here without a title.

    Not after “the”, nor after “in” unless it owns something, nor where the word stands without a capital.
    """
    before, end = max(start - _LONGEST, 0), _end_of_names(text, start)
    if _NO_NAME_FOLLOWS.search(text, before, start):
        return False
    if " " in text[start:end]:
        return True
    is_place = _PLACE_FOLLOWS.search(text, before, start) and text[end : end + 1] not in {"'", "’"}
    return not is_place and text[start:end].lower() not in small


def _clue(text: str, start: int, end: int, introduced: re.Match[str] | None) -> Clue:
    """Return the clue, with the words around the name that say who it was: they are what to write instead."""
    instead = _("somebody")
    if introduced and introduced["title"]:
        start, instead = introduced.start(), _(_INSTEAD.get(introduced["title"], _COUPLE))
    if after := _PART_AFTER.match(text, end):
        return Clue(Kind.PERSON, start, after.end(), text[start : after.end()], after["part"])
    if before := _PART_BEFORE.search(text, max(start - _LONGEST, 0), start):
        closes = _CLOSES.match(text, end)
        if closes or not before["comma"]:
            start, instead = before.start(), _with_article(before["part"])
            end = closes.end() if closes and before["comma"] else end
    return Clue(Kind.PERSON, start, end, text[start:end], instead)


def _with_article(part: str) -> str:
    """Return the part somebody played as it stands in a sentence.

    >>> _with_article("our nurse"), _with_article("Ward sister"), _with_article("administrator")
    ('our nurse', 'a ward sister', 'an administrator')
    """
    if re.match(rf"{_WHOSE}{_GAP}", part):
        return part
    return f"{'an' if part[0] in 'aeiouAEIO' else 'a'} {part[0].lower()}{part[1:]}"
