"""Time the whole way of pages into a newsroom, and what share of it is the reader's.

    python benchmarks/newsroom.py [--pages 1000]

The pages are the examples, over and over. In each copy half of the words of five letters and
more are spelt with other letters, the same ones throughout the copy, so that each makes stories
of its own. The newsroom lies in a folder that is removed afterwards. Times are those of the
processor; the language model is loaded before the clock starts.
"""

import argparse
import dataclasses
import os
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from onrecord import pipeline
from onrecord.captures.capture import capture
from onrecord.records import Capture

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
#: What readers see: not what stands in tags, in scripts or in styles.
_VISIBLE = re.compile(r"(<(script|style)\b.*?</\2>|<[^>]*>)", re.DOTALL)
_WORD = re.compile(r"\b[A-Za-z][a-z]{4,}\b")
_VOWELS, _CONSONANTS = "aeiou", "bcdfghklmnprstvw"


def pages(count: int) -> Iterator[Capture]:
    """Yield so many pages, each with words and an address of its own."""
    examples = list(capture([str(EXAMPLES)], lambda name, error: print(f"{name}: {error}")))
    for number in range(count):
        copy, place = divmod(number, len(examples))
        yield _copy(examples[place], copy)


def _copy(page: Capture, number: int) -> Capture:
    drawn = random.Random(number)  # noqa: S311 (no secret)
    letters = str.maketrans(
        _VOWELS + _CONSONANTS,
        "".join(drawn.sample(_VOWELS, 5) + drawn.sample(_CONSONANTS, len(_CONSONANTS))),
    )

    def spelt(found: re.Match[str]) -> str:
        word = found[0].lower()
        if number == 0 or random.Random(f"{number} {word}").random() < 0.5:  # noqa: S311
            return found[0]
        other = word.translate(letters)
        return other.capitalize() if found[0][0].isupper() else other

    # Every third part is the name of an element that the pattern has found.
    parts = _VISIBLE.split(page.content.decode())
    text = "".join(
        _WORD.sub(spelt, part or "") if place % 3 == 0 else part or ""
        for place, part in enumerate(parts)
        if place % 3 != 2
    )
    text = re.sub(r'("https://[^"]+)"', rf'\1-{number}"', text)
    name = f"{number}/{page.name}"
    return dataclasses.replace(page, name=name, content=text.encode())


def main() -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1_000, help="how many")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ONRECORD_DATA_DIR"] = folder
        os.environ["ONRECORD_DATABASE_URL"] = ""
        from onrecord_site.set_up import set_up

        set_up()
        _time(options.pages)


def _time(count: int) -> None:
    from onrecord.stories.arrivals import update_stories
    from onrecord_site.newsroom.publisher import NewsroomPublisher

    publisher = NewsroomPublisher()
    spent: Counter[str] = Counter()
    problems: list[str] = []
    readings = pipeline.read_statements(pages(count), lambda name, _: problems.append(name))
    publisher.save_reading(next(readings))
    done = 1
    while True:
        started = time.process_time()
        reading = next(readings, None)
        read = time.process_time()
        if reading is None:
            break
        publisher.save_reading(reading)
        done += 1
        spent["read"] += read - started
        spent["keep"] += time.process_time() - read
    started = time.process_time()
    update_stories(publisher)
    spent["stories"] = time.process_time() - started
    print(f"{count} pages, {done} read, {len(problems)} not; ", end="")
    print(f"{len(publisher.stories())} stories\n\n{'':8}  seconds   ms/page   share")
    for stage, seconds in spent.items():
        share = seconds / spent.total()
        print(f"{stage:8} {seconds:8.1f} {1000 * seconds / count:9.1f} {share:7.1%}")


if __name__ == "__main__":
    main()
