"""The law and the person, as pure functions: no disk, no clock, no locale, no screen, no float."""
