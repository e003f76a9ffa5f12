# The image of an installation: migrations, web, worker and beat all run from it. What is not in it: see .dockerignore.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore HOME=/tmp

RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --system --uid 10001 --no-create-home --home-dir /tmp klushuur \
    && install --directory --owner klushuur --mode 0700 /files

WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --only-binary :all: --requirement requirements.txt

COPY . .

# Settings ask for every variable; none of these is used, and none stays in the image. Files are made for their owner alone
# (FILE_UPLOAD_PERMISSIONS), the static ones too: everybody may read those, and only root may write them.
RUN SITE_URL=https://build.invalid SECRET_KEY=only-for-collectstatic-while-the-image-is-being-made \
    DATABASE_URL=postgresql://nobody@build.invalid/none REDIS_URL=redis://build.invalid:6379/0 \
    EMAIL_URL=smtp://build.invalid FILES_URL=file:///files \
    python manage.py collectstatic --no-input \
    && chmod --recursive a+rX var \
    && python -m compileall -q .

USER klushuur
EXPOSE 8000

# The access log has the path only: a query string may hold what a person typed.
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--workers", "3", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", \
     "--access-logfile", "-", "--access-logformat", "%(m)s %(U)s %(s)s %(M)sms", \
     "--logger-class", "klushuur.ground.access_log.PathLogger", "klushuur.wsgi:application"]
