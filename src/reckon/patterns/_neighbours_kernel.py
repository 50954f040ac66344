"""Which texts are most alike: exact, by the words they share, compiled."""

from typing import Any

import numba
import numpy as np

compiled = numba.njit(cache=True, nogil=True)

IntArray = np.ndarray[Any, np.dtype[np.int64]]
FloatArray = np.ndarray[Any, np.dtype[np.float64]]
Int = Any  # compiled: a 64-bit whole number


@compiled
def nearest(  # noqa: C901 (one loop nest)
    starts: IntArray, words: IntArray, weights: FloatArray, n_words: Int, n_nearest: Int
) -> tuple[IntArray, FloatArray]:
    """Return for each text the others most like it and their cosines, best first; -1 where there are fewer.

    Row ``i`` of the sparse matrix is ``words[starts[i] : starts[i + 1]]``. Equally like: the earlier first.
    """
    n_texts = starts.size - 1
    heads = np.zeros(n_words + 1, np.int64)
    for entry in range(words.size):
        heads[words[entry] + 1] += 1
    for word in range(n_words):
        heads[word + 1] += heads[word]
    at = heads[:-1].copy()
    holders = np.empty(words.size, np.int32)
    held = np.empty(words.size, np.float64)
    for text in range(n_texts):
        for entry in range(starts[text], starts[text + 1]):
            word = words[entry]
            holders[at[word]] = text
            held[at[word]] = weights[entry]
            at[word] += 1
    found = np.full((n_texts, n_nearest), -1, np.int64)
    cosines = np.zeros((n_texts, n_nearest))
    score = np.zeros(n_texts)
    touched = np.empty(n_texts, np.int64)
    for text in range(n_texts):
        n_touched = 0
        for entry in range(starts[text], starts[text + 1]):
            word, weight = words[entry], weights[entry]
            for place in range(heads[word], heads[word + 1]):
                other = holders[place]
                if score[other] == 0.0:
                    touched[n_touched] = other
                    n_touched += 1
                score[other] += weight * held[place]
        for t in range(n_touched):
            other = touched[t]
            cosine = score[other]
            score[other] = 0.0
            last = n_nearest - 1
            if other == text or cosine < cosines[text, last]:
                continue
            if cosine == cosines[text, last] and 0 <= found[text, last] < other:
                continue
            while last > 0 and (
                cosines[text, last - 1] < cosine
                or (cosines[text, last - 1] == cosine and found[text, last - 1] > other)
            ):
                found[text, last] = found[text, last - 1]
                cosines[text, last] = cosines[text, last - 1]
                last -= 1
            found[text, last] = other
            cosines[text, last] = cosine
    return found, cosines
