#!/bin/sh
# Started with the handler as its only word, as the image's CMD gives it.
if [ $# -ne 1 ]; then
  echo "entrypoint requires the handler name to be the first argument" >&2
  exit 142
fi
if [ -z "$AWS_LAMBDA_RUNTIME_API" ]; then
  echo "AWS_LAMBDA_RUNTIME_API is not set: this base has no emulator of the Runtime API" >&2
  exit 1
fi
export _HANDLER="$1"
exec /var/runtime/bootstrap
