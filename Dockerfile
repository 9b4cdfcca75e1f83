FROM python:3.13-slim AS build
WORKDIR /build
# For Microsoft Teams: --build-arg LOCK=requirements-teams.lock
ARG LOCK=requirements.lock
COPY ${LOCK} pyproject.toml README.md LICENSE ./
COPY bot bot
COPY jobs jobs
COPY models models
COPY migrations migrations
COPY content content
RUN python -m venv /opt/padriver
RUN /opt/padriver/bin/pip install --no-cache-dir --require-hashes --requirement ${LOCK}
RUN /opt/padriver/bin/pip install --no-cache-dir --no-deps --no-build-isolation .
RUN /opt/padriver/bin/pip uninstall --yes setuptools pip

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 padriver && mkdir /data && chown padriver /data
COPY --from=build /opt/padriver /opt/padriver
ENV PATH=/opt/padriver/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/padriver.db \
    PADRIVER_HOST=0.0.0.0
USER padriver
WORKDIR /data
VOLUME /data
EXPOSE 3000
# Alive, not ready: a restart mends a process that hangs, and no database.
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:3000/healthz', timeout=2)"]
CMD ["sh", "-c", "padriver migrate && exec padriver serve"]
