"""Finding what a text is about: one ranked index over Norwegian stems and four letters in a row."""
