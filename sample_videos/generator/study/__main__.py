"""Films the study: `python -m generator.study OUT [NUMBER ...]`, from the folder above the generator's."""

import sys
from pathlib import Path

from .film import film
from .people import people


def main():
    folder, *numbers = sys.argv[1:]
    for number, person in enumerate(people()):
        if not numbers or str(number) in numbers:
            film(person, Path(folder) / f"{number:02}")
            print(number, flush=True)


if __name__ == "__main__":
    main()
