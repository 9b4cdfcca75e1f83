"""A person or an organisation as a card, its forms, and finding them."""
