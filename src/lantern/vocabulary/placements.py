"""Words of care and placement as the 903 return knows them."""

from __future__ import annotations

PLACEMENT_CODES = frozenset(
    "A3 A4 A5 A6 K1 K2 K3 P1 P2 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6 H5 Z1 Z11 Z12 Z13 Z14".split()
)
LEGAL_STATUS_CODES = frozenset("C1 C2 D1 E1 V2 V3 V4 J1 J2 J3 L1 L2 L3".split())
REASON_NEW_CODES = frozenset("S L P T B U".split())
REASON_CEASED_CODES = frozenset(
    "X1 E11 E12 E2 E3 E4A E4B E13 E41 E43 E44 E45 E46 E47 E48 E5 E6 E7 E8 E9 E14 E15 E16 E17".split()
)
CATEGORY_OF_NEED_CODES = frozenset(f"N{n}" for n in range(1, 9))
PLACE_PROVIDER_CODES = frozenset(f"PR{n}" for n in range(6))
REASON_PLACE_CHANGE_CODES = frozenset(
    "CARPL CLOSE ALLEG STAND APPRR CREQB CREQO CHILD LAREQ PLACE OTHER CUSTOD".split()
)
ETHNIC_CODES = frozenset(
    "WBRI WIRI WOTH WIRT WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT".split()
)
REVIEW_CODES = frozenset(f"PN{n}" for n in range(8))
