"""The demo's way back to the first day."""

from django.conf import settings
from django.core.cache import cache
from redis import Redis

from klushuur.demo import data


def test_tries_are_forgotten_and_the_queue_is_not():
    cache.set("allauth:rl:sign_up_code:ip:127.0.0.1", [1.0])
    with Redis.from_url(settings.REDIS_URL) as server:
        server.set("_kombu.binding.test", "queue")
        data.forget_tries()
        kept = server.getdel("_kombu.binding.test")
    assert (cache.get("allauth:rl:sign_up_code:ip:127.0.0.1"), kept) == (None, b"queue")
