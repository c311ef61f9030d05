"""A number from before the system: imported by one person, signed by another, counted once."""

from collections.abc import Sequence

from services.contracts.mediation.commands.dispute import (
    ImportBaseline,
    RejectBaseline,
    SignBaseline,
)
from services.contracts.mediation.events.dispute import (
    HistoricalBaselineImported,
    HistoricalBaselineRecorded,
    HistoricalBaselineRejected,
)
from services.kernel import Claim, Decider, Release, Setting, Standing, State, Take
from services.mediation.day import day_of
from services.mediation.disputes.refusals import (
    BaselineAlreadyImported,
    BaselineInFuture,
    BaselineIsRejected,
    BaselineIsSigned,
    BaselineUnknown,
    ImporterCannotSign,
)
from services.mediation.known import Surroundings


class Unimported(State):
    """Nobody imported it."""


class Imported(State):
    """Proposed; it does not count."""

    said: HistoricalBaselineImported


class Signed(Imported):
    """It counts."""


class Rejected(Imported):
    """It does not count, and its month may be imported again."""


type Baseline = Unimported | Imported | Signed | Rejected

type BaselineCommand = ImportBaseline | SignBaseline | RejectBaseline
type BaselineEvent = (
    HistoricalBaselineImported | HistoricalBaselineRecorded | HistoricalBaselineRejected
)


def decide(
    command: BaselineCommand, baseline: Baseline, setting: Setting[Baseline, Surroundings]
) -> list[BaselineEvent]:
    match baseline, command:
        case Unimported(), ImportBaseline():
            return [_imported(command, setting)]
        case Imported(said=said), ImportBaseline() if _same(command, said):
            return []
        case _, ImportBaseline():
            raise BaselineAlreadyImported
        case Unimported(), _:
            raise BaselineUnknown
        case (Signed(), SignBaseline()) | (Rejected(), RejectBaseline()):
            return []
        case Signed(), _:
            raise BaselineIsSigned
        case Rejected(), _:
            raise BaselineIsRejected
        case Imported(said=said), SignBaseline() if said.imported_by == setting.asker.person:
            raise ImporterCannotSign
        case Imported(said=said), SignBaseline():
            return [HistoricalBaselineRecorded(signed_by=setting.asker.person, **vars(said))]
        case Imported(said=said), RejectBaseline(baseline_id=which, reason=reason):
            return [
                HistoricalBaselineRejected(
                    baseline_id=which, local_kind=said.local_kind, month=said.month, reason=reason
                )
            ]


def _imported(
    command: ImportBaseline, setting: Setting[Baseline, Surroundings]
) -> HistoricalBaselineImported:
    """The same month with the same number is answered with what is there (see `claims`)."""
    known = setting.around.baselines.get((command.local_kind, command.month))
    if known not in (None, command.count):
        raise BaselineAlreadyImported(count=known)
    if command.month >= f"{day_of(setting.now):%Y-%m}":
        raise BaselineInFuture
    return HistoricalBaselineImported(imported_by=setting.asker.person, **vars(command))


def _same(command: ImportBaseline, said: HistoricalBaselineImported) -> bool:
    """The same number for the same month, by whomever it is imported again."""
    asked = (command.local_kind, command.month, command.count)
    return asked == (said.local_kind, said.month, said.count)


def evolve(baseline: Baseline, event: BaselineEvent) -> Baseline:
    match baseline, event:
        case Unimported(), HistoricalBaselineImported():
            return Imported(said=event)
        case Imported(said=said), HistoricalBaselineRecorded():
            return Signed(said=said)
        case Imported(said=said), HistoricalBaselineRejected():
            return Rejected(said=said)
        case _:
            return baseline


def claims(event: BaselineEvent) -> Sequence[Claim]:
    """One number for a kind and month: importing it twice counts once."""
    match event:
        case HistoricalBaselineImported(local_kind=kind, month=month):
            return [Take(scope="baseline", key=f"{kind}/{month}")]
        case HistoricalBaselineRejected(local_kind=kind, month=month):
            return [Release(scope="baseline", key=f"{kind}/{month}")]
        case _:
            return []


def standing(command: BaselineCommand, baseline: Baseline, around: Surroundings) -> Standing:
    """A number of the whole street: only a role at the street reaches it."""
    match baseline:
        case Imported(said=said):
            return Standing(place="", people={"importer": frozenset({said.imported_by})})
        case Unimported():
            return Standing(place="")


decider: Decider[BaselineCommand, Baseline, BaselineEvent, Surroundings] = Decider(
    category="baseline",
    initial=Unimported(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    claims=claims,
)
