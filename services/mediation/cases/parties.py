"""What the parties say: yes, no, no more, in writing please. Mediation is theirs (M-LAW-6)."""

from services.contracts.ids import PersonId
from services.contracts.mediation.commands.case import (
    AskForWriting,
    NameParty,
    RecordConsent,
    RecordRefusal,
    StopMediation,
)
from services.contracts.mediation.events.case import (
    CaseEvent,
    CasePartyNamed,
    PartyConsented,
    PartyRefused,
    PartyStopped,
    WritingAsked,
)
from services.contracts.mediation.kinds import EndReason
from services.kernel import Setting
from services.kernel.actor import Principal
from services.mediation.cases.outcome import terminated
from services.mediation.cases.refusals import (
    AgreementIsBinding,
    AgreementStands,
    NotAParty,
    NotEveryPartyConsented,
    OtherSideMissing,
    SpeaksForAnother,
)
from services.mediation.cases.states import Agreed, Assigned, Case, File, Open, Performing
from services.mediation.cases.words import PartyCommand
from services.mediation.cases.work_refusals import (
    MediatorIsParty,
)
from services.mediation.known import Surroundings


def decide(
    command: PartyCommand, case: Open, setting: Setting[Case, Surroundings]
) -> list[CaseEvent]:
    which, file = command.case_id, case.file
    match case, command:
        case Performing(), StopMediation():
            raise AgreementIsBinding
        case _, StopMediation(party=party):
            check_voice(party, file, setting.asker)
            stopped = PartyStopped(case_id=which, party=party)
            return [stopped, *terminated(which, file, EndReason.WITHDRAWN)]
        case Agreed() | Performing(), _:
            raise AgreementStands
        case _, NameParty(party=party):
            return _named(command, case, setting.around)
        case _, RecordConsent(party=party, mode=mode):
            check_voice(party, file, setting.asker)
            if party in file.consents:
                return []
            return [PartyConsented(case_id=which, party=party, at=setting.occurred_at, mode=mode)]
        case _, RecordRefusal(party=party, clear=clear):
            check_voice(party, file, setting.asker)
            refused = PartyRefused(case_id=which, party=party, clear=clear)
            end = terminated(which, file, EndReason.REFUSED, "REFUSED") if clear else []
            return [refused, *end]
        case _, AskForWriting(party=party):
            check_voice(party, file, setting.asker)
            return [] if party in file.writing else [WritingAsked(case_id=which, party=party)]


def _named(command: NameParty, case: Open, around: Surroundings) -> list[CaseEvent]:
    if command.party in case.file.people:
        return []
    if isinstance(case, Assigned) and command.party in {
        around.mediators[each].person for each in case.team.everyone if each in around.mediators
    }:
        raise MediatorIsParty
    return [CasePartyNamed(**vars(command))]


def check_voice(party: PersonId, file: File, asker: Principal) -> None:
    """A party speaks for itself; whoever is no party writes down what a party said."""
    if party not in file.people:
        raise NotAParty
    if asker.person != str(party) and asker.person in {str(each) for each in file.people}:
        raise SpeaksForAnother


def check_consent(file: File) -> None:
    """No session before every party of at least two sides consented (M-INV-1)."""
    if len({each.side for each in file.parties}) < 2:
        raise OtherSideMissing
    if not file.people <= file.consents:
        raise NotEveryPartyConsented(missing=len(file.people - file.consents))
