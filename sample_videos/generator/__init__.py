"""Makes the sample videos: a person on a mat, moved by formulas, rendered in software, with exact labels.

The world frame of everything here is the **lie frame**, in metres: x to the person's left, y towards the head, z up;
z = 0 is the top of the mat. The body's data come in its **rest frame**, in metres: x to the left, y up, z forward;
the standing model turned on its back is the same numbers, so a rotation of nothing means "lies straight".
"""
