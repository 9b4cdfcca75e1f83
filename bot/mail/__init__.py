"""E-mail: a card as a message of plain text and HTML, sent over SMTP, and the bounces that come back."""
