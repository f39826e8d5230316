"""An editor's half of the Language Server Protocol, as far as these tests need it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent.parent
SERVER = PROJECT / ".venv/language-server/node_modules/yaml-language-server/bin/yaml-language-server"
SETTINGS = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}


class Editor:
    """An open project; what the server finds wrong is kept by file."""

    def __init__(self, root: Path) -> None:
        node = shutil.which("node")
        assert node and SERVER.exists(), "This test needs node and the server: `make language-server` installs both."
        self._server = subprocess.Popen(
            [node, str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._asked = 0
        self._problems: dict[str, list[dict[str, Any]]] = {}
        hover = {"contentFormat": ["markdown"]}
        completion = {"completionItem": {"snippetSupport": True}}
        self._ask(
            "initialize",
            processId=os.getpid(),
            rootUri=root.as_uri(),
            capabilities={
                "workspace": {"configuration": True},
                "textDocument": {"hover": hover, "completion": completion},
            },
        )
        self._send({"method": "initialized", "params": {}})

    def close(self) -> None:
        """End the server."""
        self._server.kill()
        self._server.communicate()

    def open(self, path: Path, text: str) -> list[tuple[int, str]]:
        """Open a file, which need not lie on the disk, and return line (from 1) and message of each problem."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while path.as_uri() not in self._problems:
            self._receive()
        found = self._problems.pop(path.as_uri())
        return [(problem["range"]["start"]["line"] + 1, problem["message"]) for problem in found]

    def hover(self, path: Path, line: int, column: int) -> str:
        """Return what is shown at a place, both counted from 1."""
        found = self._at("hover", path, line, column)
        return str(found["contents"]["value"]) if found else ""

    def complete(self, path: Path, line: int, column: int) -> dict[str, str]:
        """Return what is offered at a place, by its label, with what would be inserted."""
        found = self._at("completion", path, line, column)
        return {item["label"]: item["insertText"] for item in found["items"]}

    def _at(self, what: str, path: Path, line: int, column: int) -> Any:
        position = {"line": line - 1, "character": column - 1}
        return self._ask(f"textDocument/{what}", textDocument={"uri": path.as_uri()}, position=position)

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": parameters})
        while True:
            message = self._receive()
            if message.get("id") == self._asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _send(self, message: dict[str, Any]) -> None:
        assert self._server.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._server.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        """Return the next message; answer it where the server asks something."""
        assert self._server.stdout is not None
        length = 0
        while header := self._server.stdout.readline().strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has ended"
        message: dict[str, Any] = json.loads(self._server.stdout.read(length))
        if message.get("method") == "workspace/configuration":
            wanted = [SETTINGS if item.get("section") == "yaml" else None for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": wanted})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        elif message.get("method") == "textDocument/publishDiagnostics":
            self._problems[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message
