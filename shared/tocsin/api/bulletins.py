"""Routes of bulletins: digests and surges."""

from __future__ import annotations

from tocsin.api.lists import CursorQuery, Id, Limit, Since, Until, cut, paged, since_until
from tocsin.api.routes import Api, needs
from tocsin.api.views import Cursor, View
from tocsin.aws.services import Services
from tocsin.digests.model import Digest, Surge
from tocsin.digests.store import Kept


class BulletinItem(View):
    """One of `digest` and `surge` is there."""

    digest: Digest | None = None
    surge: Surge | None = None
    sent_at: str | None
    """Null while it waits to be published."""

    @classmethod
    def of(cls, kept: Kept) -> BulletinItem:
        bulletin = kept.bulletin
        if isinstance(bulletin, Digest):
            return cls(digest=bulletin, sent_at=kept.sent_at)
        return cls(surge=bulletin, sent_at=kept.sent_at)


class BulletinPage(View):
    items: list[BulletinItem]
    next: Cursor


def add_bulletin_routes(app: Api, services: Services) -> None:
    @app.get("/v1/bulletins", summary="Digests and surges, the last first")
    @needs("read")
    def list_bulletins(
        since: Since = None, until: Until = None, limit: Limit = 20, cursor: CursorQuery = None
    ) -> BulletinPage:
        low, high = since_until(since, until)
        page = paged(
            services.cursors,
            cursor,
            ["bulletins", low, high],
            lambda at: cut(
                services.bulletins.page(limit=limit, since=low, until=high, position=at),
                BulletinItem.of,
                lambda kept: f"{kept.bulletin.raised_at}#{kept.bulletin.id}",
            ),
        )
        return BulletinPage(items=list(page.items), next=page.next)

    @app.get("/v1/bulletins/<bulletin_id>", summary="A digest or a surge")
    @needs("read")
    def get_bulletin(bulletin_id: Id) -> BulletinItem:
        return BulletinItem.of(services.bulletins.get(bulletin_id))
