"""Every condition under which the table is written, by the race that it closes."""

from __future__ import annotations

from typing import Final

FIRST: Final = "attribute_not_exists(pk)"
"""Only the first writer of an item counts: two uploads of one text at the same moment, two deliveries of one message
running side by side, two alerts of one watch and story. The loser reads what the winner wrote."""

SAME_VERSION: Final = "attribute_exists(pk) AND v = :expected"
"""Nobody wrote since it was read: two re-analyses of one article, two editors of one watch, two articles joining one
story out of two FIFO groups. The loser gets `Conflict` and reads again."""

SAME_EDIT: Final = "attribute_exists(pk) AND updated_at = :expected"
"""The same of what has no version and tells when it was edited: two editors of one source's grade."""

NO_STORY_YET: Final = (
    "attribute_exists(pk) AND attribute_not_exists(removed) AND (attribute_not_exists(story) OR story = :story)"
)
"""An article joins one story once: a correlate message delivered twice with another article in between. One that was
taken down meanwhile joins none."""

STANDS: Final = "attribute_exists(pk) AND attribute_not_exists(removed)"
"""What is noted of an article must not be noted of one that was taken down meanwhile."""

STANDS_AS: Final = "attribute_exists(pk) AND attribute_not_exists(removed) AND v = :expected"
"""Two re-analyses of one article, or one and a take-down: the new analysis must not come after the take-down."""

NOT_SENT: Final = "attribute_exists(pk) AND attribute_not_exists(sent_at)"
"""The first sending is the one on record: two deliveries of one outbox message."""

NEW_OBJECT: Final = "attribute_not_exists(seq) OR seq < :seq OR (seq = :seq AND etag <> :etag)"
"""S3 may deliver the events of one key twice or out of order: only the event of a newer object starts the upload's
state afresh. S3's sequencers of one key compare as text once padded; where they stand still, the entity tag decides."""

STILL_THIS_OBJECT: Final = "attribute_exists(pk) AND seq = :seq"
"""An object overwritten while it was read: the outcome of the old bytes must not be written over the new upload's."""

NOT_HELD: Final = "attribute_exists(pk) AND attribute_not_exists(done_at) AND held_until < :now"
"""A message goes out to a channel once: of two workers with the same message one sends, and after it nobody. A worker
that dies while it sends loses its hold after a time, as nobody knows whether the message went out."""

SEALED: Final = "attribute_exists(sealed)"
"""A channel's subscription that was removed while a message was on its way has no endpoint any more: it stays so."""

RESTS_UNTIL: Final = "attribute_exists(sealed) AND rests_until = :until"
"""Of several workers with messages for an endpoint that was slow, one has its turn: the first that saw this time."""

EXISTS: Final = "attribute_exists(pk)"
"""Changing what was deleted meanwhile must not bring half of it back."""

ROOM_LEFT: Final = "attribute_not_exists(n) OR n < :most"
"""Each try takes a place before anything is looked at: of many side by side none sees the count of before."""

FREE: Final = "attribute_not_exists(free_at) OR free_at <= :now"
"""One worker at a time asks a host: the others wait until its turn is over, or as long as it may take."""

FREE_OR_FIRST: Final = "attribute_not_exists(pk) OR free_at <= :now"
"""Of two requests under one Idempotency-Key one is worked on; one that died with its process is done anew."""

MY_TURN: Final = "attribute_exists(pk) AND free_at = :mine"
"""A worker that took too long must not end the turn of the next one."""

ENDED: Final = "ends_at <= :now"
"""What ended is cleared away, unless somebody muted it anew meanwhile."""

MARKED_AT: Final = "marked = :at"
"""An article that is marked anew while it is archived is archived once more."""
