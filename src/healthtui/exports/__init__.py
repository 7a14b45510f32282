"""What a person takes along: a calendar and a case file, as bytes. No disk, no clock, no screen."""
