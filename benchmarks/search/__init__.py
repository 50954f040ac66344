"""Finding lessons by their words: how well, and how fast among 100,000."""
