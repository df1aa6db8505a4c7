"""What the help centre does by the clock. The rows say what is due; these only look."""

from celery import shared_task
from django.utils import timezone

from knowledgebase.commenting import clock as comments
from knowledgebase.following import actions as following
from knowledgebase.learning import asking, proposing, weekly
from knowledgebase.learning import following as link_check
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
def forget_searches() -> int:
    """Erase what was searched for, and wordings that were declined, after their time. Returns how many."""
    now = timezone.now()
    return asking.forget_old(now) + proposing.forget_old(now)


@shared_task
def follow_links() -> int:
    """See where the links of the texts lead whose turn it is. Returns how many texts."""
    return work_off(link_check.due, link_check.follow)


@shared_task
def tell_of_the_week() -> int:
    """The letter to the editors, once a week. Returns how many letters."""
    return weekly.tell(timezone.now())


@shared_task
def tell_of_comments() -> int:
    """Tell who keeps an article that comments wait to be read. Returns how many comments were looked at."""
    return work_off(comments.to_tell, comments.tell)


@shared_task
def tell_followers() -> int:
    """Tell followers what is new. Returns how many facts were told."""
    return work_off(following.news_to_tell, following.tell)
