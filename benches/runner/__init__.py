"""Measures gopylink beside its peers: the same functions, in the same run, in interleaved rounds."""
