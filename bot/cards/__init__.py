"""One message, told once: a Card and the functions that compose cards. Pure."""
