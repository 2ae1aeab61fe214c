"""Commands of `regio` that need Django; each module has `run(arguments) -> exit code`."""
