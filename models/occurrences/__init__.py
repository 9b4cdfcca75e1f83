"""The occurrences of the calendar: queries, changes people make, synchronisation with the content, series."""
