"""Why an owners' committee is not what is asked."""

from services.kernel import Invalid, Refusal, Unknown


class CommitteeUnknown(Unknown):
    """没有该业主委员会。

    There is no such owners' committee.
    """


class CommitteeAlreadyRecorded(Refusal):
    """该业主委员会已登记当选。

    This committee's election is recorded already.
    """


class AssemblyHasCommittee(Refusal):
    """该次业主大会选出的业主委员会已登记。

    The committee that this assembly elected is recorded already.
    """


class AssemblyElectedNobody(Refusal):
    """该业主大会没有生效的选举决定。

    No decision of this assembly stands by which anybody was elected.
    """


class NotElected(Refusal):
    """未在面积和人数两方面均获过半数同意，不得当选（P-INV-36）。

    Nobody is seated without the ordinary majority of both area and heads (P-INV-36).
    """

    people: list[str]


class CommitteeSizeUnfit(Invalid):
    """业主委员会人数须为单数且不少于五人（不足一百户的不少于三人），不得重复。

    Odd in number and five at least, three where there are fewer than a hundred households; nobody
    twice (P-INV-36).
    """

    least: int


class NoSuchMember(Refusal):
    """此人不是现任委员。

    This person has no seat.
    """


class NoSuchAlternate(Refusal):
    """此人不是候补委员，或没有空缺。

    This person is no alternate, or no seat is empty.
    """


class CommitteeIsDissolved(Refusal):
    """业主委员会已解散。

    The committee is dissolved.
    """
