"""Finite fields: numbers 0 to q - 1 in which every number but 0 can be divided by."""

from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.int64]


def prime_power(order: int) -> tuple[int, int] | None:
    """Return the prime and the power that make ``order``, or None.

    Examples
    --------
    >>> prime_power(8), prime_power(7), prime_power(6)
    ((2, 3), (7, 1), None)
    """
    prime = next((d for d in range(2, int(order**0.5) + 1) if order % d == 0), order)
    power = 0
    while order > 1 and order % prime == 0:
        order //= prime
        power += 1
    return (prime, power) if order == 1 and power else None


@cache
def field_tables(order: int) -> tuple[Table, Table]:
    """Return the tables of differences ``a - b`` and of products ``a * b`` of the field.

    A number stands for the polynomial whose coefficients are its digits to base ``prime``;
    products are taken modulo the first polynomial without a divisor.

    Raises
    ------
    ValueError
        When there is no field of that order.

    Examples
    --------
    >>> field_tables(4)[1].tolist()
    [[0, 0, 0, 0], [0, 1, 2, 3], [0, 2, 3, 1], [0, 3, 1, 2]]
    """
    found = prime_power(order)
    if found is None:
        raise ValueError(f"There is no field with {order} elements.")
    prime, power = found
    digits = [tuple(n // prime**i % prime for i in range(power)) for n in range(order)]
    number = {digit: n for n, digit in enumerate(digits)}
    modulus = _irreducible(prime, power)
    minus = [
        [number[tuple((x - y) % prime for x, y in zip(a, b, strict=True))] for b in digits] for a in digits
    ]
    times = [[number[_product(a, b, modulus, prime)] for b in digits] for a in digits]
    return np.array(minus), np.array(times)


def _product(a: tuple[int, ...], b: tuple[int, ...], modulus: tuple[int, ...], prime: int) -> tuple[int, ...]:
    power = len(modulus) - 1
    total = [0] * (2 * power)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            total[i + j] += x * y
    return _remainder(tuple(total), modulus, prime)[:power]


def _remainder(a: tuple[int, ...], modulus: tuple[int, ...], prime: int) -> tuple[int, ...]:
    """Divide by a polynomial whose leading coefficient is 1; lowest coefficient first."""
    rest, power = list(a), len(modulus) - 1
    for top in range(len(rest) - 1, power - 1, -1):
        lead = rest[top] % prime
        for i in range(power + 1):
            rest[top - power + i] -= lead * modulus[i]
    return tuple(x % prime for x in rest)


def _irreducible(prime: int, power: int) -> tuple[int, ...]:
    for low in product(range(prime), repeat=power):
        candidate = (*low, 1)
        if not any(
            _divides((*d, 1), candidate, prime)
            for n in range(1, power // 2 + 1)
            for d in product(range(prime), repeat=n)
        ):
            return candidate
    raise AssertionError  # there is one for every prime and power


def _divides(divisor: tuple[int, ...], polynomial: tuple[int, ...], prime: int) -> bool:
    return not any(_remainder(polynomial, divisor, prime))
