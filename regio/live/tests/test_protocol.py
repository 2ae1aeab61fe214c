from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regio.live.protocol import frames
from regio.live.tests.wire import ORIGIN, TEXT, Browser, HubProcess, client_frame, handshake

PUBLIC = {
    "foreign": ("https://evil.example",),
    "absent": (),
    "null": ("null",),
    "empty": ("",),
    "sibling": ("https://shop.region.example",),
    "parent": ("https://example",),
    "longer": (f"{ORIGIN}.evil.example",),
    "other port": (f"{ORIGIN}:8443",),
    "other scheme": ("http://region.example",),
    "other case": (ORIGIN.upper(),),
    "with path": (f"{ORIGIN}/",),
    "two": (ORIGIN, "https://evil.example"),
    "list": (f"{ORIGIN}, https://evil.example",),
}


@pytest.mark.parametrize("origin", PUBLIC.values(), ids=PUBLIC.keys())
def test_any_other_origin_gets_403(hub: HubProcess, origin: tuple[str, ...]) -> None:
    with Browser(hub.port) as browser:
        assert browser.ask(handshake(origin=origin)) == 403
        assert browser.is_over()


def test_own_origin_gets_a_socket(hub: HubProcess) -> None:
    with Browser(hub.port) as browser:
        assert browser.ask(handshake()) == 101


REFUSED = {
    "other path": (handshake(path="/"), 404),
    "ticket in the address": (handshake(path="/live?ticket=x"), 404),
    "post": (handshake().replace(b"GET", b"POST"), 405),
    "no upgrade": (handshake(upgrade=None), 426),
    "other upgrade": (handshake(upgrade="h2c"), 426),
    "no connection": (handshake(connection="close"), 426),
    "old version": (handshake(sec_websocket_version="8"), 426),
    "no version": (handshake(sec_websocket_version=None), 426),
    "no key": (handshake(sec_websocket_key=None), 400),
    "short key": (handshake(sec_websocket_key="c2hvcnQ="), 400),
    "bad key": (handshake(sec_websocket_key="!" * 24), 400),
    "no host": (handshake(host=None), 400),
    "old http": (handshake().replace(b"HTTP/1.1", b"HTTP/1.0"), 400),
    "no http": (b"\x16\x03\x01\x02\r\n\r\n", 400),
    "folded header": (handshake(cookie="a\r\n b: c"), 400),
    "large head": (handshake(cookie="x" * 9_000), 431),
    "endless head": (b"GET /live HTTP/1.1\r\n" + b"x" * 9_000, 431),
}


@pytest.mark.parametrize(("request_bytes", "status"), REFUSED.values(), ids=REFUSED.keys())
def test_bad_handshake_is_refused(hub: HubProcess, request_bytes: bytes, status: int) -> None:
    with Browser(hub.port) as browser:
        assert browser.ask(request_bytes) == status
        assert browser.is_over()


BROKEN = {
    "unmasked": (b"\x81\x02hi", 1002),
    "reserved bit": (client_frame(TEXT, b"{}", first=0xC1), 1002),
    "unknown opcode": (client_frame(3), 1002),
    "unknown control": (client_frame(11), 1002),
    "fragmented ping": (client_frame(9, first=0x09), 1002),
    "long ping": (client_frame(9, b"x" * 126), 1002),
    "lone continuation": (client_frame(0, b"x"), 1002),
    "text inside text": (client_frame(TEXT, b"a", first=0x01) + client_frame(TEXT, b"b"), 1002),
    "long way to write a length": (b"\x81\xfe\x00\x05\0\0\0\0hello", 1002),
    "longer way to write a length": (b"\x81\xff" + (200).to_bytes(8, "big") + b"\0\0\0\0", 1002),
    "negative length": (b"\x81\xff" + b"\xff" * 8 + b"\0\0\0\0", 1002),
    "too big": (b"\x81\xfe\x10\x01\0\0\0\0", 1009),
    "huge": (b"\x81\xff" + (2**62).to_bytes(8, "big"), 1009),
    "too big in parts": (client_frame(TEXT, b"a" * 4_096, first=0x01) + client_frame(0, b"b"), 1009),
    "binary": (client_frame(2, b"x"), 1003),
    "not UTF-8": (client_frame(TEXT, b"\xc3\x28"), 1007),
    "close of one byte": (client_frame(8, b"\x03"), 1002),
    "close with a forbidden code": (client_frame(8, (1005).to_bytes(2, "big")), 1002),
    "close with a reason that is not UTF-8": (client_frame(8, b"\x03\xe8\xff"), 1007),
    "not JSON": (client_frame(TEXT, b"hello"), 1008),
    "no ticket": (client_frame(TEXT, b'{"subscribe":"user-1"}'), 1008),
    "list": (client_frame(TEXT, b"[]"), 1008),
    "number as ticket": (client_frame(TEXT, b'{"ticket":1}'), 1008),
    "deep JSON": (client_frame(TEXT, b"[" * 4_000), 1008),
    "flood": (client_frame(9) * 21, 1008),
    "flood of fragments": (client_frame(TEXT, first=0x01) + client_frame(0, first=0x00) * 20, 1008),
}


