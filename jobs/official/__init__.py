"""The Storting's and the government's open sources: one pure reader for each, and the fetching beside them."""
