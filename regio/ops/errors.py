"""What can go wrong in operation; the text of each is a sentence for the operator."""


class OpsError(RuntimeError):
    """Ends a command with its sentence and exit code 1."""
