"""A certificate has a first and a last day, and counts on both."""

from datetime import date

from services.mediation.people.refusals import CertificateEndsBeforeItBegins


def check_term(since: date, until: date) -> None:
    """Refuses a certificate that would end before it begins."""
    if until < since:
        raise CertificateEndsBeforeItBegins
