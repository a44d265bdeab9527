"""Measures how far the program's angles are from the truth, on many people with one camera each: see ../README.md."""
