"""Self-certification: what a supplier certifies, its package, and what others verify of it.

A *statement* says who certifies what for which parts and model years. A *package* seals it with the
BOMs, the assessment, a certificate for people and an attestation for machines. Everything that a
package says follows from its statement, its BOMs and its assessment, so that opening one is to
make it again and compare.
"""
