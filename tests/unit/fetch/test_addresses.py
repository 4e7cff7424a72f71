"""Where a request may go: a test for each trick that leads elsewhere."""

from __future__ import annotations

import pytest

from tocsin.errors import FetchForbidden
from tocsin.fetch import Policy, is_public

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "100.127.255.254", "0.0.0.1",
    "169.254.169.254", "169.254.170.2", "169.254.100.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.88.99.1", "::", "::1", "fe80::1",
    "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "fe80::1%eth0",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_of_the_public_network_is_not_asked(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(FetchForbidden):
        Policy().admit(Policy().target("https://news.example.org/"), [address])


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::1"])
def test_a_public_address_is_asked(address: str) -> None:
    assert is_public(address)


def test_one_private_address_among_public_ones_is_enough() -> None:
    policy = Policy()
    with pytest.raises(FetchForbidden):
        policy.admit(policy.target("https://news.example.org/"), ["8.8.8.8", "10.0.0.1"])


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.0.0.1/",
        "http://0x7f000001/", "http://127.0.0.1./", "http://010.8.8.8/", "http://[::1]/", "http://[::ffff:7f00:1]/",
        "http://[fe80::1%25eth0]/", "http://localhost/", "http://LOCALHOST./", "http://x.localhost/",
        "http://metadata.google.internal/", "http://printer.local/", "http://router.lan/", "http://api.default.svc/",
        "http://intranet/", "http://news.example.org:8080/", "http://news.example.org:22/", "ftp://news.example.org/",
        "file:///etc/passwd", "gopher://news.example.org/", "javascript:alert(1)", "data:text/html,x",
        "http://user:secret@news.example.org/", "http://news.example.org@10.0.0.1/", "http://10.0.0.1#@news.example.org/",
        "http://news.example.org\\@10.0.0.1/", "http:///news.example.org", "//news.example.org/", "news.example.org",
        "http://news.example.org/\r\nHost: x", "http://news example.org/", "http://[::1", "http://news.example.org:x/",
        "http://①②⑦.⓪.⓪.①/", "http://ⓛocalhost/", "http://" + "a" * 300 + ".org/", "http://x/" + "a" * 2100, "",
    ],
)  # fmt: skip
def test_a_url_that_leads_elsewhere_than_it_seems_is_refused_before_any_name_is_asked_for(url: str) -> None:
    with pytest.raises(FetchForbidden):
        Policy().target(url)


def test_an_international_name_is_asked_for_as_dns_has_it() -> None:
    target = Policy().target("https://новости.example.org/статья?тема=1#x")
    assert target.host == "xn--b1amnebsh.example.org"
    assert target.path.isascii()
    assert "#" not in target.url


def test_what_an_operator_allows_is_asked_wherever_it_lies_and_nothing_beside_it() -> None:
    policy = Policy(frozenset({"127.0.0.1:8080", "wiki.intranet"}))
    target = policy.target("http://127.0.0.1:8080/feed")
    assert policy.admit(target, ["127.0.0.1"]) == ["127.0.0.1"]
    assert policy.target("http://wiki.intranet/").allowed
    for url in ("http://127.0.0.1:8081/", "http://127.0.0.1/", "http://www.wiki.intranet/"):
        with pytest.raises(FetchForbidden):
            policy.target(url)
