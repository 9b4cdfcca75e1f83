"""A dialogue: read from a line or a form, recorded, and shown."""
