"""The verbs of agreements: quoting, approving, signing. Other apps come in by these modules."""
