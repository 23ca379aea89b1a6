"""The programs that the benchmark starts, each on loopback ports of its own and stopped at the end."""

import http.client
import json
import os
import socket
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROXY_CORE, CLIENT_CORE = "0", "1"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, path="/", seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", path)
            if connection.getresponse().status < 500:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise TimeoutError(f"nothing answers on port {port}")


class Program:
    def __init__(self, name, port):
        self.name, self.port, self.processes = name, port, []

    def start(self, core, command, environment=None):
        self.processes.append(subprocess.Popen(
            ["taskset", "-c", core, *command],
            env={**os.environ, **(environment or {})},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        return self.processes[-1]

    def pids(self):
        """The proxy's own processes: the last one started and its children."""
        pid = self.processes[-1].pid
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
            return [pid, *map(int, children.read().split())]

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


class Backends(Program):
    """Three ports of one nginx that answer a small body from memory."""

    def __init__(self, directory):
        self.ports = [free_port() for _ in range(3)]
        super().__init__("backends", self.ports[0])
        servers = "".join(
            f'server {{ listen 127.0.0.1:{port} reuseport; location / {{ return 200 "Hello from {port}\\n"; }} }}\n'
            for port in self.ports)
        self.start(CLIENT_CORE, nginx(directory, "backends", f"keepalive_requests 1000000; {servers}"))
        wait_for(self.port)

    def urls(self):
        return [f"http://127.0.0.1:{port}" for port in self.ports]


class AbuseBackend(Program):
    """One nginx with a small body and a large one, for the misuse test."""

    def __init__(self, directory, large_bytes):
        super().__init__("backend", free_port())
        self.ports = [self.port]
        with open(os.path.join(directory, "large"), "wb") as file:
            file.truncate(large_bytes)
        self.url = f"http://127.0.0.1:{self.port}"
        self.start(CLIENT_CORE, nginx(directory, "backend", f"""
            keepalive_requests 1000000;
            client_max_body_size 0;
            server {{
                listen 127.0.0.1:{self.port};
                location / {{ return 200 "Hello\\n"; }}
                location /large {{ root {directory}; }}
            }}"""))
        wait_for(self.port)


class Nginx(Program):
    UPSTREAM, LOCATION = "", ""

    def __init__(self, directory, backends):
        super().__init__("nginx", free_port())
        servers = " ".join(f"server 127.0.0.1:{port} {self.UPSTREAM};" for port in backends.ports)
        self.start(PROXY_CORE, nginx(directory, "proxy", f"""
            keepalive_requests 1000000;
            upstream pool {{ {servers} keepalive 64; keepalive_requests 1000000; }}
            server {{
                listen 127.0.0.1:{self.port};
                location / {{
                    {self.LOCATION}
                    proxy_pass http://pool;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_set_header Host $host;
                    proxy_set_header X-Forwarded-For $remote_addr;
                    proxy_set_header X-Forwarded-Proto $scheme;
                    proxy_set_header X-Forwarded-Host $host;
                }}
            }}"""))
        wait_for(self.port)


class Haproxy(Program):
    DEFAULTS, SERVER = "timeout connect 3s\n  timeout server 60s", "check inter 10s"

    def __init__(self, directory, backends):
        super().__init__("HAProxy", free_port())
        servers = "\n".join(f"  server s{port} 127.0.0.1:{port} {self.SERVER}" for port in backends.ports)
        file = os.path.join(directory, "haproxy.cfg")
        with open(file, "w", encoding="ascii") as config:
            config.write(f"""
global
  nbthread 1
  maxconn 4096
defaults
  mode http
  timeout client 60s
  {self.DEFAULTS}
  option forwardfor
  http-reuse always
frontend f
  bind 127.0.0.1:{self.port}
  http-request set-header X-Forwarded-Proto http
  http-request set-header X-Forwarded-Host %[req.hdr(host)]
  default_backend b
backend b
  balance roundrobin
{servers}
""")
        self.start(PROXY_CORE, ["haproxy", "-db", "-f", file])
        wait_for(self.port)


class Platform(Program):
    """The three processes; the data plane last, because it is what is measured."""

    # What each host setting is worth: the variable that switches it off. See src/DataPlane/HostTuning.cs.
    LEVERS = {
        "without inline completions": {"DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS": "0"},
        "with spinning workers": {"DOTNET_ThreadPool_UnfairSemaphoreSpinLimit": "46"},
        "with concurrent GC": {"DOTNET_gcConcurrent": "1"},
        "with server GC": {"DOTNET_gcServer": "1"},
        "without tiered PGO": {"DOTNET_TieredPGO": "0"},
        "with hosting diagnostics": {"LB_Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics": "Information"},
    }

    def __init__(self, name, directory, environment):
        super().__init__(name, free_port())
        self.api_port, admin, poller = free_port(), free_port(), free_port()
        store = os.path.join(directory, f"db-{self.port}")
        api = f"http://127.0.0.1:{self.api_port}"
        self.start(CLIENT_CORE, program("ControlPlane", store, f"--ControlPlane:Url={api}"))
        wait_for(self.api_port, "/readyz")
        self.start(CLIENT_CORE, program(
            "Poller", store, f"--Poller:AdminUrl=http://127.0.0.1:{poller}", f"--Poller:ControlPlaneUrl={api}"))
        self.start(PROXY_CORE, program(
            "DataPlane", store, f"--DataPlane:Url=http://127.0.0.1:{self.port}",
            f"--DataPlane:AdminUrl=http://127.0.0.1:{admin}", f"--DataPlane:ControlPlaneUrl={api}"), environment)
        wait_for(admin, "/readyz")
        self.traffic = http.client.HTTPConnection("127.0.0.1", self.port)

    def api(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.api_port, timeout=30)
        connection.request(method, path, json.dumps(body) if body else None,
                           {"Content-Type": "application/json", **(headers or {})})
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {text!r}")

    def status(self):
        self.traffic.request("GET", "/")
        answer = self.traffic.getresponse()
        answer.read()
        return answer.status


def nginx(directory, name, http):
    file = os.path.join(directory, f"{name}.conf")
    with open(file, "w", encoding="ascii") as config:
        config.write(f"""
daemon off; master_process off; worker_processes 1; pid {directory}/{name}.pid; error_log /dev/null;
events {{ worker_connections 4096; }}
http {{ access_log off;
  client_body_temp_path {directory}/{name}-body; proxy_temp_path {directory}/{name}-proxy;
  fastcgi_temp_path {directory}/{name}-f; uwsgi_temp_path {directory}/{name}-u; scgi_temp_path {directory}/{name}-s;
  {http} }}
""")
    return ["nginx", "-c", file]


def program(project, store, *settings):
    return [os.path.join(ROOT, "artifacts", "bin", project, "release", f"LbPlatform.{project}"),
            f"--Store:Directory={store}", *settings]
