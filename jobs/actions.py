"""Who may do what with an application. The views take their audience from here."""

from klushuur.journal.actions import Action, table

ACTIONS: dict[str, Action] = table()
