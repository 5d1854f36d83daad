"""Address books: vCard, Google, Outlook and Monica."""
