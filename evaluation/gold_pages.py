"""The gold pages: loading them, and the halves they are split into.

Sites are split in two by the SHA-256 of their name. Rules were written and networks are trained
on the pages of one half (``seen``); the other half is only scored.
"""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from onrecord.block_kinds import BlockKind
from onrecord.records import Capture

LABELS = Path(__file__).with_name("block_labels.jsonl")

Item = dict[str, Any]
Run = tuple[BlockKind, int, int]


def load_items(folder: Path) -> list[Item]:
    """Return the items of a gold folder, in a fixed order."""
    with (folder / "items.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def load_capture(folder: Path, item: Item) -> Capture:
    """Return a gold page as a capture; dates in the address are not given away."""
    if "html" in item:
        content = gzip.decompress((folder / item["html"]).read_bytes())
        return Capture(name=item["id"], content=content, media="html", url=item.get("url"))
    return Capture(name=item["id"], content=item["text"].encode(), media="text")


def is_unseen(domain: str) -> bool:
    """Whether a site belongs to the half that is only scored."""
    return hashlib.sha256(domain.encode()).digest()[0] % 2 == 1


def gold_body(gold: dict[str, Any]) -> str:
    """Return the gold body; bracketed paragraphs of the fundus evaluation are optional."""
    if gold.get("body"):
        return str(gold["body"])
    return "\n\n".join(
        paragraph for paragraph in gold.get("paragraphs", []) if not paragraph.startswith("[")
    )


def load_labels() -> dict[tuple[str, str], list[Run]]:
    """Return the pages labelled by hand, by set and id: runs of blocks of one kind.

    A run covers the code points ``[start, end)`` of the page's text, from the beginning of its
    first block to the end of its last one. How they were labelled: ``block-kinds.md``.
    """
    with LABELS.open(encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    return {(page["set"], page["id"]): [tuple(run) for run in page["runs"]] for page in pages}


def kinds_of(spans: list[tuple[int, int]], runs: list[Run]) -> list[BlockKind]:
    """Return the kind of each block of a labelled page, the blocks given as spans in page order.

    Raises:
        ValueError: The page has other blocks than when it was labelled.
    """
    kinds: list[BlockKind] = []
    waiting = iter(runs)
    kind, _, end = next(waiting)
    for start, block_end in spans:
        while start >= end:
            kind, _, end = next(waiting, (kind, 0, 0))
            if not end:
                raise ValueError(f"no label at {start}: the page was labelled with other blocks")
        if block_end > end:
            raise ValueError(f"the block at {start} goes over the end of its label at {end}")
        kinds.append(kind)
    return kinds
