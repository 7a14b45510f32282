"""The only room that touches the disk: the rules, and the person's case."""
