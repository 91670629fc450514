"""What the product is made of: its packages, their licences, and what is known against them.

Tools for whoever builds and hands over; nothing of the product imports them.
"""
