"""The errors of the product: one base, and one that a person may read."""


class IshrejaError(Exception):
    """Base of every error that ishreja raises itself."""


class UserError(IshrejaError):
    """Something a person can mend; its text is shown as it is, in the reader's language, without a trace."""
