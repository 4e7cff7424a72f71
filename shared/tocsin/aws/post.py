"""What AWS carries: mails by SES, messages of chats by SNS, and what either says to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.channels.mail import MAILTO
from tocsin.channels.model import ChannelName, Outcome, Request

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

    from tocsin.aws.clients import Clients, Ses

PASSING = frozenset(
    {"TooManyRequestsException", "LimitExceededException", "ThrottlingException", "InternalFailure", "Throttled"}
)
"""What another try may get past; a sender that is not verified or a message that is rejected is not."""


def carry(clients: Clients, name: ChannelName, sender: str, request: Request) -> Outcome:
    """Hand a message on, whatever carries it; `ref` is the id by which it is referred to later."""
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415  # loaded with the client

    service = "SES" if name == "mail" else "SNS"
    try:
        ref = send(clients.ses, sender, request) if name == "mail" else publish(clients.sns, request)
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return Outcome("retry" if code in PASSING or status >= 500 else "refused", f"{service}: {code}")
    except BotoCoreError as error:
        return Outcome("retry", f"{service}: {type(error).__name__}")
    return Outcome("ok", ref=ref)


def send(ses: Ses, sender: str, request: Request) -> str:
    """The Message-ID that SES gives, in the place of whatever the message says."""
    to = request.url.removeprefix(MAILTO)
    answer = ses.send_email(
        FromEmailAddress=sender, Destination={"ToAddresses": [to]}, Content={"Raw": {"Data": request.body}}
    )
    region = ses.meta.region_name
    return f"{answer['MessageId']}@{'email' if region == 'us-east-1' else region}.amazonses.com"


def publish(sns: SNSClient, request: Request) -> str:
    return sns.publish(TopicArn=request.url, Message=request.body.decode())["MessageId"]
