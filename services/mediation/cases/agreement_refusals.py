"""Why a mediation case says no: to an agreement and its performance."""

from services.kernel import Invalid, Refusal, Unknown


class OralNotAllowed(Refusal):
    """重大疑难、非即时履行或当事人要求的，须书面。

    MAJOR or GRAVE, performed later, or wanted in writing: then in writing (M-INV-6).
    """


class ObligorIsNoParty(Invalid):
    """履行义务人不是当事人。

    Only a party can owe a term (M-INV-8).
    """


class TermNamedTwice(Invalid):
    """协议条款编号重复。

    Each term has a name of its own.
    """


class NoAgreement(Refusal):
    """尚未达成协议。

    There is no agreement.
    """


class SignedBeforeAgreed(Invalid):
    """签字、盖章不得早于协议达成之日。

    Nobody signs or seals before the day it was agreed.
    """


class AgreementNotInEffect(Refusal):
    """协议尚未生效。

    The agreement is not in effect.
    """


class AgreementInEffect(Refusal):
    """协议已生效。

    The agreement is in effect.
    """


class TermUnknown(Unknown):
    """协议无此条款。

    The agreement has no such term.
    """


class TermIsPerformed(Refusal):
    """此条款已履行。

    The term is performed.
    """


class TermNotDue(Refusal):
    """履行期限未到。

    The term's day has not passed.
    """


class StillBeingPerformed(Refusal):
    """协议尚在履行期内。

    The agreement is still being performed: neither done nor broken.
    """
