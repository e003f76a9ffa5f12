"""What managers look at and set in the admin: people and mandates to read, the policy to read and to follow up."""

from corporations.admin.lists import MandateAdmin, StaffMemberAdmin
from corporations.admin.policy import PolicyVersionAdmin

__all__ = ["MandateAdmin", "PolicyVersionAdmin", "StaffMemberAdmin"]
