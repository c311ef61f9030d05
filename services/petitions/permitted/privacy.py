"""Who may ask that a person is forgotten."""

from collections.abc import Mapping

from services.authority import Role, Rule, allow
from services.contracts.petitions.commands import privacy
from services.kernel import Command
from services.petitions.permitted.rules import ITSELF

table: Mapping[type[Command], Rule] = {
    privacy.RequestErasure: allow(Role.PRIVACY_OFFICER, parts=("person",), barred=("handler",)),
    privacy.AnswerErasure: ITSELF,
    privacy.RecordErasureAnswer: ITSELF,
    privacy.UrgeErasure: ITSELF,
}
