"""Answers as lines of text: one fact per line, heading first, next step last."""
