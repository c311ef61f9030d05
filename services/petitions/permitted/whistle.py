"""Who may propose and blow whistles, and who answers them (domain §3.6)."""

from collections.abc import Mapping

from services.authority import Role, Rule, allow
from services.contracts.petitions.commands import whistle
from services.kernel import Command
from services.petitions.permitted.rules import INVOLVED, ITSELF

PROPOSES = allow(
    Role.ESTATE_SECRETARY, Role.COMMUNITY_OFFICER, Role.STREET_OFFICER, barred=INVOLVED
)
BLOWS = allow(Role.STREET_OFFICER, barred=INVOLVED)
ANSWERS = allow(Role.DEPT_HANDLER, barred=INVOLVED)

table: Mapping[type[Command], Rule] = {
    whistle.ProposeWhistle: PROPOSES,
    whistle.ScreenWhistle: BLOWS,
    whistle.BlowWhistle: BLOWS,
    whistle.ReportIn: ANSWERS,
    whistle.ContestWhistle: ANSWERS,
    whistle.ArbitrateWhistle: BLOWS,
    whistle.HandleWhistle: ANSWERS,
    whistle.TellDepartmentOverdue: ITSELF,
    whistle.EvaluateDepartment: BLOWS,
    whistle.EvaluateStreetWhistle: ANSWERS,
}
