"""Decisions in words: what stands in their way, what excuses, and what would end a measure."""

from __future__ import annotations

from collections.abc import Mapping

from supervision.domain.deciding import Objection
from supervision.domain.excuse import LinkedShortfall
from supervision.domain.figures import Realisation
from supervision.domain.ladder import Assessment, WayOff
from supervision.words import Words, mark

_OBJECTIONS: Mapping[Objection, str] = {
    Objection.NO_SUCH_STEP: mark("The ladder has no such step. Choose 0 (off the ladder) to 6."),
    Objection.NOTHING_TO_DECIDE: mark(
        "The municipality is not on the ladder and nothing is proposed: there is nothing to decide."
    ),
    Objection.RATIONALE_TOO_SHORT: mark(
        "The rationale is too short. Write at least {shortest} characters."
    ),
    Objection.DEVIATION_NEEDED: mark(
        "This is not what the system proposes, or it skips a step. Say why in the reason for the "
        "deviation."
    ),
    Objection.URGENCY_NEEDED: mark(
        "The term of the substitution order has not lapsed (Gemeentewet, art. 124). Wait for it, "
        "or say why it is urgent."
    ),
    Objection.IN_THE_FUTURE: mark("The date of the decision lies in the future."),
    Objection.BEFORE_THE_LAST: mark(
        "The date lies before that of the last decision about this municipality."
    ),
    Objection.TERM_TOO_EARLY: mark("The term ends on or before the date of the decision."),
    Objection.TERM_NOT_EXTENDED: mark(
        "The term does not end later than the one that runs. A term can only be extended."
    ),
    Objection.TERM_OFF_THE_LADDER: mark(
        "Off the ladder there is no term and no number of persons. Leave them out."
    ),
    Objection.YEAR_MISTYPED: mark(
        "The term, or the day from which housing counts, lies more than five years from the "
        "decision. Check the year."
    ),
    Objection.NUMBER_INCOMPLETE: mark(
        "A number of persons goes with the day from which housing counts. Give both or neither."
    ),
    Objection.NUMBER_IMPOSSIBLE: mark(
        "The number of persons is not possible. It is at least 1 and what a municipality can house."
    ),
    Objection.COUNTED_TOO_LATE: mark("Housing would count only from the end of the term on."),
    Objection.NOT_A_MUNICIPALITY_THEN: mark("The municipality did not exist on that date."),
    Objection.ANOTHER_WAITS: mark(
        "A draft about this municipality waits for a second person. Confirm or reject it first."
    ),
    Objection.PROPOSAL_CHANGED: mark(
        "Since this draft was prepared the system proposes something else. Reject it and decide "
        "anew."
    ),
    Objection.TERM_OVER: mark(
        "The term of this draft is over before it is confirmed. Reject it and decide anew."
    ),
    Objection.NOT_THE_LAST: mark(
        "Only the last decision about this municipality that counts can be corrected."
    ),
}


def objection_text(objection: Objection, t: Words, shortest: int) -> str:
    """Return why a decision is refused, and how to mend it."""
    if objection is Objection.RATIONALE_TOO_SHORT:
        return t(_OBJECTIONS[objection], shortest=shortest)
    return t(_OBJECTIONS[objection])


def way_off_text(way: WayOff, assessment: Assessment, t: Words) -> str:
    """Return what would take the municipality off the ladder: how many persons before when."""
    before = t.date(way.before)
    if way.persons is None:
        return t(
            "off the ladder: the obligation of {half_year}, which is not known yet, "
            "housed before {date}",
            half_year=assessment.half_year.next
            if assessment.half_year == assessment.last_closed
            else assessment.half_year,
            date=before,
        )
    if way.named:
        return t.plural(
            "off the ladder: {n} more person housed of the number that the decision named, "
            "before {date}",
            "off the ladder: {n} more persons housed of the number that the decision named, "
            "before {date}",
            way.persons,
            date=before,
        )
    return t.plural(
        "off the ladder: {n} more person housed before {date}, so that no backlog remains",
        "off the ladder: {n} more persons housed before {date}, so that no backlog remains",
        way.persons,
        date=before,
    )


def shortfall_text(found: LinkedShortfall, later: Realisation | None, t: Words) -> str:
    """Return why the backlog of a half-year is proposed to be excused.

    `later` is a later report by which enough were linked after all: then that is said too.
    """
    text = t(
        "excuse proposed for {half_year}: on {date} linked {linked} + realised {realised} "
        "< obligation {obligation}",
        half_year=found.half_year,
        date=t.date(found.as_of),
        linked=t.number(found.linked),
        realised=t.number(found.realised),
        obligation=t.number(found.obligation),
    )
    if later is None:
        return text
    if later.linked is None:
        since = t(
            "By {date} that no longer held: realised {realised}.",
            date=t.date(later.as_of),
            realised=t.number(later.realised),
        )
    else:
        since = t(
            "By {date} that no longer held: linked {linked} + realised {realised}.",
            date=t.date(later.as_of),
            linked=t.number(later.linked),
            realised=t.number(later.realised),
        )
    return f"{text}. {since}"
