"""What the activity room knows of its street while it decides: who helps, what is offered."""

from rpds import HashTrieMap

from services.activities.orders import order_life, task_life
from services.activities.orders.order_life import Known, Order
from services.activities.orders.task_life import Invitation, Task
from services.activities.people import coalition_life, volunteer_life
from services.activities.people.coalition_life import Coalition
from services.activities.people.volunteer_life import Volunteer
from services.activities.supply import item_life, venue_life
from services.activities.supply.item_life import Item
from services.activities.supply.venue_life import Venue
from services.authority import Directory
from services.contracts.activities.events.catalogue import CatalogEvent
from services.contracts.activities.events.orders import OrderEvent
from services.contracts.activities.events.people import CoalitionEvent, VolunteerEvent
from services.contracts.activities.events.surroundings import ActivitiesUnitNoted
from services.contracts.activities.events.tasks import TaskEvent, TaskOffered
from services.contracts.activities.events.venues import VenueEvent
from services.contracts.ids import OrderId, TaskId, VolunteerId
from services.kernel import Around, Event, State, replace


class Surroundings(State):
    """Every aggregate that another one must look at, as it stands. Maps share what is unchanged."""

    directory: Directory = Directory()
    coalitions: "HashTrieMap[str, Coalition]" = HashTrieMap()
    volunteers: "HashTrieMap[VolunteerId, Volunteer]" = HashTrieMap()
    items: "HashTrieMap[str, Item]" = HashTrieMap()
    venues: "HashTrieMap[str, Venue]" = HashTrieMap()
    orders: "HashTrieMap[OrderId, Order]" = HashTrieMap()
    tasks: "HashTrieMap[TaskId, Task]" = HashTrieMap()
    newest_task: "HashTrieMap[OrderId, TaskId]" = HashTrieMap()

    def task_for(self, order_id: OrderId) -> tuple[TaskId, Invitation] | None:
        """The newest task of this order."""
        task_id = self.newest_task.get(order_id)
        task = None if task_id is None else self.tasks.get(task_id)
        return None if task_id is None or not isinstance(task, Invitation) else (task_id, task)

    def place_of(self, order_id: OrderId) -> str:
        """Where this order is: the station that took it, or its estate."""
        order = self.orders.get(order_id)
        return order.wish.place if isinstance(order, Known) else str(order_id)

    def person_behind(self, volunteer_id: VolunteerId) -> frozenset[str]:
        """Who this volunteer is, as a part in something; empty if nobody."""
        volunteer = self.volunteers.get(volunteer_id)
        return (
            frozenset({str(volunteer.person)})
            if isinstance(volunteer, volunteer_life.Registered)
            else frozenset()
        )


def evolve(known: Surroundings, event: Event) -> Surroundings:
    match event:
        case ActivitiesUnitNoted(unit_id=code, kind=kind, parent_id=parent):
            return replace(known, directory=known.directory.with_unit(code, kind, parent))
        case CoalitionEvent(coalition_id=code):
            coalition = known.coalitions.get(code, coalition_life.Unformed())
            grown = coalition_life.evolve(coalition, event)
            return replace(known, coalitions=known.coalitions.insert(code, grown))
        case VolunteerEvent(volunteer_id=who):
            volunteer = known.volunteers.get(who, volunteer_life.Unregistered())
            older = volunteer_life.evolve(volunteer, event)
            return replace(known, volunteers=known.volunteers.insert(who, older))
        case CatalogEvent(item_id=code):
            item = item_life.evolve(known.items.get(code, item_life.Unpublished()), event)
            return replace(known, items=known.items.insert(code, item))
        case VenueEvent(venue_id=code):
            venue = venue_life.evolve(known.venues.get(code, venue_life.Unregistered()), event)
            return replace(known, venues=known.venues.insert(code, venue))
        case OrderEvent(order_id=which):
            order = order_life.evolve(known.orders.get(which, order_life.Unplaced()), event)
            return replace(known, orders=known.orders.insert(which, order))
        case TaskEvent():
            return _task(known, event)
        case _:
            return known


def _task(known: Surroundings, event: TaskEvent) -> Surroundings:
    which = event.task_id
    task = task_life.evolve(known.tasks.get(which, task_life.Unoffered()), event)
    known = replace(known, tasks=known.tasks.insert(which, task))
    if not isinstance(event, TaskOffered):
        return known
    return replace(known, newest_task=known.newest_task.insert(event.order_id, which))


around = Around(
    categories=("notedunit", "coalition", "volunteer", "catalog", "venue", "order", "task"),
    initial=Surroundings(),
    evolve=evolve,
)
