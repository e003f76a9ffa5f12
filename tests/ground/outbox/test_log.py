import logging

from klushuur.celery import app


def test_worker_keeps_the_log_of_the_settings(monkeypatch):
    """Celery's own lines would end with the text of an exception, which may hold what a person typed."""
    monkeypatch.setattr(app.log, "already_setup", False)
    before = [*logging.root.handlers, logging.NullHandler()]
    monkeypatch.setattr(logging.root, "handlers", before)
    app.log.setup_logging_subsystem(loglevel="INFO")
    assert logging.root.handlers == before
