"""A private PostgreSQL, a private Redis-compatible server and an SMTP sink, from wheels, for `bin/demo` and `bin/test`.

Knows nothing of Django or of the apps. `stack.Stack` is the whole; `postgres`, `valkey` and `smtp` each start one server
in a `processes.Processes`, so that a test can have a server of its own, and break it.
"""
