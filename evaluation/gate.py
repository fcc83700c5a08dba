"""Measure every part on the gold data and hold the scores to their floors.

    python evaluation/gate.py ../shared/gold            measure, compare, exit 1 below a floor
    python evaluation/gate.py ../shared/gold --raise    also write better scores as new floors

A part is a module of this folder with ``scores(gold: Path) -> dict[str, float]``. Floors stand
in ``baseline.json``; one is lowered by hand alone. What each score is: ``evaluation/README.md``.
"""

import argparse
import concurrent.futures
import importlib
import json
import os
import sys
import time
from itertools import repeat
from pathlib import Path

HERE = Path(__file__).parent
BASELINE = HERE / "baseline.json"
#: The longest first, so that no core waits for it at the end.
PARTS = (
    "grouping", "coreference", "attribution", "facts", "news", "points", "reading", "speakers",
    "questions", "seed",
)  # fmt: skip
#: A score may waver by this much between machines before it counts as a fall.
TOLERANCE = 0.002


def measure(gold: Path, parts: tuple[str, ...]) -> dict[str, float]:
    """Return every score of the parts, as ``part.name``; as many parts at a time as cores."""
    found: dict[str, float] = {}
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        for part, (scores, seconds) in zip(
            parts, pool.map(_measure_part, repeat(gold), parts), strict=True
        ):
            found |= {f"{part}.{name}": round(score, 4) for name, score in scores.items()}
            print(f"{part}: {seconds:.0f} s", file=sys.stderr)
    return found


def _measure_part(gold: Path, part: str) -> tuple[dict[str, float], float]:
    started = time.perf_counter()
    return importlib.import_module(part).scores(gold), time.perf_counter() - started


def main() -> int:
    """Run the gate from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part")
    parser.add_argument("--raise", dest="rise", action="store_true", help="write better floors")
    options = parser.parse_args()
    if not options.gold.is_dir():
        parser.error(f"{options.gold} is not a folder; the gold data is not part of the repository")
    floors: dict[str, float] = json.loads(BASELINE.read_text())
    scores = measure(options.gold, tuple(options.part or PARTS))
    fallen = []
    for name, score in scores.items():
        floor = floors.get(name)
        mark = "new" if floor is None else "ok" if score >= floor - TOLERANCE else "FELL"
        if mark == "FELL":
            fallen.append(name)
        shown = "" if floor is None else f"{floor:.4f}"
        print(f"{name:60} {score:.4f}  floor {shown:6}  {mark}")
    missing = [
        name
        for name in floors
        if name.split(".")[0] in (options.part or PARTS) and name not in scores
    ]
    for name in missing:
        print(f"{name:60} not measured, floor {floors[name]:.4f}  FELL")
    if options.rise:
        best = {name: max(score, floors.get(name, 0.0)) for name, score in scores.items()}
        BASELINE.write_text(json.dumps(dict(sorted((floors | best).items())), indent=2) + "\n")
    return 1 if fallen or missing else 0


if __name__ == "__main__":
    sys.exit(main())
