"""Stored starters: one or more rounds from which all others follow by turning.

``STARTERS[n_tables, n_seats]`` is a modulus and the starting rounds, each a list of parts table
by table. See :func:`reckon.seating.designs.developed` for how they turn. Each was found by
computer search over rounds whose pairs lie in different orbits. Where that found nothing, the
search asked for more symmetry. For 8 tables of 4 it is a turn of order 4 that keeps each starting
round: it doubles the element, moves the orbits 0 to 1 to 2 to 3 to 0, and swaps 4 with 5 and 30
with 31. The tests develop every one and count its meetings.
"""

_WRITTEN: dict[tuple[int, int], tuple[int, list[str]]] = {
    (8, 4): (
        5,
        [
            "0 1 19 22  2 13 20 30  3 5 7 29  4 11 27 28  6 10 14 23  8 17 21 24  9 16 25 31  12 15 18 26",
            "0 2 17 27  1 14 20 31  3 6 12 19  4 5 9 24  7 18 25 30  8 10 13 28  11 15 16 21  22 23 26 29",
        ],
    ),
    (5, 3): (
        7,
        [
            "0 3 7  1 10 14  2 4 12  5 6 11  8 9 13",
        ],
    ),
    (8, 3): (
        11,
        [
            "0 15 20  1 5 17  2 8 19  3 16 22  4 11 18  6 14 23  7 9 10  12 13 21",
        ],
    ),
    (10, 3): (
        14,
        [
            "0 2 6  1 15 23  3 8 20  4 7 17  5 14 24  9 27 29  10 25 26  11 22 28  12 13 19  16 18 21",
        ],
    ),
    (12, 3): (
        17,
        [
            "0 12 28  1 2 5  3 10 18  4 24 30  6 27 34  7 20 29  8 14 16  9 23 33  11 21 35  13 19 31  "
            "15 17 32  22 25 26",
        ],
    ),
    (13, 3): (
        19,
        [
            "0 2 5  1 9 30  3 23 35  4 14 26  6 20 34  7 22 31  8 15 33  10 11 37  12 18 29  13 17 36  "
            "16 32 38  19 21 27  24 25 28",
        ],
    ),
    (14, 3): (
        20,
        [
            "0 14 37  1 9 39  2 17 24  3 32 41  4 30 35  5 7 8  6 10 19  11 23 36  12 33 40  13 27 29  "
            "15 28 34  16 20 31  18 26 38  21 22 25",
        ],
    ),
    (6, 4): (
        7,
        [
            "0 10 20 23  1 12 17 21  2 4 5 16  3 9 18 22  6 7 11 13  8 14 15 19",
        ],
    ),
    (7, 4): (
        9,
        [
            "0 14 20 27  1 11 16 17  2 7 10 21  3 5 6 18  4 13 15 22  8 12 24 25  9 19 23 26",
        ],
    ),
    (9, 4): (
        11,
        [
            "0 4 10 26  1 25 29 31  2 11 23 34  3 21 28 33  5 8 16 20  6 19 24 35  7 17 27 30  "
            "9 12 14 15  13 18 22 32",
        ],
    ),
    (6, 3): (
        4,
        [
            "0 6 8  1 13 14  2 5 16  3 4 9  7 12 17  10 11 15",
            "0 3 14  1 10 17  2 6 9  4 5 12  7 11 13  8 15 16",
        ],
    ),
    (7, 3): (
        5,
        [
            "0 15 20  1 11 13  2 4 6  3 14 17  5 16 19  7 9 10  8 12 18",
            "0 5 6  1 18 19  2 3 11  4 7 15  8 10 20  9 14 16  12 13 17",
        ],
    ),
    (10, 4): (
        13,
        [
            "0 9 14 21  1 8 26 35  2 7 30 31  3 6 23 25  4 5 15 20  10 12 29 32  11 24 37 39  "
            "13 22 27 34  16 19 36 38  17 18 28 33",
        ],
    ),
    (11, 4): (
        14,
        [
            "0 13 32 34  1 18 37 41  2 15 17 39  3 22 25 26  4 6 9 33  5 11 23 36  7 21 35 43  "
            "8 12 14 19  10 20 40 42  16 24 28 31  27 29 30 38",
        ],
    ),
    (13, 4): (
        17,
        [
            "0 11 16 30  1 22 24 42  2 6 9 48  3 12 27 38  4 20 29 44  5 7 25 35  8 18 39 41  "
            "10 21 37 46  13 34 45 50  14 19 23 26  15 32 49 51  17 28 33 47  31 36 40 43",
        ],
    ),
    (14, 4): (
        18,
        [
            "0 11 15 26  1 2 43 47  3 24 28 50  4 6 20 39  5 13 25 32  7 31 37 55  8 21 42 52  "
            "9 27 45 54  10 16 41 48  12 17 22 34  14 36 51 53  18 23 33 38  19 35 44 49  29 30 40 46",
        ],
    ),
}

STARTERS: dict[tuple[int, int], tuple[int, list[list[int]]]] = {
    shape: (modulus, [[int(part) for part in text.split()] for text in rounds])
    for shape, (modulus, rounds) in _WRITTEN.items()
}
