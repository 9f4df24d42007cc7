"""Answers as the identity of an Azure machine does, with a token that opens nothing; writes its port to the file it is given."""

import base64
import http.server
import json
import pathlib
import sys

TENANT = "00000000-0000-0000-0000-000000000002"
CLIENT = "00000000-0000-0000-0000-000000000005"


def part(claims):
    return base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")


class Identity(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        token = ".".join([part({"alg": "none"}), part({"oid": CLIENT, "appid": CLIENT, "tid": TENANT}), "none"])
        body = json.dumps({"access_token": token, "token_type": "Bearer", "expires_in": "3600"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Identity)
pathlib.Path(sys.argv[1]).write_text(f"{server.server_port}\n")
server.serve_forever()
