"""What the numbers of a mutuelle are called."""

from typing import Final

from healthtui.core.sentence import Sentence, say

PART_WORDS: Final[dict[str, Sentence]] = {
    "percent": say("Consultations, % of the base"),
    "percent_outside_optam": say("Doctors outside OPTAM, %"),
    "dental_percent": say("Dental prostheses, %"),
    "dental_eur": say("Dental prostheses, plus €"),
    "glasses_percent": say("Glasses, %"),
    "glasses_eur": say("Glasses, plus €"),
    "hospital_percent": say("Fees in hospital, %"),
    "medicine_30_percent": say("Medicine of the 30 % class: 0 or 100"),
    "medicine_15_percent": say("Medicine of the 15 % class: 0 or 100"),
    "on_top": say("On top of the CPAM's share: yes or no"),
    "monthly_eur": say("Price per month, €"),
}
