"""Makes the calls that come as JSON, one a line, and prints what boto3 gives back, one a line."""

import json
import sys
from datetime import datetime, timezone

import boto3
from botocore import xform_name
from botocore.exceptions import ClientError


def main():
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line)), default=as_text), flush=True)


def answer(call):
    credentials = call["credentials"]
    client = boto3.session.Session().client(
        call["service"],
        region_name=call["region"],
        aws_access_key_id=credentials["accessKeyId"],
        aws_secret_access_key=credentials["secretAccessKey"],
        aws_session_token=credentials.get("sessionToken"),
    )
    try:
        output = getattr(client, xform_name(call["operation"]))(**call["input"])
    except ClientError as error:
        code, message = (error.response["Error"][name] for name in ("Code", "Message"))
        return {"error": {"code": code, "message": message}}
    del output["ResponseMetadata"]
    return {"output": output}


def as_text(value):
    if not isinstance(value, datetime):
        raise TypeError(f"{type(value)} is not expected in an answer")
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


main()
