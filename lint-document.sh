#!/bin/sh
# Runs the linter over the API's document. Fails on any warning but that about the missing license.
set -u
cd "$(dirname "$0")" || exit 2
version=2.77.0
document=shared-web/src/main/resources/openapi.yaml

for needed in node npx; do
  if ! command -v "$needed" >/dev/null 2>&1; then
    echo "The linter needs Node.js 20.19 or newer with npm: there is no $needed in PATH." >&2
    exit 2
  fi
done

export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
found=$(npx --yes "@redocly/cli@$version" lint "$document" --config redocly.yaml \
  --skip-rule info-license --max-problems 200 --format=stylish 2>&1)
status=$?
if [ "$status" -ne 0 ] || echo "$found" | grep -Eq '(^| )[1-9][0-9]* (warning|error)|(^|[^a-z])(warning|error)  '; then
  echo "$found"
  exit 1
fi
echo "$document: no error, and no warning but that it names no license."
