"""What sentences mean, as vectors to learn: those of the pretrained encoder, made shorter.

The base of the reader was trained to give sentences of like meaning like vectors (mean of its
last states). The reader learns to give them in the same pass as all else, in fewer numbers: the
directions in which the sentences differ most are kept (principal axes about the origin, so that
cosines stay as they are; over the training texts their correlation with the full ones is 0.985).
"""

from collections.abc import Sequence

import numpy as np
import torch
from network import BASE, VECTOR
from tokenizers import Tokenizer
from transformers import BertModel
from windows import Window

_MOST_PIECES = 160
_BATCH_PIECES = 8192
#: Shorter ones say nothing by themselves.
_LEAST_WORDS = 4


def add_meanings(found: Sequence[Window], base: BertModel) -> None:
    """Set `Window.meanings` where a window is of running text, from the untrained base."""
    places = [
        (one, start, end)
        for one in found
        if one.cues is not None or one.names is not None
        for start, end in _sentences(one)
        if end - start >= _LEAST_WORDS
    ]
    vectors = _vectors([one.words[start:end] for one, start, end in places], base.eval())
    axes, *_ = np.linalg.svd(vectors.T @ vectors)
    short = vectors @ axes[:, :VECTOR]
    short /= np.linalg.norm(short, axis=1, keepdims=True)
    for (one, start, end), vector in zip(places, short, strict=True):
        one.meanings.append((start, end, vector.astype(np.float32)))


def _sentences(window: Window) -> list[tuple[int, int]]:
    starts = [place for place, begins in enumerate(window.starts) if begins or place == 0]
    return list(zip(starts, [*starts[1:], len(window.words)], strict=True))


def _vectors(sentences: Sequence[Sequence[str]], base: BertModel) -> np.ndarray:
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_MOST_PIECES)
    pieces = [one.ids for one in tokenizer.encode_batch(list(sentences), is_pretokenized=True)]
    order = sorted(range(len(pieces)), key=lambda number: -len(pieces[number]))
    made = np.zeros((len(pieces), base.config.hidden_size))
    while order:
        most = len(pieces[order[0]])
        size = max(1, _BATCH_PIECES // most)
        group, order = order[:size], order[size:]
        ids = torch.tensor([pieces[i] + [0] * (most - len(pieces[i])) for i in group])
        mask = torch.tensor([[1] * len(pieces[i]) + [0] * (most - len(pieces[i])) for i in group])
        with torch.inference_mode():
            states = base(input_ids=ids, attention_mask=mask).last_hidden_state
        total = (states * mask.unsqueeze(-1)).sum(1)
        made[group] = torch.nn.functional.normalize(total, dim=-1).numpy()
    return made
