"""Supervision of the housing of permit holders (statushouders) by the Province of Limburg."""
