"""Long proofs: `make soak`. `make test` runs a one-percent version of each."""
