"""A mediation from the consent of both sides to the follow-up."""

from datetime import datetime, timedelta
from typing import Any

from tests.walk.client import Client, Done
from tests.walk.people import COMMUNITY, COMMUNITY_CHAIR, Who, person
from tests.walk.street import Street


async def triaged(client: Client, dispute: str, when: datetime) -> Done:
    """Somebody of the community says how grave it is."""
    body = {"local_kind": "LIFE", "severity": "MAJOR", "risk": "YELLOW"}
    return await client.ask(COMMUNITY, f"disputes/{dispute}/triage-dispute", body, when)


class Mediation:
    """One case, its mediator, its two parties; every step is a command of somebody's."""

    def __init__(
        self, client: Client, street: Street, case: str, parties: tuple[Who, Who], begins: datetime
    ) -> None:
        self._client, self._street, self._case = client, street, case
        self._parties, self._begins = parties, begins

    async def name(self, party: Who) -> None:
        """The other side, which a referral does not know."""
        body = {"party": party.person, "side": "B", "capacity": "OWNER"}
        await self._ask(COMMUNITY_CHAIR, "name-party", body)

    async def consents(self) -> None:
        for party in self._parties:
            consent = {"party": party.person, "mode": "ORAL"}
            await self._ask(self._street.lead, "record-consent", consent)

    async def gets_a_team(self) -> None:
        """The committee takes it, and the mediator accepts."""
        taken = {"committee_id": "C1", "rights_notice_ref": "权利义务告知书"}
        await self._ask(COMMUNITY_CHAIR, "accept-case", taken, hours=1)
        team = {"lead_id": self._street.mediator, "reason": "按纠纷类型和专长"}
        await self._ask(COMMUNITY_CHAIR, "assign-team", team, hours=2)
        me = {"mediator_id": self._street.mediator}
        await self._ask(self._street.lead, "accept-assignment", me, hours=3)

    async def sits(self, record: str = "双方陈述意见，达成一致。", **place: str) -> None:
        """A session is set, in the room unless a place is told, and held."""
        session: dict[str, Any] = {"session_id": person(f"session {self._case}")}
        when = self._begins + timedelta(days=1)
        planned = {**session, "at": when.isoformat(), "mode": "ROOM", **place}
        await self._ask(self._street.lead, "schedule-session", planned, hours=4)
        present = [*(each.person for each in self._parties), self._street.lead.person]
        held = {**session, "attendance": present, "record": record}
        await self._ask(self._street.lead, "hold-session", held, hours=24)

    async def agrees(
        self, act: str = "夜间十点后停止装修", obligor: Who | None = None, **told: str
    ) -> None:
        """In writing, signed by both parties and the mediator, sealed by the committee."""
        term = {
            "term_id": "T1",
            "obligor": (obligor or self._parties[1]).person,
            "act": act,
            "due_on": (self._begins + timedelta(days=5)).date().isoformat(),
        }
        body = {
            "agreement_id": person(f"agreement {self._case}"),
            "form": "WRITTEN",
            "terms": [term],
            **told,
        }
        await self._ask(self._street.lead, "record-agreement", body, hours=25)
        for party in self._parties:
            name = {"signs_as": "PARTY", "signer": party.person, "method": "SIGNATURE"}
            await self._ask(self._street.lead, "sign-agreement", name, hours=26)
        name = {"signs_as": "MEDIATOR", "signer": self._street.mediator, "method": "SIGNATURE"}
        await self._ask(self._street.lead, "sign-agreement", name, hours=26)
        await self._ask(COMMUNITY_CHAIR, "affix-seal", {"committee_id": "C1"}, hours=27)

    async def performs(self) -> Done:
        return await self._ask(self._street.lead, "record-performance", {"term_id": "T1"}, hours=48)

    async def ends(self) -> Done:
        """Somebody goes to see; then the file is closed."""
        seen = {"performance": "FULL", "satisfaction": "SATISFIED"}
        await self._ask(self._street.lead, "follow-up", seen, hours=240)
        return await self._ask(COMMUNITY_CHAIR, "archive-case", {}, hours=241)

    async def _ask(self, who: Who, command: str, body: dict[str, Any], hours: int = 0) -> Done:
        when = self._begins + timedelta(hours=hours)
        return await self._client.ask(who, f"cases/{self._case}/{command}", body, when)
