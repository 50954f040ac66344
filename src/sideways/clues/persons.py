"""Which words are the name of a person, and what to write instead: the part they played in what is told.

Whatever follows “Dr”, “Mrs” or “our nurse” is found by a pattern. A name that stands alone is marked by a model,
where one is installed (``names.py``). Both pass the same sieve, because tired people must not be nagged: a ward, a law
or a programme that is called after somebody is left alone, and so is a medicine.
"""

import re
from collections.abc import Iterable
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
_GAP = r"[ \u00a0]"
_WORD = r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_])){0,29}\.?"
_WORD_ALONE = r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_])(?!s\b)){0,29}"
_NAMES = re.compile(rf"{_WORD}(?:{_GAP}{_WORD}){{0,{MOST_NAMES - 1}}}")
_EACH = re.compile(_WORD)
_OWNS = re.compile(r"['’]s?$")
_OWNED = re.compile(r"['’]")

_COUPLE = "(?:Mr|Mrs|Ms|Miss) (?:and|&) (?:Mr|Mrs|Ms|Miss)"
_TITLES = {
    _COUPLE: gettext_noop("a couple"),
    "Mr|Mrs|Ms|Miss|Mx|Sir|Dame": gettext_noop("somebody"),
    "Dr|Doctor": gettext_noop("a doctor"),
    "Prof|Professor": gettext_noop("a professor"),
    "Cllr|Councillor": gettext_noop("a councillor"),
    "Rev|Revd|Reverend|Imam|Rabbi": gettext_noop("a faith leader"),
    "PC|DC|DS|Sgt|Sergeant|Constable|Inspector": gettext_noop("a police officer"),
    "Judge": gettext_noop("a judge"),
    "Nurse|Matron|Sister": gettext_noop("a nurse"),
}
# Before these a name is no other word: “Mrs Ward” is a person, “Nurse Bank” is not.
_SURE_TITLE = re.compile(rf"(?:{_COUPLE}|Mrs?|Ms|Miss|Mx|Dame|Dr|Prof|Cllr|Revd?|Sgt)\.?{_GAP}$")

_WHOSE = "(?i:my|our|your|his|her|their|the|a|an|another|one)"
_ANY_WHOSE = re.compile(rf"{_WHOSE}{_GAP}")
_KINDS = (
    "(?i:agency|area|bank|benefits?|care|case|charge|chief|clinical|community|deputy|discharge|district|duty|family"
    "|foster|general|head|health|housing|key|lead|line|link|mental|night|office|outreach|police|practice|probation"
    "|project|recovery|school|senior|service|social|staff|student|support|team|ward|welfare|work|youth)"
)
_PARTS = (
    "administrator|advis[eo]r|advocate|apprentice|assistant|aunt|baby|boss|boy|brother|carer|caretaker|chair|child"
    "|claimant|cleaner|clerk|client|coach|colleague|consultant|co-?ordinator|cousin|customer|dad|daughter|director"
    "|doctor|driver|executive|father|friend|girl|gp|gran|grandfather|grandmother|husband|interpreter|landlady"
    "|landlord|leader|manager|matron|mentor|midwife|mother|mum|navigator|neighbour|nephew|niece|nurse|officer"
    "|paramedic|parent|partner|patient|pharmacist|physiotherapist|porter|prescriber|psychiatrist|psychologist"
    "|receptionist|registrar|resident|secretary|sister|son|student|supervisor|surveyor|teacher|tenant|therapist"
    "|trainee|tutor|twin|uncle|volunteer|wife|worker"
)
_WITH_WHOSE = (
    rf"{_WHOSE}{_GAP}(?:(?!{_WHOSE}{_GAP})[a-z-]{{2,14}}{_GAP})?(?:{_KINDS}{_GAP}){{0,2}}(?:{_PARTS}|GP)"
)
_ROLE = rf"(?:{_WITH_WHOSE}|(?:{_KINDS}{_GAP}){{0,2}}(?:{_PARTS}))"
_LONGEST = 60  # of what stands before a name and says who it is
_ROLE_BEFORE = re.compile(rf"(?<![\w'’-])(?P<role>{_ROLE})(?P<comma>,?){_GAP}$")
_ROLE_AFTER = re.compile(rf",{_GAP}(?P<role>{_WITH_WHOSE})(?:,|(?=[.;:!?)]|\s*$))")
_CLOSES = re.compile(r",|(?=[.;:!?)]|\s*$)")
_TITLE_BEFORE = [
    (re.compile(rf"(?<![\w'’-])(?:{title})\.?{_GAP}$"), instead) for title, instead in _TITLES.items()
]
_CALLED = (
    "(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir) name (?:is|was)"
    "|(?:baby|boy|child|girl|lad|lady|man|person|somebody|someone|woman) (?:called|named)"
)
_BEFORE_NAMES = re.compile(
    rf"(?<![\w'’-])(?:(?:{'|'.join(_TITLES)})\.?|{_ROLE}|{_CALLED}){_GAP}(?=[^\W\d_])"
)
_OF_KIN = re.compile(
    rf"(?<![\w'’-])(?:{_WORD}{_GAP}){{0,2}}{_WORD_ALONE}['’]s{_GAP}"
    "(?:aunt|brother|dad|daughter|father|gran|husband|mother|mum|neighbour|nephew|niece|sister|son|uncle|wife)\\b"
)
_WORD_BEFORE = re.compile(rf"(?<=[\w,;]{_GAP}){_WORD}{_GAP}$")

