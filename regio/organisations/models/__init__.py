"""Tables of the room."""

from regio.organisations.models.contact import Contact, Place
from regio.organisations.models.follow import Follow
from regio.organisations.models.imprint import Imprint
from regio.organisations.models.invitation import Handover, Invitation, JoinRequest
from regio.organisations.models.letter import Letter, LetterRun
from regio.organisations.models.membership import Membership, Right
from regio.organisations.models.organisation import Organisation, OrganisationQuerySet
from regio.organisations.models.standing import ClaimCode, Hiding, Merger, OldAddress, Verification
from regio.organisations.models.work_now import WorkAnswer, WorkCall, WorkNow

__all__ = [
    "ClaimCode",
    "Hiding",
    "Imprint",
    "Merger",
    "OldAddress",
    "Verification",
    "Contact",
    "Follow",
    "Handover",
    "Invitation",
    "JoinRequest",
    "Letter",
    "LetterRun",
    "Membership",
    "Organisation",
    "OrganisationQuerySet",
    "Place",
    "Right",
    "WorkAnswer",
    "WorkCall",
    "WorkNow",
]
