"""Why nobody votes for an owner."""

from services.kernel import Invalid, Refusal


class ProxyWithoutMatter(Invalid):
    """委托书须载明已公告的事项和有效期限。

    The paper names items of the notice, and a period that ends after it begins (P-LAW-49).
    """


class InstructionsUnfit(Invalid):
    """代理须有密封的指示及其承诺值；监护无须指示。

    An agent has instructions, sealed and committed to; a guardian has none (P-LAW-48, 49).
    """


class AgentHasEnoughPrincipals(Refusal):
    """该代理人受托人数已达议事规则上限。

    This agent votes for as many owners as the rules allow (P-INV-30).
    """


class NoSuchProxy(Refusal):
    """该业主无此时有效的委托或监护登记。

    Nobody is registered to vote for this owner in this way at this time.
    """


class OwnerVotedInPerson(Refusal):
    """业主本人已投票，代理票不能取代。

    The owner has voted in person: a proxy's ballot does not take its place (P-INV-29).
    """


class InstructionsMissing(Invalid):
    """开启的委托指示与已投代理票不一致。

    The opened instructions are not exactly those of the agents whose ballots are in force.
    """
