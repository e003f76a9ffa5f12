"""The verbs of jobs: offers and applications. Other apps come in by these modules."""
