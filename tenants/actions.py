"""What happens to a batch of letters: made by a worker, posted by an officer, thrown away."""

from klushuur.ground.journal.actions import BY_ITSELF, NONE, Action, table
from tenants.statuses import BatchStatus

QUEUED, WORKING = frozenset({BatchStatus.QUEUED}), frozenset({BatchStatus.WORKING})
READY = frozenset({BatchStatus.READY})
BEING_MADE = QUEUED | WORKING

ACTIONS = table(
    Action("lay_out", "Brieven opmaken", QUEUED, BatchStatus.WORKING, BY_ITSELF, NONE),
    Action("finish", "Klaarzetten om te printen", WORKING, BatchStatus.READY, BY_ITSELF, NONE),
    Action("give_up", "Opgeven", BEING_MADE, BatchStatus.FAILED, BY_ITSELF, NONE),
    Action("post", "Op de post doen", READY, BatchStatus.REMOVED, "send_letters", NONE, "letter_batch_posted"),
    Action("replace", "Vervangen door nieuwe brieven", READY, BatchStatus.REMOVED, BY_ITSELF, NONE),
    Action("throw_away", "Te oud geworden", READY, BatchStatus.REMOVED, BY_ITSELF, NONE),
)
