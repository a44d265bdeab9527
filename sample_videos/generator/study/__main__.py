"""Films the study, follows it with the program and prints the errors: `python -m generator.study OUT PROGRAM`, from the folder
above the generator's. Files that are in OUT already are not made again.
"""

import csv
import sys
from pathlib import Path

from . import table
from .film import film
from .people import people
from .readings import follow, rows


def main():
    out, program = Path(sys.argv[1]), sys.argv[2]
    found = []
    for number, person in enumerate(people()):
        folder = out / f"{number:02}"
        log = folder.with_suffix(".poses")
        if not folder.with_suffix(".npz").exists():
            film(person, folder)
        if not log.exists():
            follow(program, folder)
        found += rows(number, person, folder, log)
    with (out / "angles.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, found[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    print("\n".join(table.lines(found)))


if __name__ == "__main__":
    main()
