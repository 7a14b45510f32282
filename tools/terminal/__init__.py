"""Drives the real program on a pseudo-terminal, and tells what it did to it."""
