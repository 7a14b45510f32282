import os

# Other work may keep the computer busy: what a trial waits for must come, not come soon.
os.environ.setdefault("HEALTHTUI_TRIAL_PATIENCE", "10")
