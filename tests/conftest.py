"""What every test shares. Kept at the root of the tests; features add only their factories."""
