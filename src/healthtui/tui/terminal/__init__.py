"""The terminal: where Textual's gaps are filled, and the only room that touches its private names.

`tests/terminal/test_upstream.py` notices when what is replaced or leaned on here changes.
"""
