"""Bodies: who is obliged. The tree, terms (届), predecessors and selectors."""

from meeting_cadence.bodies.body import Body, Contact, Term, Text
from meeting_cadence.bodies.selector import Condition, Selector
from meeting_cadence.bodies.tree import Tree

__all__ = ["Body", "Condition", "Contact", "Selector", "Term", "Text", "Tree"]
