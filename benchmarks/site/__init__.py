"""The site's own figures: weight and time of the core pages, and the matrix of the promise."""
