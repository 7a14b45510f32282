"""Names that people type for a country and that no table of official names holds."""

_COMMON = """
BF burkina
BN brunei darussalam
BO plurinational state of bolivia
BY bielorussie, byelorussia
CA-QC quebec, québec, québécois
CD drc, rdc, dr congo, democratic republic of the congo, république démocratique du congo, zaire
CG republic of the congo, république du congo, congo brazzaville
CI ivory coast
CN prc, mainland china
CV cape verde, cabo verde
CZ czech republic, république tchèque
FM micronésie
GB uk, britain, great britain, england, scotland, wales
GB northern ireland, grande bretagne, angleterre, écosse
HK hong kong, hongkong
IE eire, republic of ireland
KP dprk, north korea
KR korea, corée, republic of korea, south korea
LA lao pdr, lao people s democratic republic
MK macedonia, macédoine
MM burma, birmanie
MO macau, macao
NL holland, hollande
PF tahiti, french polynesia
PG png
PS palestine
RU russian federation, fédération de russie
SA ksa
SY syrian arab republic
SZ swaziland
TL east timor, timor leste
TR turkey, turkiye
TW republic of china, taiwan
AE uae, emirates, émirats
US usa, america, united states of america, amérique, états unis d amérique
VA holy see, saint siège
VN viet nam
"""

_PEOPLE = """
AR argentinian, argentin
AT austrian, autrichien
BE belgian, belge
BJ beninese, béninois
BR brazilian, brésilien
CA canadian, canadien
CG congolese, congolais
CH swiss, suisse
CI ivorian, ivoirien
CL chilean, chilien
CM cameroonian, camerounais
CN chinese, chinois
CO colombian, colombien
CZ czech, tchèque
DE german, allemand
DK danish, danois
DZ algerian, algérien
EG egyptian, égyptien
ES spanish, espagnol
FI finnish, finlandais
FR french, français
GA gabonese, gabonais
GB british, britannique, english, anglais, scottish, welsh
GN guinean, guinéen
GR greek, grec
HU hungarian, hongrois
IE irish, irlandais
IN indian, indien
IR iranian, iranien
IT italian, italien
JP japanese, japonais
KR korean, coréen
LB lebanese, libanais
MA moroccan, marocain
MG malagasy, malgache
ML malian, malien
MX mexican, mexicain
NG nigerian, nigérian
NL dutch, néerlandais, hollandais
NO norwegian, norvégien
PE peruvian, péruvien
PL polish, polonais
PT portuguese, portugais
RO romanian, roumain
RU russian, russe
SE swedish, suédois
SN senegalese, sénégalais
SY syrian, syrien
TN tunisian, tunisien
TR turkish, turc
UA ukrainian, ukrainien
US american, américain
VE venezuelan, vénézuélien
VN vietnamese, vietnamien
"""


def aliases() -> tuple[tuple[str, str], ...]:
    """Return pairs of code and name: common names of countries, and of their people."""
    lines = (line.partition(" ") for line in (_COMMON + _PEOPLE).splitlines() if line)
    return tuple((code, name.strip()) for code, _, names in lines for name in names.split(","))
