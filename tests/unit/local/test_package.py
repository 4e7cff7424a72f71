"""From the template in the repository to the one that is sent to CloudFormation."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tocsin.local.package import Overrides, fit_to_emulator, load_template, package, to_json

ROOT = Path(__file__).parents[3]
TEMPLATE = load_template(ROOT / "template.yaml")
ENDPOINT = "http://127.0.0.1:4999"


def write(folder: Path, text: str) -> Path:
    path = folder / "template.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_short_forms_are_written_out(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "A: !Ref Bucket\nB: !GetAtt Outer.Inner.Arn\nC: !Sub '${X}/y'\nD: !If [Given, !Ref A, 2]\nE: !Condition F\n",
    )
    assert load_template(path) == {
        "A": {"Ref": "Bucket"},
        "B": {"Fn::GetAtt": ["Outer", "Inner.Arn"]},
        "C": {"Fn::Sub": "${X}/y"},
        "D": {"Fn::If": ["Given", {"Ref": "A"}, 2]},
        "E": {"Condition": "F"},
    }


def test_a_template_cannot_make_python_objects(tmp_path: Path) -> None:
    path = write(tmp_path, "A: !!python/object/apply:os.getcwd []\n")
    with pytest.raises(yaml.YAMLError, match="could not determine a constructor"):
        load_template(path)


def test_aliases_become_copies(tmp_path: Path) -> None:
    template = load_template(write(tmp_path, "A: &a {x: [1]}\nB: *a\n"))
    template["A"]["x"].append(2)
    assert template["B"] == {"x": [1]}


def test_folders_and_nested_templates_become_addresses() -> None:
    packaged = package(TEMPLATE, ROOT, lambda path: f"s3://bucket/{path.relative_to(ROOT).as_posix()}")
    resources = packaged["Resources"]
    assert resources["AnalyzeFunction"]["Properties"]["CodeUri"] == "s3://bucket/functions/analyze"
    assert resources["TocsinLayer"]["Properties"]["ContentUri"] == "s3://bucket/shared"
    assert "BuildMethod" not in resources["TocsinLayer"]["Metadata"]
    assert resources["Operations"]["Properties"]["TemplateURL"] == "s3://bucket/infra/operations.yaml"
    assert TEMPLATE["Resources"]["TocsinLayer"]["Properties"]["ContentUri"] == "shared/"


def test_the_same_template_gives_the_same_bytes() -> None:
    assert to_json(load_template(ROOT / "template.yaml")) == to_json(TEMPLATE)


def test_overrides_reach_every_function_and_single_properties_and_leave_the_template_alone() -> None:
    overrides = Overrides({"TOCSIN_FAULTS": "folder"}, {"IntakeQueue": {"VisibilityTimeout": 3}})
    before = to_json(TEMPLATE)
    changed = overrides.apply(TEMPLATE)
    assert changed["Globals"]["Function"]["Environment"]["Variables"]["TOCSIN_FAULTS"] == "folder"
    assert changed["Resources"]["IntakeQueue"]["Properties"]["VisibilityTimeout"] == 3
    assert changed["Resources"]["IntakeQueue"]["Properties"]["SqsManagedSseEnabled"] is True
    assert to_json(TEMPLATE) == before


def test_an_override_of_what_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match="NoSuchQueue"):
        Overrides(properties={"NoSuchQueue": {}}).apply(TEMPLATE)


def test_for_the_emulator_only_what_cannot_work_there_changes() -> None:
    fitted = fit_to_emulator(TEMPLATE, ENDPOINT, processors=4)
    gone = set(TEMPLATE["Resources"]) - set(fitted["Resources"])
    assert gone == {"BucketPolicy", "ArchiveBucketPolicy", "QueuesPolicy"}  # nothing but TLS
    changed = {name for name, resource in fitted["Resources"].items() if resource != TEMPLATE["Resources"][name]}
    policies = {"AlertTopicPolicy", "IntakeQueuePolicy", "SubscriptionDeadLettersPolicy", "DeliveriesQueuePolicy"}
    assert changed == {*policies, "ApiAuthorizer", "AnalyzeFunction"}
    events = fitted["Resources"]["AnalyzeFunction"]["Properties"]["Events"]
    assert events["Intake"]["Properties"]["ScalingConfig"] == {"MaximumConcurrency": 4}
    rules = fitted["Resources"]["AlertTopicPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    assert [rule["Sid"] for rule in rules] == ["ThisAccountPublishesAndSubscribes"]
    address = fitted["Globals"]["Function"]["Environment"]["Variables"]["TOCSIN_API_URL"]
    assert address == {"Fn::Sub": f"{ENDPOINT}/_aws/execute-api/${{HttpApi}}"}
