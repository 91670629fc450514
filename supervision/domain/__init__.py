"""The law and the arithmetic: frozen values and functions from values to values.

Standard library only. No clock, no files, no tables: dates and facts come in as arguments.
Read in this order: halfyear, municipality, figures, account, ruleset, ladder.
"""
