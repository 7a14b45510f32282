"""French health insurance for international students, in a terminal."""

__version__ = "0.1.0"
