"""A visitor without a browser: speaks Streamlit's own protocol over its WebSocket."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

SUCCESS = ForwardMsg.ScriptFinishedStatus.Value("FINISHED_SUCCESSFULLY")


class Failed(Exception):
    """The server's script did not end well, or showed an error."""


class Visitor:
    """One open session; run asks for the script and waits for its end."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._pages: dict[str, str] = {}
        self._buttons: dict[str, str] = {}

    async def run(self, page: str = "", query: str = "", press: str = "") -> float:
        """Run the page (named as in its address, "" for the first) with the query; the seconds until it was done.

        press is the label of a button that the last run drew. Raises Failed where the script ended with an error, and
        KeyError for a page that the navigation does not have or a button that was not drawn.
        """
        message = BackMsg()
        message.rerun_script.query_string = query
        if page:
            message.rerun_script.page_script_hash = self._pages[page]
        if press:
            message.rerun_script.widget_states.widgets.add(id=self._buttons[press], trigger_value=True)
        self._buttons = {}
        start = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        async for raw in self._socket:
            answer = ForwardMsg()
            answer.ParseFromString(raw if isinstance(raw, bytes) else raw.encode())
            kind = answer.WhichOneof("type")
            if kind == "navigation":
                self._pages = {one.url_pathname: one.page_script_hash for one in answer.navigation.app_pages}
            elif kind == "delta":
                self._look(answer.delta.new_element)
            elif kind == "script_finished":
                if answer.script_finished != SUCCESS:
                    raise Failed(f"finished with {answer.script_finished}")
                return time.perf_counter() - start
        raise Failed("the server closed the connection")

    def _look(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception" or (kind == "alert" and element.alert.format == Alert.ERROR):
            raise Failed(str(element)[:300])
        if kind == "button":
            self._buttons[element.button.label] = element.button.id


@asynccontextmanager
async def visiting(address: str, headers: Mapping[str, str] | None = None) -> AsyncIterator[Visitor]:
    """A visitor of the server at an http address, with these headers (a cookie)."""
    url = address.replace("http://", "ws://") + "/_stcore/stream"
    async with connect(
        url,
        subprotocols=[Subprotocol("streamlit")],
        additional_headers=dict(headers or {}),
        max_size=None,
        open_timeout=60,
    ) as socket:
        yield Visitor(socket)
