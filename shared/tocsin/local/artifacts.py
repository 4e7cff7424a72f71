"""Built zips of the functions and the layer, named after their content, in the emulator's deployment bucket."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tocsin.local.archive import fingerprint, write_zip
from tocsin.local.layer import build_layer_zip, forget_old
from tocsin.local.package import load_template, package, to_json
from tocsin.local.project import Project

DEPLOY_BUCKET = "tocsin-deploy"
_NAME_LENGTH = 24


class Artifacts:
    """Builds what is missing or changed and puts it where CloudFormation fetches it; the rest is left alone."""

    def __init__(self, project: Project, s3: Any, endpoint: str) -> None:
        self._project = project
        self._s3 = s3
        self._endpoint = endpoint

    def store(self, path: Path) -> str:
        """Build and upload the folder or nested template at `path`; returns where it is now."""
        if path.is_file():
            nested = to_json(package(load_template(path), path.parent, self.store))
            return self.store_text(nested)
        if path.resolve() == (self._project.root / "shared").resolve():
            return self._upload(build_layer_zip(self._project))
        return self._upload(_function_zip(self._project, path))

    def store_text(self, template: str) -> str:
        """Upload a template; returns its address. CloudFormation takes larger ones from a bucket than inline."""
        key = f"{fingerprint(template)[:_NAME_LENGTH]}.json"
        if not self._has(key):
            self._s3.put_object(Bucket=DEPLOY_BUCKET, Key=key, Body=template.encode())
        return f"{self._endpoint}/{DEPLOY_BUCKET}/{key}"

    def _upload(self, archive: Path) -> str:
        if not self._has(archive.name):
            self._s3.put_object(Bucket=DEPLOY_BUCKET, Key=archive.name, Body=archive.read_bytes())
        return f"s3://{DEPLOY_BUCKET}/{archive.name}"

    def _has(self, key: str) -> bool:
        found = self._s3.list_objects_v2(Bucket=DEPLOY_BUCKET, Prefix=key)
        return any(item["Key"] == key for item in found.get("Contents", ()))

    def make_bucket(self) -> None:
        """Make the deployment bucket if it is not there."""
        names = {bucket["Name"] for bucket in self._s3.list_buckets()["Buckets"]}
        if DEPLOY_BUCKET not in names:
            self._s3.create_bucket(Bucket=DEPLOY_BUCKET)


def build_all(project: Project) -> list[Path]:
    """Build the layer and every function; returns the zips. What is unchanged is not built again."""
    functions = sorted(path.parent for path in (project.root / "functions").glob("*/app.py"))
    return [build_layer_zip(project), *(_function_zip(project, folder) for folder in functions)]


def _function_zip(project: Project, folder: Path) -> Path:
    archive = project.build / f"{folder.name}-{fingerprint(folder)[:_NAME_LENGTH]}.zip"
    if not archive.is_file():
        project.build.mkdir(exist_ok=True)
        forget_old(project.build, f"{folder.name}-*.zip")
        write_zip(folder, archive)
    return archive
