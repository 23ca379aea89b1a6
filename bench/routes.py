#!/usr/bin/env python3
"""Changes one route of many while a good client asks. See bench/README.md.

One command: bench/routes.py [--routes N] [--seconds N]. Prints what the good client waited without changes and with ten a second, and
how long a change takes until traffic obeys it.
"""

import argparse
import asyncio
import concurrent.futures
import statistics
import subprocess
import sys
import tempfile
import time

import abuse
import programs

CHANGES = 10  # per second


def change(platform, count, n):
    """Gives one route another path; answers the milliseconds until traffic obeys."""
    began = time.perf_counter()
    platform.api("PATCH", f"/routes/r{n % count}", {"match": {"hosts": [f"h{n % count}.example"], "path": f"/{n}"}}, {"Prefer": "wait=5"})
    return (time.perf_counter() - began) * 1000


async def change_for(platform, count, seconds):
    began, took, n = time.monotonic(), [], 0
    while (left := began + n / CHANGES - time.monotonic()) < seconds and n < seconds * CHANGES:
        await asyncio.sleep(max(0, left))
        took.append(await asyncio.to_thread(change, platform, count, n))
        n += 1
    return took


def row(name, seen, took, memory):
    (latencies, errors, _), (direct, _, _) = seen
    p50 = f"{statistics.median(took):.1f} | {max(took):.1f}" if took else "– | –"
    print(f"| {name} | {len(took)} | {len(errors)} | {abuse.times(latencies)} | {max(latencies):.1f} | {abuse.times(direct)} | {max(direct):.1f} | {p50} | {memory} |",
          flush=True)


async def measure(platform, backend, routes, seconds, processes):
    pid = platform.pids()[0]

    async def good(part):
        return await asyncio.get_running_loop().run_in_executor(processes, abuse.ask_well, platform.port, backend.port, part)

    await good(5)
    await change_for(platform, routes, 3)
    row("no changes", await good(seconds), [], abuse.held(pid, platform.port)[0])
    changing = asyncio.create_task(change_for(platform, routes, seconds))
    seen = await good(seconds)
    row("changes", seen, await changing, abuse.held(pid, platform.port)[0])


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--routes", type=int, default=5000)
    options.add_argument("--seconds", type=float, default=15, help="how long each run lasts")
    options.add_argument("--no-build", action="store_true")
    asked = options.parse_args()
    if not asked.no_build:
        for project in ("ControlPlane", "DataPlane", "Poller"):
            subprocess.run(["dotnet", "build", "-c", "Release", "--nologo", "-v", "quiet", f"{programs.ROOT}/src/{project}"],
                           check=True, stdout=sys.stderr)
    started = []
    with tempfile.TemporaryDirectory() as directory:
        try:
            backend = programs.AbuseBackend(directory, 1)
            started.append(backend)
            platform = programs.Platform("LbPlatform", directory, {})
            started.append(platform)
            platform.api("POST", "/backends", {"url": backend.url}, {"Prefer": "wait=10"})
            began = time.perf_counter()
            for n in range(asked.routes):
                platform.api("POST", "/routes", {"name": f"r{n}", "pool": "default", "match": {"hosts": [f"h{n}.example"], "path": "/"}}, {"Prefer": "wait=0"})
            print(f"{asked.routes} routes, {(time.perf_counter() - began) / asked.routes * 1000:.1f} ms for each to be added.\n")
            print("| | changes | errors | p50 ms | p99 ms | longest ms | direct p50 | direct p99 | longest | until obeyed p50 ms | longest | memory MiB |")
            print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
            with concurrent.futures.ProcessPoolExecutor(1) as processes:
                asyncio.run(measure(platform, backend, asked.routes, asked.seconds, processes))
        finally:
            for program in reversed(started):
                program.stop()


if __name__ == "__main__":
    main()
