"""From the database and the content to the cards of the nudges: one module for each kind."""
