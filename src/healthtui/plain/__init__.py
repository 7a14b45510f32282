"""The whole app as a dialogue: lines that are only ever added, for ears, fingers and old terminals.

Nothing is drawn again, no cursor moves and no colour tells anything. A room asks one question at a
time; saving and exporting come in as callables, so that it knows neither disk nor screen.
"""
