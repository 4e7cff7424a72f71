"""Topics: a taxonomy that is data, and what of it a document is about."""

from tocsin.engine.topics.find import Taxonomy as Taxonomy
from tocsin.engine.topics.find import find_topics as find_topics
from tocsin.engine.topics.subject import find_subject as find_subject
from tocsin.engine.topics.taxonomy import builtin_version as builtin_version
