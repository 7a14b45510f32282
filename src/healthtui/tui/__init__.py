"""The screens: they show the outlook and say what the person changed; they compute nothing."""
