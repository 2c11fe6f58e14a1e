FROM python:3.12-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY man man
COPY src src
RUN python -m venv /opt/vcs-check \
    && /opt/vcs-check/bin/pip install --quiet --no-cache-dir --disable-pip-version-check '.[validate]' \
    && /opt/vcs-check/bin/pip uninstall --quiet --yes pip

FROM python:3.12-slim
COPY --from=build /opt/vcs-check /opt/vcs-check
# Nobody in particular: it owns nothing in the image, and --user may name another.
USER 10001:10001
ENV PATH=/opt/vcs-check/bin:$PATH PYTHONDONTWRITEBYTECODE=1
WORKDIR /work
ENTRYPOINT ["vcs-check"]
CMD ["--help"]
