"""Who is in the clips and what they wear."""

from dataclasses import dataclass

Colour = tuple[float, float, float]  # linear RGB, 0 to 1


@dataclass(frozen=True)
class Shape:
    """MakeHuman's dials, 0 to 1: gender 0 is female; age .5 is 25 years, 1 is 90."""

    gender: float
    age: float
    muscle: float
    weight: float
    height: float
    proportions: float = 0.6
    race: str = "caucasian"
    extra_targets: tuple = ()  # (MakeHuman target, weight)


@dataclass(frozen=True)
class Outfit:
    """Colours and cut. Lengths in metres along the standing body, `sleeve` in lengths of the upper arm."""

    skin: Colour
    shirt: Colour
    pants: Colour
    hair: Colour
    socks: Colour
    cut: str = "leggings"  # or shorts, trousers
    pants_thickness: float = 0.005
    shirt_thickness: float = 0.010
    hair_thickness: float = 0.013
    sleeve: float = 0.62
    bun: bool = False


MAX_WEIGHT = "macrodetails/universal-{}-young-averagemuscle-maxweight"
WAIST = "torso/measure-waist-circ-incr"

SHAPES = {
    "man_avg": Shape(1.0, 0.60, 0.55, 0.50, 0.50),
    "woman_avg": Shape(0.0, 0.58, 0.50, 0.50, 0.45),
    "man_heavy": Shape(1.0, 0.72, 0.45, 0.85, 0.55),
    "woman_slim_old": Shape(0.0, 0.85, 0.42, 0.38, 0.35),
    "man_big": Shape(1.0, 0.65, 0.45, 1.0, 0.52, extra_targets=(
        (MAX_WEIGHT.format("male"), 1.8), ("stomach/stomach-pregnant-incr", 0.45),
        ("torso/torso-scale-depth-incr", 0.35), (WAIST, 0.4))),
    "woman_big": Shape(0.0, 0.65, 0.45, 1.0, 0.55, extra_targets=(
        (MAX_WEIGHT.format("female"), 1.8), ("stomach/stomach-pregnant-incr", 0.25), (WAIST, 0.4))),
    "man_african": Shape(1.0, 0.55, 0.65, 0.45, 0.62, race="african"),
    "woman_asian": Shape(0.0, 0.55, 0.50, 0.50, 0.40, race="asian"),
    "man_asian_slim": Shape(1.0, 0.52, 0.48, 0.36, 0.45, race="asian"),
    "woman_african": Shape(0.0, 0.62, 0.52, 0.62, 0.50, race="african"),
    "man_old_slim": Shape(1.0, 0.90, 0.40, 0.42, 0.48),
    "woman_tall": Shape(0.0, 0.53, 0.58, 0.45, 0.68),
}

DARK_HAIR = (0.012, 0.010, 0.010)
LIGHT_SOCKS = (0.6, 0.6, 0.6)

OUTFITS = {
    "blue_black": Outfit((0.62, 0.40, 0.30), (0.07, 0.16, 0.36), (0.03, 0.032, 0.04), (0.05, 0.03, 0.02), (0.55, 0.55, 0.56)),
    "pink_grey": Outfit((0.66, 0.44, 0.34), (0.50, 0.16, 0.22), (0.13, 0.13, 0.15), (0.12, 0.06, 0.025), (0.08, 0.08, 0.09),
                        sleeve=0.35, bun=True, pants_thickness=0.003),
    "white_navy": Outfit((0.60, 0.39, 0.29), (0.62, 0.62, 0.60), (0.025, 0.035, 0.085), (0.30, 0.29, 0.28), (0.02, 0.02, 0.02),
                         cut="trousers", pants_thickness=0.009),
    "green_shorts": Outfit((0.64, 0.42, 0.33), (0.07, 0.22, 0.10), (0.05, 0.05, 0.06), (0.33, 0.31, 0.30), LIGHT_SOCKS,
                           cut="shorts", pants_thickness=0.010, bun=True),
    "grey_dark": Outfit((0.17, 0.085, 0.05), (0.33, 0.33, 0.34), (0.05, 0.06, 0.08), DARK_HAIR, LIGHT_SOCKS, sleeve=0.55),
    "yellow_tights": Outfit((0.60, 0.42, 0.30), (0.60, 0.45, 0.10), (0.06, 0.035, 0.08), (0.015, 0.012, 0.012),
                            (0.5, 0.3, 0.35), bun=True),
    "red_black": Outfit((0.64, 0.42, 0.32), (0.45, 0.05, 0.05), (0.03, 0.03, 0.032), (0.20, 0.11, 0.05), (0.03, 0.03, 0.03),
                        cut="trousers", pants_thickness=0.010, bun=True, sleeve=0.5),
    "teal_shorts": Outfit((0.56, 0.37, 0.26), (0.03, 0.22, 0.24), (0.20, 0.17, 0.12), DARK_HAIR, (0.5, 0.5, 0.5),
                          cut="shorts", pants_thickness=0.010),
    "lilac_black": Outfit((0.20, 0.10, 0.06), (0.34, 0.25, 0.48), (0.03, 0.03, 0.035), DARK_HAIR, (0.30, 0.25, 0.40),
                          bun=True, sleeve=0.3),
    "olive_beige": Outfit((0.63, 0.42, 0.33), (0.16, 0.17, 0.07), (0.34, 0.29, 0.22), (0.42, 0.41, 0.40), (0.12, 0.12, 0.13),
                          cut="trousers", pants_thickness=0.009, sleeve=1.2),
    "black_burgundy": Outfit((0.66, 0.45, 0.35), (0.04, 0.04, 0.045), (0.20, 0.03, 0.06), (0.30, 0.19, 0.07), LIGHT_SOCKS,
                             bun=True, sleeve=0.25),
}
