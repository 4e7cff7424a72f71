"""The template as `sam package` would leave it: local folders and nested templates replaced by addresses in a bucket.

What only the emulator needs is changed here, on the way, so that template.yaml stays what production deploys.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

Template = dict[str, Any]
Store = Callable[[Path], str]
"""Takes a local file or folder of the template, returns where the artifact is now (s3://bucket/key or https)."""

_SHORT_FORMS = {"!Ref": "Ref", "!Condition": "Condition"}


class _Loader(yaml.SafeLoader):
    """YAML with the short forms of CloudFormation's functions, nothing else beyond the safe kinds."""


def _short_form(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, object]:
    name = _SHORT_FORMS.get(f"!{suffix}", f"Fn::{suffix}")
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
        if suffix == "GetAtt":
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    elif isinstance(node, yaml.MappingNode):
        value = loader.construct_mapping(node, deep=True)
    return {name: value}


_Loader.add_multi_constructor("!", _short_form)


def load_template(path: Path) -> Template:
    """Read a CloudFormation template: short forms written out, aliases as copies. Raises `yaml.YAMLError`."""
    # The loader is SafeLoader with tags that make dicts of strings.
    template = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    # Through JSON, as changing one resource must not change another: a deep copy would keep what they share.
    return cast("Template", json.loads(json.dumps(template)))


@dataclass(frozen=True)
class Overrides:
    """What a local deployment changes: variables of every function, and properties by logical id."""

    environment: Mapping[str, object] = field(default_factory=dict)
    properties: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def apply(self, template: Template) -> Template:
        """A changed copy. Raises `KeyError` for a resource that the template does not have."""
        changed = copy.deepcopy(template)
        variables = changed["Globals"]["Function"]["Environment"]["Variables"]
        variables.update(self.environment)
        for logical_id, properties in self.properties.items():
            changed["Resources"][logical_id]["Properties"].update(properties)
        return changed


def fit_to_emulator(template: Template, endpoint: str, processors: int) -> Template:
    """A changed copy: what of the template would not work on one machine, over plain HTTP on loopback."""
    changed = copy.deepcopy(template)
    # The API answers under a path of the emulator, not under the host name that AWS would give it.
    variables = changed["Globals"]["Function"]["Environment"]["Variables"]
    variables["TOCSIN_API_URL"] = {"Fn::Sub": f"{endpoint}/_aws/execute-api/${{HttpApi}}"}
    variables["TOCSIN_LOCAL_ENDPOINTS"] = "1"  # subscribers of a local stack are on this machine
    _drop_tls_rules(changed["Resources"])
    for resource in changed["Resources"].values():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::ApiGatewayV2::Authorizer":
            properties.setdefault("IdentitySource", [])  # left out, the emulator takes it for Authorization
        for event in properties.get("Events", {}).values():
            _limit_workers(event["Properties"], processors)
    return changed


def _drop_tls_rules(resources: dict[str, Any]) -> None:
    """A policy that says nothing else goes as a whole."""
    for name, resource in list(resources.items()):
        if resource["Type"] in _RESOURCE_POLICIES:
            document = resource["Properties"]["PolicyDocument"]
            document["Statement"] = [rule for rule in document["Statement"] if rule.get("Sid") != _TLS_RULE]
            if not document["Statement"]:
                del resources[name]


def _limit_workers(event: dict[str, Any], processors: int) -> None:
    # More workers than processors only wait for each other, and each is a process with its own copy of the layer.
    scaling = event.get("ScalingConfig")
    if scaling:
        most, room = scaling["MaximumConcurrency"], max(_LEAST_CONCURRENCY, processors)
        # The emulator takes a number only, where the template refers to a parameter.
        scaling["MaximumConcurrency"] = min(most, room) if isinstance(most, int) else room


_RESOURCE_POLICIES = frozenset({"AWS::S3::BucketPolicy", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy"})
_TLS_RULE = "TlsOnly"
_LEAST_CONCURRENCY = 2  # of an SQS event source (AWS Lambda API reference, ScalingConfig)


def package(template: Template, folder: Path, store: Store) -> Template:
    """A copy with each local path (relative to `folder`) replaced by what `store` returns for it."""
    packaged = copy.deepcopy(template)
    for resource in packaged["Resources"].values():
        name = _LOCAL_PATHS.get(resource["Type"])
        if name is None:
            continue
        resource.get("Metadata", {}).pop("BuildMethod", None)  # it is built
        resource["Properties"][name] = store(folder / resource["Properties"][name])
    return packaged


_LOCAL_PATHS = {
    "AWS::Serverless::Function": "CodeUri",
    "AWS::Serverless::LayerVersion": "ContentUri",
    "AWS::CloudFormation::Stack": "TemplateURL",
}


def to_json(template: Template) -> str:
    """The template as JSON, equal templates as equal strings."""
    return json.dumps(template, sort_keys=True, separators=(",", ":"))
