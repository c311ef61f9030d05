"""An item of the service catalogue (服务清单): published, revised again and again, withdrawn."""

from services.activities.people.refusals import PlaceUnknown
from services.activities.supply.item_life import Item, Offered, Unpublished, Withdrawn, evolve
from services.activities.supply.refusals import ItemAlreadyPublished, ItemIsWithdrawn, ItemUnknown
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.catalogue import (
    PublishCatalogItem,
    ReviseCatalogItem,
    WithdrawCatalogItem,
)
from services.contracts.activities.events.catalogue import (
    CatalogEvent,
    CatalogItemPublished,
    CatalogItemRevised,
    CatalogItemWithdrawn,
)
from services.kernel import Decider, Setting, Standing

type ItemCommand = PublishCatalogItem | ReviseCatalogItem | WithdrawCatalogItem


def decide(
    command: ItemCommand, item: Item, setting: Setting[Item, Surroundings]
) -> list[CatalogEvent]:
    match item, command:
        case Unpublished(), PublishCatalogItem(org_id=org):
            if not setting.around.directory.knows(org):
                raise PlaceUnknown(place=org)
            return [CatalogItemPublished(**vars(command))]
        case _, PublishCatalogItem():
            raise ItemAlreadyPublished
        case Offered(revision=revision), ReviseCatalogItem():
            return [CatalogItemRevised(**vars(command), revision=revision + 1)]
        case Offered(), WithdrawCatalogItem():
            return [CatalogItemWithdrawn(**vars(command))]
        case Withdrawn(), WithdrawCatalogItem():
            return []
        case Withdrawn(), _:
            raise ItemIsWithdrawn
        case _, ReviseCatalogItem() | WithdrawCatalogItem():
            raise ItemUnknown


def standing(command: ItemCommand, item: Item, around: Surroundings) -> Standing:
    match command, item:
        case PublishCatalogItem(org_id=org), _:
            return Standing(place=org)
        case _, Offered(org_id=org) | Withdrawn(org_id=org):
            return Standing(place=org)
        case _:
            return Standing(place=command.item_id)


decider: Decider[ItemCommand, Item, CatalogEvent, Surroundings] = Decider(
    category="catalog", initial=Unpublished(), decide=decide, evolve=evolve, standing=standing
)
