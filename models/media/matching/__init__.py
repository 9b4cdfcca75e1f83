"""Which themes a text is about, by the words of the content pack."""
