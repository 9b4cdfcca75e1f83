"""Ours held to Microsoft's own library: what it makes of our activities and answers, and of the same tokens."""

import os
import warnings
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import jwt
import pytest

from bot.cards.file import File
from bot.teams.file_offers import consent_message, stored_message
from models.db.database import Database
from tests.support.teams import APP, BOT, CHANNEL, GROUP, TEAM, Bench, Posted, SigningKeys, labelled, teams
from tests.teams.test_presses import handlers

PRIVATE = {"type": "message", "text": "frister", "recipient": {**BOT, "isTargeted": True}}


@pytest.fixture(scope="module")
def official() -> ModuleType:
    """Microsoft's library, whose import reads a `.env` file and warns of what is in preview."""
    before = dict(os.environ)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import microsoft_teams.api  # noqa: PLC0415
        import microsoft_teams.apps.auth.token_validator  # noqa: PLC0415
    os.environ.clear()
    os.environ.update(before)
    return microsoft_teams


@pytest.fixture
async def bench(sqlite_database: Database) -> AsyncIterator[Bench]:
    async with teams(sqlite_database, handlers()) as bench:
        yield bench


async def test_what_we_take_for_an_activity_is_one(bench: Bench, official: ModuleType) -> None:
    sent = [bench.kari.activity({"type": "message", "text": "frister"}, where) for where in ("", CHANNEL, GROUP, TEAM)]
    sent += [
        bench.kari.activity(PRIVATE, CHANNEL),
        bench.kari.activity({"type": "conversationUpdate", "membersAdded": [BOT]}, TEAM),
        bench.kari.activity({"type": "installationUpdate", "action": "add"}),
        bench.kari.activity({"type": "messageReaction", "reactionsAdded": [{"type": "like"}], "replyToId": "1"}),
        bench.kari.activity({"type": "invoke", "name": "task/fetch", "value": {"data": {"handling": "frister.ny"}}}),
        bench.kari.activity(
            {
                "type": "invoke",
                "name": "adaptiveCard/action",
                "value": {"action": {"type": "Action.Execute", "verb": "x", "data": {}}, "trigger": "manual"},
            }
        ),
    ]
    read = [official.api.ActivityTypeAdapter.validate_python(each).type for each in sent]
    assert read == [each["type"] for each in sent]
    assert official.api.ActivityTypeAdapter.validate_python(sent[4]).recipient.is_targeted is True


async def test_what_we_post_and_answer_is_what_microsoft_reads_back(bench: Bench, official: ModuleType) -> None:
    api = official.api
    await bench.kari.write("frister")
    (posted,) = bench.said
    read = api.MessageActivityInput.model_validate(posted.body)
    assert read.model_dump(by_alias=True, exclude_none=True)["summary"] == posted.body["summary"]

    in_place = await bench.kari.press(labelled(posted.card, "Ferdig"), on="1")
    # Teams' documents write it with a capital, the library without.
    in_place["value"]["msteams"]["width"] = "full"
    assert api.AdaptiveCardActionCardResponse.model_validate(in_place).status_code == 200
    toast = await bench.kari.press(labelled(labelled(posted.card, "Tema")["card"], "Vei"))
    assert api.AdaptiveCardActionMessageResponse.model_validate(toast).value == "Du valgte vei."
    await bench.post(bench.kari.activity(PRIVATE, CHANNEL))
    targeted = bench.said[-1]
    theirs = api.MessageActivityInput.model_validate(targeted.body)
    assert (theirs.recipient.id, type(theirs.entities[0]).__name__) == (targeted.targeted, "TargetedMessageInfoEntity")
    opened = await bench.kari.press(labelled(posted.card, "Ny"), on="1")
    assert type(api.TaskModuleResponse.model_validate(opened).task).__name__ == "TaskModuleContinueResponse"


async def test_how_a_file_is_asked_about_given_and_told_of_is_microsofts_own_way(
    bench: Bench, official: ModuleType
) -> None:
    api = official.api
    content = {"description": "Må rettes", "sizeInBytes": 7, "acceptContext": {"fil": 1}, "declineContext": {"fil": 1}}
    assert api.FileConsentCard.model_validate(content).size_in_bytes == 7
    asked = consent_message(File("rettes.xlsx", "Må rettes", bytes), 7, 1)
    assert asked["attachments"][0]["content"] == content
    place = {"contentUrl": "https://contoso.sharepoint.com/f", "uniqueId": "1", "fileType": "xlsx"}
    (info,) = stored_message("rettes.xlsx", place)["attachments"]
    assert api.FileInfoCard.model_validate(info["content"]).file_type == "xlsx"
    activity = await bench.kari.consents(Posted("POST", "", asked, "1"))
    read = api.ActivityTypeAdapter.validate_python(activity)
    assert (type(read).__name__, read.value.upload_info.name) == ("FileConsentInvokeActivity", "rettes.xlsx")
    api.ActivityTypeAdapter.validate_python(await bench.kari.give("bok.xlsx", b"PK"))


class TheirKeys:
    """Microsoft's validator asks for keys while it blocks: it gets them from here."""

    def get_signing_key_from_jwt(self, token: str) -> jwt.PyJWK:
        name = jwt.get_unverified_header(token)["kid"]
        if name != "k1":
            raise jwt.PyJWKClientError(name)
        told = jwt.algorithms.RSAAlgorithm.to_jwk(SigningKeys.of(name).public_key(), as_dict=True)
        return jwt.PyJWK(told | {"kid": name}, algorithm="RS256")


TOKENS: dict[str, dict[str, Any]] = {
    "good": {},
    "audience": {"aud": "somebody-elses-bot"},
    "issuer": {"iss": "https://sts.example.com/"},
    "service": {"serviceurl": "https://smba.trafficmanager.net/emea/"},
    "old": {"nbf": 0, "exp": 1},
}


@pytest.mark.parametrize("name", TOKENS)
async def test_a_token_is_good_to_us_when_it_is_good_to_microsoft(
    bench: Bench, official: ModuleType, name: str
) -> None:
    # Theirs looks at the machine's own clock, so the bench is told the same time.
    bench.clock.at = datetime.now(UTC)
    token = bench.token(**TOKENS[name])
    theirs = official.apps.auth.token_validator.TokenValidator.for_service(APP)
    theirs._jwks_client = TheirKeys()
    try:
        await theirs.validate_token(token, bench.connector.url)
    except jwt.PyJWTError:
        good = False
    else:
        good = True
    answer = await bench.post(bench.kari.activity({"type": "message", "text": "frister"}), token)
    assert (answer.status_code == 200) is good is (name == "good")
