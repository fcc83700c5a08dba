"""The trained networks as one that reads a single page, with no step done twice."""

import torch
from network import Network
from torch import Tensor, nn
from torch.nn import functional


class Ensemble(nn.Module):
    """Several networks as one, for a single page: the means of what they say.

    Running text is judged by the networks of `text`, kinds by those of `kinds`; one may be both.
    It computes what `Network` does, but every bag and every box once for all blocks that share
    it, and the sums of all bags by one pass over one table of the words and names.
    """

    def __init__(self, *, text: list[Network], kinds: list[Network]) -> None:
        super().__init__()
        self.networks = nn.ModuleList(dict.fromkeys([*text, *kinds]))
        self.of_text = [network in text for network in self.networks]
        self.of_kinds = [network in kinds for network in self.networks]
        tables = [
            torch.cat([network.words.weight, network.names.weight]) for network in self.networks
        ]
        self.table = nn.Parameter(torch.cat(tables, dim=1).detach())

    def forward(self, numbers: Tensor, *shared: Tensor) -> tuple[Tensor, Tensor]:
        """Return the scores of running text ``[blocks]`` and of kinds ``[blocks, kinds]``.

        What is given is what `onrecord.articles.labeller.Feed` holds, in its order.
        """
        entries, ends, outer_of, near, near_of, far, far_of = shared
        size = numbers.shape[0]
        bags = _between(_sums(self.table[entries]), ends[:-1], ends[1:])
        bags = bags / (ends[1:] - ends[:-1]).clamp(min=1).float().sqrt().unsqueeze(1)
        own = [bags[:size], bags[size : 2 * size], bags[2 * size :].index_select(0, outer_of)]
        boxes = (near, near_of), (far, far_of)
        running, kinds = [], []
        width = self.table.shape[1] // len(self.networks)
        for number, network in enumerate(self.networks):
            mine = [bag[:, number * width : (number + 1) * width] for bag in own]
            state = _read(network, torch.cat([numbers, *mine], dim=1), boxes)
            if self.of_text[number]:
                running.append(torch.sigmoid(network.running(state).squeeze(-1)))
            if self.of_kinds[number]:
                kinds.append(torch.softmax(network.kinds(state), dim=-1))
        return torch.stack(running).mean(dim=0), torch.stack(kinds).mean(dim=0)


Boxes = tuple[tuple[Tensor, Tensor], ...]


def _read(network: Network, seen: Tensor, boxes: Boxes) -> Tensor:
    """Return what a network makes of each block before it judges it."""
    state = functional.gelu(network.norm(network.enter(seen)))
    state = _look_at_boxes(network, state, boxes, 0)
    for number, (layer, norm) in enumerate(zip(network.around, network.norms, strict=True)):
        far = 2**number
        padded = functional.pad(state, (0, 0, far, far))
        around = torch.cat([padded[: -2 * far], state, padded[2 * far :]], dim=1)
        # The convolution as one product of matrices, without turning them first.
        weight = layer.weight.permute(2, 1, 0).reshape(around.shape[1], -1)
        state = state + functional.gelu(norm(around @ weight + layer.bias))
    state = _look_at_boxes(network, state, boxes, 1)
    state = state + torch.tanh(network.whole(state.mean(dim=0, keepdim=True)))
    return functional.gelu(network.hidden(state))


def _look_at_boxes(network: Network, state: Tensor, boxes: Boxes, turn: int) -> Tensor:
    """Add to each block what the means of its two boxes say."""
    layer = network.boxed[turn]
    own, *parts = layer.weight.T.split(state.shape[1])
    sums = _sums(state)
    seen = state @ own + layer.bias
    for (box, of_block), part in zip(boxes, parts, strict=True):
        start, end = box[:, 0], box[:, 1]
        mean = _between(sums, start, end) / (end - start).clamp(min=1).unsqueeze(1)
        seen = seen + (mean @ part).index_select(0, of_block)
    return state + functional.gelu(network.box_norms[turn](seen))


def _sums(rows: Tensor) -> Tensor:
    """Return the sums of the first rows, from none to all of them."""
    return functional.pad(rows.cumsum(dim=0), (0, 0, 1, 0))


def _between(sums: Tensor, start: Tensor, end: Tensor) -> Tensor:
    return sums.index_select(0, end) - sums.index_select(0, start)
