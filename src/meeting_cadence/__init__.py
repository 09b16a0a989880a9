"""What a written rule obliges bodies to do, and whether they did it.

Read the rooms from below: a regulation's text becomes a mandate with its cadence, the mandate becomes
obligations (windows), facts on the ledger give each a standing, and feeds, alerts and pages show it.
"""
