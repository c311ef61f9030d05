"""Who may do what, where: the org tree, the roles, and the check of a permission table. Pure."""

from services.authority.directory import Directory, Unit
from services.authority.permit import Rule, allow, permits
from services.authority.roles import Role

__all__ = ["Directory", "Role", "Rule", "Unit", "allow", "permits"]
