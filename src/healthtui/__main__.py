"""`python -m healthtui` is the same as `healthtui`."""

import sys

from healthtui.cli import main

sys.exit(main())
