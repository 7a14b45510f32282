"""Answers as lines of text: one fact per line, heading first, next step last.

`named` lines have the names that commands take for questions, steps and acts, and end with the next
command; the dialogue does without.
"""