# “The Marmot review”, “Martha’s Rule”: called after somebody. “Joan’s report” is by a person.
_CALLED_AFTER = re.compile(
    rf"{_GAP}(?:reviews?|reports?|inquiry|enquiry|rule|law|scores?|scale|test|index|training|room|team|syndrome"
    rf"|disease)\b|['’]s{_GAP}(?:[Ll]aw|[Rr]ule|syndrome|disease)\b"
)
_NEXT_WORD = re.compile(rf"(?:['’]s?)?{_GAP}({_WORD})")
_NO_NAME_FOLLOWS = re.compile(r"(?<![\w'’-])(?i:the|a|an|this|that|our|my|your|his|her|their|each|every|both|any|no) $")
_PLACE_FOLLOWS = re.compile(r"(?<![\w'’-])(?i:in|at|near|around|outside|across) $")


def persons_in(text: str, marked: Iterable[int] = ()) -> list[Clue]:
    """Return the people whom a text names, in its order.

    They stand after a title or the part they played (“Dr Patel”, “our nurse Joan”), where a model has ``marked`` the
    start of a name, or are called again by a part of a name that was found.

    >>> [(clue.text, clue.instead) for clue in persons_in("Our nurse Joan Bird rang Dr Patel. Patel was out, Joan too")]
    [('Our nurse Joan Bird', 'Our nurse'), ('Dr Patel', 'a doctor'), ('Patel', 'somebody'), ('Joan', 'somebody')]
    """
    starts = {match.end() for match in _BEFORE_NAMES.finditer(text)}
    starts |= {match.start() for match in _OF_KIN.finditer(text)}
    sure = [text[start:end] for start, end in _names_at(text, starts)]
    starts |= {match.start() for match in _any_part_of(sure).finditer(text)} if sure else set()
    starts |= {start for each in marked if _stands_alone(text, start := _first_name(text, each))}
    return one_at_each_place(_clue(text, start, end) for start, end in _names_at(text, starts))


def _names_at(text: str, starts: Iterable[int]) -> list[tuple[int, int]]:
    spans = ((start, _end_of_names(text, start)) for start in starts)
    return [span for span in spans if _is_person(text, *span)]


def _any_part_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds somebody again who is called by one name later on."""
    parts = {part for name in names for part in _EACH.findall(name) if len(part) > 2 and part[0].isupper()}
    alternatives = "|".join(re.escape(part) for part in sorted(parts, reverse=True))
    return re.compile(rf"(?<![\w'’-])(?:{alternatives})(?![\w-])")


def _first_name(text: str, marked: int) -> int:
    """Return where the name begins of which a model may have marked the title too, or a later part alone."""
    if titled := _BEFORE_NAMES.match(text, marked):
        return titled.end()
    start = marked
    while (word := _WORD_BEFORE.search(text, max(start - _LONGEST, 0), start)) and (
        _is_capital(word[0]) and not _is_other(word[0].strip().casefold())
    ):
        start = word.start()
    return start


def _end_of_names(text: str, start: int) -> int:
    """Return where the names that begin here end: capitals, initials, and “de” or “al” between them."""
    names, end = _NAMES.match(text, start), start
    for word in _EACH.finditer(names[0]) if names else ():
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
    letters = word.rstrip(".")
    return word[0].isupper() and not letters[1:2].isupper()


def _is_person(text: str, start: int, end: int) -> bool:
    """Say whether these may be names: no other words, and nothing that is called after somebody."""
    if all(len(word) < 2 for word in re.split(r"\W+", text[start:end])):  # nothing, or initials alone
        return False
    first, *others = text[start:end].casefold().split()
    follows = _NEXT_WORD.match(text, end)
    if follows and follows[1][0].isupper() and _is_other(follows[1].casefold()):
        return False
    if _CALLED_AFTER.match(text, end) or any(_is_other(word) for word in others):
        return False
    return bool(_SURE_TITLE.search(text, max(start - _LONGEST, 0), start)) or not _is_other(first)


def _is_other(word: str) -> bool:
    plain = _OWNS.sub("", word.rstrip("."))
    return plain in _NOT_NAMES or plain.removesuffix("s") in _NOT_NAMES or bool(_MEDICINE.search(plain))


def _stands_alone(text: str, start: int) -> bool:
    """Say whether a name may stand here without a title: not after “the”, nor after “in” with nothing to own."""
    before, end = max(start - _LONGEST, 0), _end_of_names(text, start)
    name = text[start:end]
    if _NO_NAME_FOLLOWS.search(text, before, start):
        return False
    if " " not in name and _PLACE_FOLLOWS.search(text, before, start) and not _OWNED.match(text, end):
        return False
    return not re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", text)


def _clue(text: str, start: int, end: int) -> Clue:
    """Return the clue, with the words around the name that say who it was: they are what to write instead."""
    instead, first = _("somebody"), max(start - _LONGEST, 0)
    titles = ((title.search(text, first, start), words) for title, words in _TITLE_BEFORE)
    if title := next(((match, words) for match, words in titles if match), None):
        start, instead = title[0].start(), _(title[1])
    if after := _ROLE_AFTER.match(text, end):
        return Clue(Kind.PERSON, start, after.end(), text[start : after.end()], after["role"])
    if before := _ROLE_BEFORE.search(text, max(start - _LONGEST, 0), start):
        closes = _CLOSES.match(text, end)
        if closes or not before["comma"]:
            start, instead = before.start(), _with_article(before["role"])
            end = closes.end() if closes and before["comma"] else end
    return Clue(Kind.PERSON, start, end, text[start:end], instead)


def _with_article(role: str) -> str:
    """Return the part somebody played as it stands in a sentence.

    >>> _with_article("our nurse"), _with_article("Ward sister"), _with_article("administrator")
    ('our nurse', 'a ward sister', 'an administrator')
    """
    if _ANY_WHOSE.match(role):
        return role
    return f"{'an' if role[0] in 'aeiouAEIO' else 'a'} {role[0].lower()}{role[1:]}"
