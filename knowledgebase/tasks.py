"""What the help centre does by the clock. The rows say what is due; these only look."""

from celery import shared_task

from knowledgebase.commenting import clock as comments
from knowledgebase.following import actions as following
from knowledgebase.models import Manuscript
from knowledgebase.writing import clock
from portal.workflow.due import work_off


@shared_task
def publish_and_end_due() -> int:
    """First what is to be taken back, then what is to go out. Returns how many texts were looked at."""
    ended = work_off(Manuscript.objects.to_end, clock.end_due)
    return ended + work_off(Manuscript.objects.to_publish, clock.publish_due)


@shared_task
def remind_editors() -> int:
    """Tell about every article that is to be looked through. Returns how many articles."""
    return work_off(clock.to_remind, clock.remind)


@shared_task
def tell_of_comments() -> int:
    """Tell who keeps an article that comments wait to be read. Returns how many comments were looked at."""
    return work_off(comments.to_tell, comments.tell)


@shared_task
def tell_followers() -> int:
    """Tell followers what is new. Returns how many facts were told."""
    return work_off(following.news_to_tell, following.tell)
