"""Which figures give a company away, and what must go with them."""

from sezlib.disclosure.audience import restrict
from sezlib.disclosure.edition import protect
from sezlib.disclosure.folder import Audit, audit_folders, compare
from sezlib.disclosure.protection import audit
from sezlib.disclosure.review import review
from sezlib.disclosure.rules import Rules, read_rules
from sezlib.disclosure.suppression import Suppression, suppress

__all__ = [
    "Audit",
    "Rules",
    "Suppression",
    "audit",
    "audit_folders",
    "compare",
    "protect",
    "read_rules",
    "restrict",
    "review",
    "suppress",
]
