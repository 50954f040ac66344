"""Texts that tell only of success. Here people learn from what did not work."""

import re

_EMPTY_ANSWERS = frozenset(
    ["", "n/a", "na", "none", "nothing", "nil", "no", "nope", "-", "nothing at all", "not applicable"]
)
_WENT_WELL = re.compile(
    r"""
    \bnothing\b .{0,24} \b(?:(?:went|go|gone|going)\ wrong|to\ report|to\ add|really)\b
    | \b(?:no|zero|without(?:\ any)?|not\ any)\ (?:real\ |major\ )?
      (?:problems?|issues?|difficult(?:y|ies)|complaints?|hitch(?:es)?)\b
    | \b(?:all|everything|it|things|that|we|this)\b .{0,16}
      \b(?:went|worked|goes|works|ran|runs|is\ going|has\ gone|did)\ (?:\w+\ )?
      (?:well|great|fine|perfectly|smoothly|brilliantly|to\ plan|right|as\ planned|ok|okay)\b
    | \b(?:an?|great|huge|big|complete|total|real)\ (?:success|triumph)\b
    | \b(?:successful|flawless(?:ly)?)\b
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_TURN = re.compile(
    r"""
    \b(?:
      but|however|although|though|until|then|except|yet|apart\ from|only|unless|despite|instead|later|while
      |because|not|never|no\ one|nobody|fail\w*|lost|late|missed|stuck|broke\w*|delay\w*|refused|left
      |wrong|too\ (?:few|many|little|much|long|late)|un(?:able|successful\w*)
    )\b
    | n't\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def tells_only_success(text: str) -> bool:
    """Say whether a text says that nothing went wrong, and then nothing else.

    >>> [tells_only_success(text) for text in ("Nothing went wrong!", "It all went really well.", "N/A")]
    [True, True, True]
    >>> tells_only_success("Nothing went wrong until the letters were lost")
    False
    """
    plain = " ".join(text.replace("’", "'").split()).strip(" .!,;:")
    if plain.casefold() in _EMPTY_ANSWERS:
        return True
    rest = _WENT_WELL.sub(" ", plain)
    return rest != plain and not _TURN.search(rest)
