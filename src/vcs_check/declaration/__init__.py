"""The draft of a Declaration of Conformity (15 CFR 791.305), made from a program's assessment.

``draft`` is the result as pure data, ``drafting`` makes it, ``changes`` compares it with an
earlier one. Nothing here certifies anything: it says what stands in the way of certifying.
"""
