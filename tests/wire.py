"""A client that speaks to the server as a browser does, or as somebody who forges what a browser says."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

Answer = tuple[int, dict[str, str], bytes]
MULTIPART = "multipart/form-data; boundary=b"


def multipart(name: str, data: bytes = b"PK") -> bytes:
    """A file as a form sends it."""
    head = f'--b\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n--b--\r\n"


@dataclass
class Browser:
    """Requests over HTTP with the cookies that the server set."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Status, headers in lower case, and body; no redirect is followed."""
        sent = dict(headers or {})
        if self.cookies:
            sent.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0].strip('"')
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, data

    def token(self, path: str = "/login") -> str:
        """The CSRF token of a page's form."""
        found = re.search(rb'name="csrf" value="([^"]+)"', self.ask(path)[2])
        assert found, f"{path} has no form"
        return found[1].decode()

    def send(self, path: str, headers: Mapping[str, str] | None = None, **fields: str) -> Answer:
        """Post a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask(path, "POST", urlencode(fields).encode(), {**kind, **(headers or {})})

    def uploading(self) -> dict[str, str]:
        """The headers that go along with a file."""
        self.ask("/_stcore/health")
        return {"Content-Type": MULTIPART, "X-Xsrftoken": self.cookies["_streamlit_xsrf"]}

    def sign_in(self, login: str, password: str) -> Answer:
        """Fill in the sign-in page."""
        return self.send("/login", csrf=self.token(), login=login, password=password)


@dataclass
class Run:
    """What a run of a script sent."""

    messages: list[ForwardMsg]

    @property
    def text(self) -> str:
        """All that can be read in it."""
        return "\n".join(_texts(message) for message in self.messages)

    @property
    def page_hashes(self) -> dict[str, str]:
        """The screens of the navigation by the last part of their address, the first one's being empty."""
        (found,) = [message.navigation for message in self.messages if message.WhichOneof("type") == "navigation"]
        return {page.url_pathname: page.page_script_hash for page in found.app_pages}

    def widget(self, kind: str, label: str = "") -> object:
        """The first widget of a kind ("button", "file_uploader"), with this label."""
        for message in self.messages:
            element = message.delta.new_element
            if element.WhichOneof("type") == kind and label in getattr(element, kind).label:
                return getattr(element, kind)
        raise AssertionError(f"no {kind} {label!r}")


class Wire(AbstractContextManager["Wire"]):
    """A page's connection: runs of its script, with forged widgets where a test wants."""

    def __init__(self, browser: Browser, session: str = "", headers: Mapping[str, str] | None = None) -> None:
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        self.session = session
        self._opened = connect(
            browser.address.replace("http", "ws", 1) + "/_stcore/stream",
            additional_headers={**({"Cookie": cookies} if cookies else {}), **(headers or {})},
            subprotocols=["streamlit", "none", session] if session else ["streamlit"],  # type: ignore[list-item]
            origin=browser.address,  # type: ignore[arg-type]
            max_size=None,
        )
        self.socket: ClientConnection = self._opened.__enter__()

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the page."""
        self._opened.__exit__(None, None, None)

    def run(self, page: str = "", *widgets: WidgetState, query: str = "", page_hash: str = "") -> Run:
        """Run a page's script with these widget states, to its end; the page by its name or its hash."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.page_script_hash = page_hash
        message.rerun_script.query_string = query
        message.rerun_script.widget_states.widgets.extend(widgets)
        self.socket.send(message.SerializeToString())
        return self.read("script_finished")

    def run_fragment(self, fragment: str, *widgets: WidgetState) -> Run:
        """Ask for a fragment of the page alone, which the page does not have: what comes instead."""
        message = BackMsg()
        message.rerun_script.fragment_id = fragment
        message.rerun_script.widget_states.widgets.extend(widgets)
        self.socket.send(message.SerializeToString())
        return self.read("session_status_changed")

    def read(self, kind: str) -> Run:
        """What comes until a message of this kind."""
        seen: list[ForwardMsg] = []
        while not seen or seen[-1].WhichOneof("type") != kind:
            data = self.socket.recv(timeout=60)
            assert isinstance(data, bytes)
            seen.append(ForwardMsg.FromString(data))
            if seen[-1].WhichOneof("type") == "new_session":
                self.session = seen[-1].new_session.initialize.session_id
        return Run(seen)

    def download(self, file_id: str) -> tuple[str, str]:
        """Ask for a file that is made at the click: its address, or the error."""
        message = BackMsg()
        message.backend_operation_request.request_id = "r"
        message.backend_operation_request.session_id = self.session
        message.backend_operation_request.deferred_file.file_id = file_id
        self.socket.send(message.SerializeToString())
        answer = self.read("backend_operation_response").messages[-1].backend_operation_response
        return answer.deferred_file.url, answer.error_msg


def _texts(message: ForwardMsg) -> str:
    return message.delta.new_element.html.body + str(message.delta) if message.HasField("delta") else ""


def pressed(widget: object) -> WidgetState:
    """A button's state as it is at the click."""
    return WidgetState(id=widget.id, trigger_value=True)  # type: ignore[attr-defined]


def chosen(widget: object, value: str) -> WidgetState:
    """A select box's or a text field's state, with any value whatever it offers."""
    return WidgetState(id=widget.id, string_value=value)  # type: ignore[attr-defined]


def chosen_many(widget: object, *values: str) -> WidgetState:
    """A list's state where several may be chosen, with any values whatever it offers."""
    state = WidgetState(id=widget.id)  # type: ignore[attr-defined]
    state.string_array_value.data.extend(values)
    return state
