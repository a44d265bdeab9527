"""The person's own left and right, and how MakeHuman's names are made of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Side:
    """One half of the body; `sign` is that of its x in the lie frame."""

    name: str
    sign: int

    def joint(self, joint):
        """MakeHuman's name of the joint, e.g. `l-knee`."""
        return f"{self.name[0]}-{joint}"

    def bone(self, bone):
        """MakeHuman's name of the bone, e.g. `lowerleg01.L`."""
        return f"{bone}.{self.name[0].upper()}"

    @property
    def other(self):
        return RIGHT if self is LEFT else LEFT


LEFT = Side("left", 1)
RIGHT = Side("right", -1)
BOTH = (LEFT, RIGHT)
BY_NAME = {side.name: side for side in BOTH}
