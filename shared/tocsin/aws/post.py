"""Mail on its way by SES, and what SES says to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.channels.mail import MAILTO
from tocsin.channels.model import Outcome, Request

if TYPE_CHECKING:
    from tocsin.aws.clients import Ses

PASSING = frozenset({"TooManyRequestsException", "LimitExceededException", "ThrottlingException", "InternalFailure"})
"""What another try may get past; a sender that is not verified or a message that is rejected is not."""


def send(ses: Ses, sender: str, request: Request) -> Outcome:
    """`ref` is the Message-ID that SES gives, in the place of whatever the message says."""
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415  # loaded with the client

    to = request.url.removeprefix(MAILTO)
    try:
        answer = ses.send_email(
            FromEmailAddress=sender, Destination={"ToAddresses": [to]}, Content={"Raw": {"Data": request.body}}
        )
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return Outcome("retry" if code in PASSING or status >= 500 else "refused", f"SES: {code}")
    except BotoCoreError as error:
        return Outcome("retry", f"SES: {type(error).__name__}")
    region = ses.meta.region_name
    return Outcome("ok", ref=f"{answer['MessageId']}@{'email' if region == 'us-east-1' else region}.amazonses.com")
