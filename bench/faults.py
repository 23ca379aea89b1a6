#!/usr/bin/env python3
"""Lets one backend of five fail in each of seven ways under steady load, behind each load balancer. See bench/README.md.

One command: bench/faults.py [--seconds N] [--only FAULT]. Prints for each fault and load balancer what the clients lost, how
many requests met the fault before the backend was left out, and how long the slowest took.
"""

import argparse
import asyncio
import signal
import socket
import subprocess
import sys
import tempfile
import time

import programs

FAULTS = ["killed", "stopped", "refuses", "resets", "answers 500", "slow x50", "flapping"]
BACKENDS = 5
CLIENTS = 16
RATE = 400  # requests per second, all clients together
PATIENCE = 10  # seconds after which a client counts an error
USUAL = 0.002  # seconds that a good answer takes
HALF_PERIOD = 0.5  # seconds, of a backend that flaps


class FaultyBackend:
    """One process: serves until it is told of a fault on its control port, and counts the requests that met it."""

    def __init__(self, port, control):
        self.port, self.control = port, control
        self.fault, self.met, self.server, self.open = "", 0, None, set()

    async def run(self):
        await asyncio.start_server(self.obey, "127.0.0.1", self.control)
        await self.listen()
        while True:
            await asyncio.sleep(HALF_PERIOD)
            if self.fault == "flapping":
                await (self.hang_up() if self.server else self.listen())

    async def listen(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", self.port, reuse_address=True, backlog=512)

    async def hang_up(self):
        self.server.close()
        self.server = None
        for writer in list(self.open):
            writer.transport.abort()

    async def obey(self, reader, writer):
        order = (await reader.readline()).decode().strip()
        if order != "met":
            self.fault = order
            if order == "refuses":
                await self.hang_up()
        writer.write(f"{self.met}\n".encode())
        await writer.drain()
        writer.close()

    async def serve(self, reader, writer):
        self.open.add(writer)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                is_probe = b"GET /_probe" in head
                if self.fault not in ("", "flapping") and not is_probe:
                    self.met += 1
                if self.fault == "resets":
                    writer.transport.get_extra_info("socket").setsockopt(
                        socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    writer.transport.abort()
                    return
                await asyncio.sleep(50 * USUAL if self.fault == "slow x50" else USUAL)
                status = "500 Internal Server Error" if self.fault == "answers 500" else "200 OK"
                writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 5\r\n\r\nhello".encode())
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open.discard(writer)
            writer.close()


class Backends:
    """The five processes."""

    def __init__(self):
        self.ports = [programs.free_port() for _ in range(BACKENDS)]
        self.controls = [programs.free_port() for _ in range(BACKENDS)]
        self.processes = [
            subprocess.Popen(
                ["taskset", "-c", programs.CLIENT_CORE, sys.executable, __file__, "--backend", str(port), str(control)],
                stdout=subprocess.DEVNULL)
            for port, control in zip(self.ports, self.controls)]
        for port in self.ports:
            programs.wait_for(port)

    def urls(self):
        return [f"http://127.0.0.1:{port}" for port in self.ports]

    def order(self, at, text):
        with socket.create_connection(("127.0.0.1", self.controls[at]), timeout=5) as connection:
            connection.sendall(f"{text}\n".encode())
            return int(connection.makefile().readline())

    def begin(self, at, fault):
        if fault == "killed":
            self.processes[at].kill()
        elif fault == "stopped":
            self.order(at, "stopped")  # so that what waits there is counted when it goes on
            self.processes[at].send_signal(signal.SIGSTOP)
        else:
            self.order(at, fault)

    def met(self, at, fault):
        """How many requests met the fault; nobody counts those that found nobody."""
        if fault in ("killed", "refuses", "flapping"):
            return "–"
        if fault == "stopped":
            self.processes[at].send_signal(signal.SIGCONT)
            time.sleep(0.3)
        return self.order(at, "met")

    def stop(self):
        for process in self.processes:
            process.kill()
            process.wait()


class TunedNginx(programs.Nginx):
    """As its operators set it who want no client to notice."""
    UPSTREAM = "max_fails=1 fail_timeout=10s"
    LOCATION = """proxy_next_upstream error timeout invalid_header http_500 http_502 http_503 http_504;
        proxy_next_upstream_tries 3; proxy_connect_timeout 1s; proxy_read_timeout 1s;"""


class TunedHaproxy(programs.Haproxy):
    """As its operators set it who want no client to notice."""
    DEFAULTS = "retries 3\n  option redispatch 1\n  retry-on all-retryable-errors\n  timeout server 1s\n  timeout connect 1s"
    SERVER = "check inter 1s fastinter 200ms fall 2 rise 2 observe layer7 error-limit 5 on-error mark-down"


def platform(directory, backends, resilience=None):
    started = programs.Platform("LbPlatform", directory, {})
    if resilience:
        started.api("PATCH", "/pools/default", {"resilience": resilience})
    for url in backends.urls():
        started.api("POST", "/backends", {"url": url}, {"Prefer": "wait=10"})
    return started


# HAProxy is given its tuned time-outs and checks, and LbPlatform and nginx the same second, to compare like with like.
BALANCERS = {
    "LbPlatform": platform,
    "LbPlatform, tuned": lambda directory, backends: platform(
        directory, backends, {"retry": {"tryTimeout": "1s", "statuses": "500-504"}, "ejection": {"latencyFactor": 5}}),
    "nginx": programs.Nginx,
    "nginx, tuned": TunedNginx,
    "HAProxy": programs.Haproxy,
    "HAProxy, tuned": TunedHaproxy,
}


async def load(port, seconds, after_first, seen):
    """Asks at a fixed rate; calls after_first once a second of it is over."""
    loop = asyncio.get_running_loop()
    began = loop.time()

    async def client(number):
        connection = None
        every = CLIENTS / RATE
        at = began + number / RATE
        while at < began + seconds:
            await asyncio.sleep(max(0, at - loop.time()))
            at = max(at + every, loop.time())
            asked = loop.time()
            try:
                async with asyncio.timeout(PATIENCE):
                    if connection is None:
                        connection = await asyncio.open_connection("127.0.0.1", port)
                    reader, writer = connection
                    writer.write(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                    head = await reader.readuntil(b"\r\n\r\n")
                    length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n")
                                  if line.lower().startswith(b"content-length"))
                    await reader.readexactly(length)
                    result = head.split(b" ", 2)[1].decode()
            except (OSError, asyncio.IncompleteReadError, TimeoutError, StopIteration) as failure:
                result = type(failure).__name__
            if result != "200" and connection:
                connection[1].transport.abort()
                connection = None
            seen.append((loop.time() - asked, result))
        if connection:
            connection[1].close()

    clients = [asyncio.create_task(client(number)) for number in range(CLIENTS)]
    await asyncio.sleep(1)
    await asyncio.to_thread(after_first)
    await asyncio.gather(*clients)


def measure(fault, name, make, seconds):
    with tempfile.TemporaryDirectory() as directory:
        backends = Backends()
        balancer = None
        try:
            balancer = make(directory, backends)
            seen = []
            asyncio.run(load(balancer.port, seconds, lambda: backends.begin(1, fault), seen))
            lost = [result for _, result in seen if result != "200"]
            ordered = sorted(1000 * took for took, _ in seen)
            words = ", ".join(sorted(set(lost)))
            print(f"| {fault} | {name} | {len(seen)} | {len(lost)}{f' ({words})' if lost else ''} | {backends.met(1, fault)} "
                  f"| {ordered[len(ordered) // 2]:.1f} | {ordered[int(len(ordered) * 0.99)]:.0f} | {ordered[-1]:.0f} |", flush=True)
        finally:
            if balancer:
                balancer.stop()
            backends.stop()


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seconds", type=float, default=8, help="how long each run lasts; the fault begins after the first second")
    options.add_argument("--only", choices=FAULTS)
    options.add_argument("--no-build", action="store_true")
    options.add_argument("--backend", nargs=2, type=int, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.backend:
        asyncio.run(FaultyBackend(*asked.backend).run())
        return
    if not asked.no_build:
        for project in ("ControlPlane", "DataPlane", "Poller"):
            subprocess.run(["dotnet", "build", "-c", "Release", "--nologo", "-v", "quiet", f"{programs.ROOT}/src/{project}"],
                           check=True, stdout=sys.stderr)
    print("| fault | load balancer | requests | lost | met the fault | p50 ms | p99 ms | longest ms |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for fault in [asked.only] if asked.only else FAULTS:
        for name, make in BALANCERS.items():
            measure(fault, name, make, asked.seconds)


if __name__ == "__main__":
    main()
