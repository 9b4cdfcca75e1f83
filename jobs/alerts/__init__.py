"""Media monitoring: feeds are fetched, new items are stored, and relevant ones are posted."""
