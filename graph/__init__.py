"""The property graph of medical procedures: sources in, NetworkX built, a store out.

Nothing in this package knows GraphQL or HTTP.
"""

DISCLAIMER = (
    "This is general knowledge about medical procedures, for information only. It is no medical advice, no coding "
    "advice and no promise of coverage: ask a clinician, a certified coder, the payer. CPT is a trademark of the "
    "American Medical Association, which licenses CPT codes and descriptors; this project ships none of them, and "
    "pages that you add remain under their own licences."
)
