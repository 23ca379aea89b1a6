#!/usr/bin/env python3
"""What a small request waits while large downloads run through the same load balancer. See bench/README.md.

One command: bench/downloads.py [--seconds N]. Each load balancer has one core and one worker, as in bench/run.
"""

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time

import abuse
import programs

LARGE = 64 * 1024 * 1024
DOWNLOADS = [0, 1, 4, 16]


class Downloads:
    """Clients that fetch the large body again and again."""

    def __init__(self, port, count):
        self.began = time.perf_counter()
        loop = f"while :; do curl -s -o /dev/null -w '%{{size_download}}\\n' http://127.0.0.1:{port}/large; done"
        self.processes = [
            subprocess.Popen(["taskset", "-c", programs.CLIENT_CORE, "sh", "-c", loop], stdout=subprocess.PIPE, start_new_session=True)
            for _ in range(count)]

    def stop(self):
        """Ends them; MB/s of all together, of downloads that were complete."""
        seconds = time.perf_counter() - self.began
        for process in self.processes:
            os.killpg(process.pid, signal.SIGKILL)
        return sum(sum(map(int, process.stdout.read().split())) for process in self.processes) / seconds / 1e6


async def measure(balancer, count, seconds):
    downloads = Downloads(balancer.port, count)
    await asyncio.sleep(1)
    latencies, errors, _ = await abuse.GoodClient(balancer.port).run(seconds)
    moved = downloads.stop()
    print(f"| {balancer.name} | {count} | {len(errors)} | {abuse.times(latencies)} | {max(latencies):.1f} | {moved:.0f} |", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seconds", type=float, default=8, help="how long each run lasts")
    options.add_argument("--no-build", action="store_true")
    asked = options.parse_args()
    if not asked.no_build:
        for project in ("ControlPlane", "DataPlane", "Poller"):
            subprocess.run(["dotnet", "build", "-c", "Release", "--nologo", "-v", "quiet", f"{programs.ROOT}/src/{project}"],
                           check=True, stdout=sys.stderr)
    print("| | downloads | errors | p50 ms | p99 ms | longest ms | MB/s |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    started = []
    with tempfile.TemporaryDirectory() as directory:
        try:
            backend = programs.AbuseBackend(directory, LARGE)
            started.append(backend)
            for make in (programs.Platform, programs.Nginx, programs.Haproxy):
                if make is programs.Platform:
                    balancer = make("LbPlatform", directory, {})
                    balancer.api("POST", "/backends", {"url": backend.url}, {"Prefer": "wait=10"})
                else:
                    balancer = make(directory, backend)
                started.append(balancer)
                asyncio.run(abuse.GoodClient(balancer.port).run(5))
                for count in DOWNLOADS:
                    asyncio.run(measure(balancer, count, asked.seconds))
                started.remove(balancer)
                balancer.stop()
        finally:
            for program in reversed(started):
                program.stop()


if __name__ == "__main__":
    main()
