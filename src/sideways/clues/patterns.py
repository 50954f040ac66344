"""Find what follows a rule of its own. Each pattern looks ahead a bounded way: cost is linear in the text.

Check digits are those of python-stdnum. Shapes: NHS Data Dictionary (NHS number), HMRC NIM39110
(National Insurance), Royal Mail PAF guide (postcodes), Ofcom's numbering plan (phones), ISO 13616 (IBAN).
"""

import re
from collections.abc import Iterator
from datetime import date

from stdnum import iban, luhn
from stdnum.gb import nhs

from sideways.clues.clue import Clue, Kind, one_at_each_place
from sideways.clues.persons import persons_in

LONGEST_LIFE = 120  # years
_SPACES = " \u00a0\u2009\u202f"
_GAP = rf"[{_SPACES}\u2010\u2011-]"  # what people and other programs write between groups

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}\b")
_TEN_DIGITS = re.compile(rf"(?<![\d.,£$€/-])(?<!\d )\d{{3}}{_GAP}?\d{{3}}{_GAP}?\d{{4}}(?![\d/]|[.,-]\d| \d)")
_NATIONAL_INSURANCE = re.compile(
    r"(?<![\w-])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    rf"(?:(?:\d{{6}}|{_GAP}?\d\d{_GAP}\d\d{_GAP}\d\d)(?:{_GAP}?[A-D])?"
    # “at 123456 a day” is none: with one gap the letters are capitals, and the last is there.
    rf"|(?<=(?-i:[A-Z][A-Z])){_GAP}\d{{6}}{_GAP}?(?-i:[A-D]))(?!\w|-\w)",
    re.IGNORECASE,
)
_CARD = re.compile(rf"(?<![\w.,£$€/-])(?<!\d )\d(?:{_GAP}?\d){{12,18}}(?![\d/]|[.,-]\d| \d)")
# Visa, Mastercard, American Express, Maestro, Discover, JCB, Diners: where their numbers begin.
_ISSUER = re.compile(
    r"4|5[0-5678]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[4-9]|6(?:011|22|3|4[4-9]|5|7)", re.ASCII
)
_BANK_ACCOUNT = re.compile(
    rf"(?<!\w)[A-Z]{{2}}\d{{2}}(?:{_GAP}?[A-Z0-9]{{4}}){{2,7}}(?:{_GAP}?[A-Z0-9]{{1,3}})?(?!\w)", re.I
)
_PHONE = re.compile(
    r"(?<![\w.+£$€/-])(?<!\d )"
    rf"(?:(?:(?:\+|00)44{_GAP}?(?:\(0\){_GAP}?)?|0|\((?=0\d{{2,4}}\))0)[1235789](?:\)?{_GAP}?\d){{8,9}}"
    rf"|\+(?!44)[1-9]\d{{0,2}}(?:{_GAP}?\(?\d\)?){{7,12}})(?![\d/]|[.,-]\d| \d)"
)
_POSTCODE = re.compile(
    r"(?<![\w-])(?:GIR[ ]?0AA|(?:[A-PR-UWYZ]\d{1,2}|[A-PR-UWYZ][A-HK-Y]\d{1,2}"
    r"|[A-PR-UWYZ]\d[A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRV-Y])[ \u00a0]{0,2}"
    r"(?!(?-i:1st|2nd|3rd|[04-9]th))\d[ABD-HJLNP-UW-Z]{2})(?![\w-])",
    re.IGNORECASE,
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}\.?"
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_BIRTH = re.compile(
    r"\b(?:born|d\.?\s?o\.?\s?b\.?|date of birth|birth ?date|birthday)"
    r"(?:[\s:=()-]|\bon\b|\bin\b|\bis\b|\bwas\b|\bthe\b){1,8}(?P<date>"
    r"(?P<d1>[0-3]?\d)[./ -](?P<m1>[01]?\d)[./ -](?P<y1>(?:18|19|20)?\d\d)"
    r"|(?P<y2>(?:18|19|20)\d\d)[./-](?P<m2>[01]\d)[./-](?P<d2>[0-3]\d)"
    rf"|{_DAY.format('d3')} (?:of )?{_MONTH.format('m3')},? (?P<y3>(?:18|19|20)?\d\d)"
    rf"|{_MONTH.format('m4')} {_DAY.format('d4')},? (?P<y4>(?:18|19|20)\d\d)"
    r")(?!\d)",
    re.IGNORECASE,
)


def clues_in(text: str) -> list[Clue]:
    """Return what in a text could tell who somebody is, in its order and without overlaps.

    >>> [(clue.kind.value, clue.text) for clue in clues_in("Ring 020 7946 0018 about 943 476 5919")]
    [('phone', '020 7946 0018'), ('NHS number', '943 476 5919')]
    """
    found = [
        Clue(kind, start, end, text[start:end], str(kind.label))
        for kind, finder in _FINDERS.items()
        for start, end in finder(text)
    ]
    return one_at_each_place([*found, *persons_in(text)])


def _emails(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _EMAIL.finditer(text))


def _bank_accounts(text: str) -> Iterator[tuple[int, int]]:
    for match in _BANK_ACCOUNT.finditer(text):
        # The words after it may look like one group more.
        start, end = match.span()
        while end - start >= 15 and not iban.is_valid(_plain(text[start:end])):
            end = max(*(text.rfind(gap, start, end) for gap in _SPACES), start)
        if end - start >= 15:
            yield start, end


def _cards(text: str) -> Iterator[tuple[int, int]]:
    for match in _CARD.finditer(text):
        digits = _digits(match[0])
        if len(set(digits)) > 1 and _ISSUER.match(digits) and luhn.is_valid(digits):
            yield match.span()


def _nhs_numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in _TEN_DIGITS.finditer(text):
        # Ten times the same digit passes the check and is nobody's number.
        if len(set(_digits(match[0]))) > 1 and nhs.is_valid(_digits(match[0])):
            yield match.span()


def _national_insurance(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _NATIONAL_INSURANCE.finditer(text))


def _phones(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _PHONE.finditer(text))


def _postcodes(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _POSTCODE.finditer(text))


def _births(text: str) -> Iterator[tuple[int, int]]:
    for match in _BIRTH.finditer(text):
        parts = {name[0]: value for name, value in match.groupdict().items() if value and name != "date"}
        if _is_birth(parts):
            yield match.span("date")


def _is_birth(parts: dict[str, str]) -> bool:
    year, month = int(parts["y"]), parts["m"].casefold()
    today = date.today()  # noqa: DTZ011 (a birthday has no zone)
    if year < 100:
        year += 2000 if year <= today.year % 100 else 1900
    number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
    try:
        born = date(year, number, int(parts["d"]))
    except ValueError:
        return False
    return born <= today and today.year - year <= LONGEST_LIFE


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


_FINDERS = {
    Kind.EMAIL: _emails,
    Kind.BANK_ACCOUNT: _bank_accounts,
    Kind.CARD: _cards,
    Kind.NHS_NUMBER: _nhs_numbers,
    Kind.NATIONAL_INSURANCE: _national_insurance,
    Kind.PHONE: _phones,
    Kind.BIRTH: _births,
    Kind.POSTCODE: _postcodes,
}
