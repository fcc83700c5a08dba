"""The network that labels blocks: bags of words, then convolutions over the blocks of a page."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes of the network, and the shares of its input that training hides."""

    numbers: int
    words: int
    names: int
    kinds: int
    declared: tuple[int, ...]
    embedding: int = 32
    width: int = 128
    layers: int = 4
    dropout: float = 0.3
    hide_words: float = 0.2
    hide_names: float = 0.3
    hide_all: float = 0.12
    hide_declared: float = 0.15


class Network(nn.Module):
    """From the features of one or more pages to two scores of every block.

    The layers look 1, 2, 4 and 8 blocks up and down, so a block is judged by the 15 on either
    side, by the means of the boxes it stands in, and by the mean of its page.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        width = shape.width
        self.words = nn.Embedding(shape.words + 1, shape.embedding, padding_idx=0)
        self.names = nn.Embedding(shape.names + 1, shape.embedding, padding_idx=0)
        for table in (self.words, self.names):
            nn.init.normal_(table.weight, 0.0, 0.1)
            with torch.no_grad():
                table.weight[0] = 0.0
        self.enter = nn.Linear(shape.numbers + 3 * shape.embedding, width)
        self.norm = nn.LayerNorm(width)
        self.around = nn.ModuleList(
            nn.Conv1d(width, width, 3, padding=2**layer, dilation=2**layer)
            for layer in range(shape.layers)
        )
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(shape.layers))
        self.boxed = nn.ModuleList(nn.Linear(3 * width, width) for _ in range(2))
        self.box_norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(2))
        self.whole = nn.Linear(width, width)
        self.hidden = nn.Linear(width, width)
        self.kinds = nn.Linear(width, shape.kinds)
        self.running = nn.Linear(width, 1)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(
        self,
        numbers: Tensor,
        words: Tensor,
        own: Tensor,
        outer: Tensor,
        boxes: Tensor,
        mask: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Return logits of running text ``[pages, blocks]`` and of kinds ``[..., kinds]``.

        All inputs begin with ``[pages, blocks]``; `mask` is 1.0 where there is a block.
        """
        if self.training:
            numbers, words, own, outer = self._hide(numbers, words, own, outer)
        bags = [_bag(self.words, words), _bag(self.names, own), _bag(self.names, outer)]
        state = self.norm(self.enter(torch.cat([numbers, *bags], dim=-1)))
        state = self.dropout(functional.gelu(state)) * mask
        state = self._look_at_boxes(state, boxes, 0) * mask
        for layer, norm in zip(self.around, self.norms, strict=True):
            seen = norm(layer(state.transpose(1, 2)).transpose(1, 2))
            state = (state + self.dropout(functional.gelu(seen))) * mask
        state = self._look_at_boxes(state, boxes, 1) * mask
        mean = state.sum(dim=1, keepdim=True) / mask.sum(dim=1, keepdim=True)
        state = state + torch.tanh(self.whole(mean))
        state = self.dropout(functional.gelu(self.hidden(state)))
        return self.running(state).squeeze(-1), self.kinds(state)

    def _look_at_boxes(self, state: Tensor, boxes: Tensor, turn: int) -> Tensor:
        """Add to each block what the means of its two boxes say."""
        sums = functional.pad(state.cumsum(dim=1), (0, 0, 1, 0))
        means = []
        for start, end in ((boxes[..., 0:1], boxes[..., 1:2]), (boxes[..., 2:3], boxes[..., 3:4])):
            width = (-1, -1, state.shape[-1])
            total = sums.gather(1, end.expand(width)) - sums.gather(1, start.expand(width))
            means.append(total / (end - start).clamp(min=1))
        seen = self.boxed[turn](torch.cat([state, *means], dim=-1))
        return state + self.dropout(functional.gelu(self.box_norms[turn](seen)))

    def _hide(
        self, numbers: Tensor, words: Tensor, own: Tensor, outer: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Hide words and names at random, of some pages all of them or all that is declared."""
        shape, pages = self.shape, len(numbers)
        words = words * (torch.rand(words.shape) > shape.hide_words)
        words = words * (torch.rand(pages, 1, 1) > shape.hide_all)
        marked = torch.rand(pages, 1, 1) > shape.hide_all
        own = own * (torch.rand(own.shape) > shape.hide_names) * marked
        outer = outer * (torch.rand(outer.shape) > shape.hide_names) * marked
        told = torch.rand(pages, 1, 1) > shape.hide_declared
        numbers = numbers.clone()
        numbers[:, :, shape.declared] *= told
        return numbers, words, own, outer


def _bag(table: nn.Embedding, entries: Tensor) -> Tensor:
    """Return the sum of the entries' vectors, over the root of how many there are."""
    count = (entries > 0).sum(dim=2, keepdim=True).clamp(min=1).float()
    return table(entries).sum(dim=2) / count.sqrt()