@pytest.mark.parametrize(("data", "code"), BROKEN.values(), ids=BROKEN.keys())
def test_client_that_breaks_the_rules_is_closed_alone(
    hub: HubProcess, sign: Callable[..., str], publish: Callable[..., None], data: bytes, code: int
) -> None:
    with Browser(hub.port).open(sign("user-1")) as bystander, Browser(hub.port).open(sign("user-2")) as culprit:
        culprit.socket.sendall(data)
        opcode, payload = culprit.frame()
        while opcode == frames.PONG:  # answers to the first of a flood
            opcode, payload = culprit.frame()
        assert (opcode, int.from_bytes(payload, "big")) == (frames.CLOSE, code)
        publish("user-1", {"type": "test", "id": 1})
        assert bystander.hear() == {"s": "user-1", "e": {"type": "test", "id": 1}}


def test_ping_between_fragments_is_answered_at_once(hub: HubProcess, sign: Callable[..., str]) -> None:
    hello = f'{{"ticket":"{sign("user-1")}"}}'.encode()
    with Browser(hub.port).open() as browser:
        browser.send(TEXT, hello[:9], first=0x01)
        browser.send(frames.PING, b"are you there")
        assert browser.frame() == (frames.PONG, b"are you there")
        browser.send(frames.CONTINUATION, hello[9:])
        assert browser.hear()["type"] == "ready"


def test_handshake_and_ticket_may_come_byte_by_byte(hub: HubProcess, sign: Callable[..., str]) -> None:
    with Browser(hub.port) as browser:
        for byte in handshake()[:-1]:
            browser.socket.sendall(bytes((byte,)))
        assert browser.ask(b"\n") == 101
        for byte in client_frame(TEXT, f'{{"ticket":"{sign("user-1")}"}}'.encode()):
            browser.socket.sendall(bytes((byte,)))
        assert browser.hear()["type"] == "ready"


def test_close_is_answered_with_its_code(hub: HubProcess, sign: Callable[..., str]) -> None:
    with Browser(hub.port).open(sign("user-1")) as browser:
        browser.send(frames.CLOSE, (1001).to_bytes(2, "big") + "tschüß".encode())
        assert browser.frame() == (frames.CLOSE, (1001).to_bytes(2, "big"))
        assert browser.is_over()


@given(st.lists(st.binary(max_size=200)))
def test_reader_never_fails_in_another_way_than_it_promises(chunks: list[bytes]) -> None:
    reader = frames.Reader()
    try:
        for chunk in chunks:
            for opcode, payload in reader.feed(chunk):
                assert opcode in {0, 1, 2, 8, 9, 10}
                assert len(payload) <= frames.MAX_MESSAGE
    except frames.Malformed as malformed:
        assert malformed.code in {1002, 1009}


@given(st.lists(st.tuples(st.sampled_from([1, 9, 10]), st.binary(max_size=125))), st.data())
def test_reader_finds_the_same_frames_however_they_are_cut(sent: list[tuple[int, bytes]], data: st.DataObject) -> None:
    whole = b"".join(client_frame(opcode, payload) for opcode, payload in sent)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=8)))
    reader = frames.Reader()
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert [frame for piece in pieces for frame in reader.feed(piece)] == sent


@given(st.integers(0, 70_000))
def test_built_frame_says_its_length_in_the_shortest_way(size: int) -> None:
    frame = frames.build(frames.TEXT, b"x" * size)
    assert len(frame) == size + (2 if size < 126 else 4 if size < 65_536 else 10)
    assert frame[0] == 0x81


@given(
    st.binary(min_size=1, max_size=300),
    st.sampled_from([b"", handshake()]),
    st.sampled_from([b"", b"\x81\x80", client_frame(TEXT, b'{"ticket"', first=0x01)]),
)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_kill_the_hub(hub: HubProcess, noise: bytes, opening: bytes, start: bytes) -> None:
    with Browser(hub.port) as browser:
        browser.socket.sendall(opening + start + noise)
    assert hub.health()[0] == 200
