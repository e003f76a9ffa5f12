from klushuur.ground import checks


def test_pango_that_is_there_is_no_news():
    assert checks.pango_is_installed() == []


def test_missing_pango_names_the_line_to_install_it(monkeypatch):
    monkeypatch.setattr(checks, "PANGO", ("libno-such-thing.so.0",))
    monkeypatch.setattr(checks.sys, "platform", "linux")
    (warning,) = checks.pango_is_installed()
    assert (warning.id, warning.hint) == ("klushuur.W001", "apt-get install libpango-1.0-0 libpangoft2-1.0-0")


def test_every_process_knows_the_queue(settings):
    from celery import current_app

    assert (current_app.main, current_app.conf.broker_url) == ("klushuur", settings.REDIS_URL)
