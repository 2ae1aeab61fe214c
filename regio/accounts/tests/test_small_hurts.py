"""Things that once hurt: looks counted as tries, codes kept with failed mails, new codes without end."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from regio.accounts.models import User
from regio.accounts.tasks import forget_limits
from regio.accounts.tests.conftest import Letter

Post = Callable[[], list[Letter]]
SIGN_IN, CODE, ENTER = "/konto/anmelden/", "/konto/code/", "/konto/code/eingeben/"


def test_asking_for_the_head_of_a_page_is_no_try(resident: User) -> None:
    for _ in range(40):
        assert Client().head(SIGN_IN).status_code == 200
        assert Client().options(SIGN_IN)["Allow"] == "GET, HEAD, POST, OPTIONS"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_limits")
        assert cursor.fetchone() == (0,)


def test_mail_that_failed_keeps_neither_address_nor_code(resident: User) -> None:
    Client().post(CODE, {"email": resident.email})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    forget_limits(timestamp=0)
    job = ProcrastinateJob.objects.get(task_name="accounts.send_mail")
    assert (job.status, job.args) == ("failed", {})


def test_new_codes_for_one_address_are_limited_over_all_sessions(resident: User, post: Post) -> None:
    def again() -> int:
        client = Client()
        client.post(CODE, {"email": resident.email})
        return client.post(ENTER, {"action": "resend"}).status_code

    answers = [again() for _ in range(5)]
    assert answers[0] == 302
    assert 429 in answers
    assert len(post()) == 5
