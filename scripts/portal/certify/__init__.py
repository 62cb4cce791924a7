"""Certificates that a trainer signs: Open Badges 3.0 as VC-JWT, made and checked on the trainer's own computer."""
