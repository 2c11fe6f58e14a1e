"""Signatures with keys that people have: DSSE envelopes, PEM keys, X.509 chains, CRLs.

Every cryptographic operation is one of ``cryptography``; nothing here computes. What is decided
here is only what to trust: see :mod:`vcs_check.signing.chains` for the rules of a certificate path.
"""
