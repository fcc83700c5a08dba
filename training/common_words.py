"""Count in how many news articles each common word stem stands.

    python training/common_words.py ../shared/gold > src/onrecord/stories/common_words.toml

The grouping of stories weighs a word by how rare it is. A batch of a few articles cannot tell
which of its shared words are rare in the news, so the counts of this table stand behind those
of the batch. Only stems in at least 2 % of the articles are kept: no text of the collections
can be read back from them. The collections are not those that grouping is measured on.
"""

import argparse
import collections
import json
from pathlib import Path
from typing import Any

from onrecord.stories.words import read_words

LEAST_SHARE = 0.02


def texts(gold: Path) -> list[str]:
    """Return the English articles of the collections counted."""
    found = [record["text"] for record in records(gold / "polnear")]
    found += [record["gold"]["body"] for record in records(gold / "article-extraction-benchmark")]
    found += [
        " ".join(word for sentence in record["sentences"] for word, _ in sentence)
        for record in records(gold / "worldwide-ner")
    ]
    return found


def records(folder: Path) -> list[dict[str, Any]]:
    """Return the records of one collection."""
    return [json.loads(line) for line in (folder / "items.jsonl").read_text().splitlines()]


def main() -> None:
    """Print the table as TOML, the most common stem first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    articles = texts(parser.parse_args().gold)
    counts: collections.Counter[str] = collections.Counter()
    for text in articles:
        counts.update({word.stem for word in read_words(text, "en") if word.stem.isalpha()})
    print("# Share of English news articles in which a word stem stands.")
    print(f"# Made by training/common_words.py from {len(articles)} articles; do not edit.")
    print("[shares]")
    for stem, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if (share := count / len(articles)) >= LEAST_SHARE:
            print(f"{json.dumps(stem, ensure_ascii=False)} = {share:.3f}")


if __name__ == "__main__":
    main()
