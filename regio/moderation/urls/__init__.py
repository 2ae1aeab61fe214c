"""Tables of contents: the owner's desk, and the pages of everybody else."""
