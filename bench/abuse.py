#!/usr/bin/env python3
"""Misuses the data plane while a good client asks at a fixed rate. See bench/README.md.

One command: bench/abuse.py [--seconds N] [--scale F]. Prints what the good client saw and what the data plane held before,
during and after; ends with status 1 when the good client met an error or something did not come back.
"""

import argparse
import asyncio
import concurrent.futures
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import programs

CROWD = {"idle": 800, "dripping": 300, "slow-posting": 150, "not reading": 30}
PASSERS = {"malformed": 1500, "resetting": 1500}
RATE = 100  # requests per second of the good client
PATIENCE = 5  # seconds after which the good client counts an error
BACK = 45  # seconds that the data plane has to give everything back
LARGE = 64 * 1024 * 1024

MALFORMED = [
    b"GARBAGE\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/9.9\r\nHost: h\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b"GET / HTTP/1.1\r\nHost: h\r\na b: c\r\n\r\n",
    b"GET /" + b"a" * 20000 + b" HTTP/1.1\r\nHost: h\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: h\r\n" + b"a: b\r\n" * 200 + b"\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64,
]


class GoodClient:
    """Asks at a fixed rate, each time on a connection of a small pool, as a browser or a service does."""

    def __init__(self, port):
        self.port, self.idle, self.tasks = port, [], set()
        self.latencies, self.errors, self.slowest, self.began = [], [], [], 0

    async def run(self, seconds):
        self.latencies, self.errors = [], []
        loop = asyncio.get_running_loop()
        start = loop.time()
        self.began = time.perf_counter()
        for n in range(int(seconds * RATE)):
            await asyncio.sleep(max(0, start + n / RATE - loop.time()))
            task = asyncio.create_task(self.ask())
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        await asyncio.gather(*self.tasks)
        for _, writer in self.idle:
            writer.transport.abort()
        return self.latencies, self.errors, sorted(self.slowest)[-40:]

    async def ask(self):
        began = time.perf_counter()
        try:
            await asyncio.wait_for(self.exchange(), PATIENCE)
            self.latencies.append((time.perf_counter() - began) * 1000)
            self.slowest.append((self.latencies[-1], began - self.began))
        except (OSError, EOFError, ValueError, asyncio.TimeoutError) as failure:
            self.errors.append(repr(failure))

    async def exchange(self):
        reader, writer = self.idle.pop() if self.idle else await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(b"GET /small HTTP/1.1\r\nHost: good\r\n\r\n")
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise ValueError(head.split(b"\r\n", 1)[0].decode())
            length = int(next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")).split(b":")[1])
            await reader.readexactly(length)
        except BaseException:
            writer.transport.abort()
            raise
        self.idle.append((reader, writer))


def ask_well(port, direct_port, seconds):
    """Runs in a process of its own: the crowd's work must not be counted as the data plane's. The same questions go to the
    backend itself, since a slow answer there is the machine's doing."""

    async def both():
        return await asyncio.gather(GoodClient(port).run(seconds), GoodClient(direct_port).run(seconds))

    return asyncio.run(both())


class Crowd:
    """Those who misuse it. The standing ones hold what they can and come back when they are dropped."""

    def __init__(self, port, scale):
        self.port, self.scale, self.tasks = port, scale, []
        self.dropped = dict.fromkeys(CROWD, 0)
        self.passed = dict.fromkeys(PASSERS, 0)

    def start(self, seconds):
        kinds = {"idle": self.idle, "dripping": self.drip, "slow-posting": self.post, "not reading": self.stare}
        for kind, count in CROWD.items():
            for n in range(self.count(count)):
                self.tasks.append(asyncio.create_task(self.stand(kind, kinds[kind], n)))
        for kind, count in PASSERS.items():
            self.tasks.append(asyncio.create_task(self.pass_by(kind, self.count(count), seconds)))

    def count(self, count):
        return max(1, round(count * self.scale))

    async def stop(self):
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def stand(self, kind, misuse, n):
        await asyncio.sleep(n * 0.002)
        while True:
            connection = socket.socket()
            connection.setblocking(False)
            if kind == "not reading":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            try:
                await asyncio.get_running_loop().sock_connect(connection, ("127.0.0.1", self.port))
                await misuse(connection)
            except OSError:
                pass
            finally:
                connection.close()
            self.dropped[kind] += 1
            await asyncio.sleep(0.5)

    async def ends(self, connection):
        while await asyncio.get_running_loop().sock_recv(connection, 4096):
            pass

    async def idle(self, connection):
        await self.ends(connection)

    async def drip(self, connection):
        await self.slowly(connection, b"GET / HTTP/1.1\r\nHost: h\r\n", b"a: b\r\n")

    async def post(self, connection):
        await self.slowly(connection, b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n", b"x")

    async def slowly(self, connection, head, more):
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(connection, head)
        ended = asyncio.create_task(self.ends(connection))
        try:
            while not ended.done():
                await loop.sock_sendall(connection, more)
                await asyncio.wait([ended], timeout=1)
        finally:
            ended.cancel()
            await asyncio.gather(ended, return_exceptions=True)

    async def stare(self, connection):
        await asyncio.get_running_loop().sock_sendall(connection, b"GET /large HTTP/1.1\r\nHost: h\r\n\r\n")
        # Not reading, it learns of its end from the socket's error only.
        while connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:
            await asyncio.sleep(1)

    async def pass_by(self, kind, count, seconds):
        passing = set()
        for n in range(count):
            await asyncio.sleep(seconds * 0.8 / count)
            task = asyncio.create_task(self.pass_once(kind, n))
            passing.add(task)
            task.add_done_callback(passing.discard)

    async def pass_once(self, kind, n):
        loop = asyncio.get_running_loop()
        connection = socket.socket()
        connection.setblocking(False)
        try:
            await loop.sock_connect(connection, ("127.0.0.1", self.port))
            if kind == "malformed":
                await loop.sock_sendall(connection, MALFORMED[n % len(MALFORMED)])
                await asyncio.wait_for(self.ends(connection), 2)
            else:
                await loop.sock_sendall(connection, b"GET /small HTTP/1.1\r\nHost: h\r\n\r\n"[: 5 + n % 40])
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        except (OSError, asyncio.TimeoutError):
            pass
        finally:
            connection.close()
        self.passed[kind] += 1


def held(pid, port):
    """Memory in MiB, descriptors and open connections of clients of the data plane."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        memory = next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024
    connections = subprocess.run(
        ["ss", "-Htn", "state", "established", f"sport = :{port}"], capture_output=True, text=True, check=True)
    return round(memory), len(os.listdir(f"/proc/{pid}/fd")), len(connections.stdout.splitlines())


def times(latencies):
    ordered = sorted(latencies) or [0]
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"{statistics.median(ordered):.1f} | {p99:.1f}"


def row(name, seen, holds):
    (latencies, errors, _), (direct, _, _) = seen
    return (f"| {name} | {len(latencies) + len(errors)} | {len(errors)} | {times(latencies)} | {times(direct)} "
            f"| {holds[0]} | {holds[1]} | {holds[2]} |")


async def measure(platform, backend, seconds, scale, processes):
    pid = platform.pids()[0]

    async def good(part):
        return await asyncio.get_running_loop().run_in_executor(
            processes, ask_well, platform.port, backend.port, part)

    await good(5)
    print("| | requests | errors | p50 ms | p99 ms | direct p50 | direct p99 | memory MiB | descriptors | connections |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    before = await good(seconds / 3)
    at_rest = held(pid, platform.port)
    print(row("before", before, at_rest), flush=True)

    crowd = Crowd(platform.port, scale)
    crowd.start(seconds)
    asked = asyncio.create_task(good(seconds))
    await asyncio.sleep(seconds / 2)
    meanwhile = held(pid, platform.port)
    during = await asked
    print(row("during", during, meanwhile), flush=True)
    await crowd.stop()

    # Connections and descriptors must come back; memory to what a warm process keeps.
    deadline = time.monotonic() + BACK
    while time.monotonic() < deadline:
        now = held(pid, platform.port)
        if now[1] <= at_rest[1] * 1.2 + 10 and now[2] <= at_rest[2] + 5:
            break
        await asyncio.sleep(0.5)
    after = await good(seconds / 3)
    now = held(pid, platform.port)
    print(row("after", after, now), flush=True)
    slow = sorted({round(at) for _, at in during[0][2]})
    print(f"\nThe slowest 40 of the good client's answers came {', '.join(map(str, slow))} seconds into the misuse.")
    print(f"Dropped meanwhile, each coming back: {crowd.dropped}; passed by: {crowd.passed}")

    faults = [f"errors {name}: {seen[0][1][:3]}" for name, seen in
              {"before": before, "during": during, "after": after}.items() if seen[0][1]]
    if now[1] > at_rest[1] * 1.2 + 10 or now[2] > at_rest[2] + 5:
        faults.append(f"descriptors or connections did not come back: {at_rest} -> {now}")
    if now[0] > 2 * at_rest[0] + 64:
        faults.append(f"memory did not come back: {at_rest[0]} -> {now[0]} MiB")
    return faults


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seconds", type=float, default=45, help="how long the misuse lasts; before and after take a third of it each")
    options.add_argument("--scale", type=float, default=1, help="part of the crowd that comes")
    options.add_argument("--no-build", action="store_true")
    asked = options.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(65536, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
    if not asked.no_build:
        for project in ("ControlPlane", "DataPlane", "Poller"):
            subprocess.run(["dotnet", "build", "-c", "Release", "--nologo", "-v", "quiet", f"{programs.ROOT}/src/{project}"],
                           check=True, stdout=sys.stderr)

    started = []
    with tempfile.TemporaryDirectory() as directory:
        try:
            backend = programs.AbuseBackend(directory, LARGE)
            started.append(backend)
            platform = programs.Platform("LbPlatform", directory, {})
            started.append(platform)
            platform.api("POST", "/backends", {"url": backend.url}, {"Prefer": "wait=10"})
            with concurrent.futures.ProcessPoolExecutor(1) as processes:
                faults = asyncio.run(measure(platform, backend, asked.seconds, asked.scale, processes))
        finally:
            for program in reversed(started):
                program.stop()
    for fault in faults:
        print(f"FAULT: {fault}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
