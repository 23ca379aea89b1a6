"""The data plane beside nginx and HAProxy: same backends, same client, one run, in turn.

Prints Markdown tables: medians over the rounds, and ratios against the peers. Only ratios travel
between machines. The proxy is pinned to one core, client and backends to the other.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import tempfile
import time

from programs import Backends, Haproxy, Nginx, Platform

CONNECTIONS = 32
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pids):
    total = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            fields = stat.read().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS_PER_SECOND


def resident_mib(pids):
    total = 0
    for pid in pids:
        with open(f"/proc/{pid}/status", encoding="ascii") as status:
            total += int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1))
    return total / 1024


def load(port, seconds, connections=CONNECTIONS):
    """One run of wrk on the client's core: requests, p50 and p99 in microseconds, errors."""
    out = subprocess.run(
        ["taskset", "-c", "1", "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency",
         "-s", os.path.join(os.path.dirname(__file__), "report.lua"), f"http://127.0.0.1:{port}/"],
        capture_output=True, text=True, check=True).stdout
    return json.loads(out.splitlines()[-1])


def measure(target, seconds):
    before, started = cpu_seconds(target.pids()), time.monotonic()
    figures = load(target.port, seconds)
    elapsed = time.monotonic() - started
    spent = cpu_seconds(target.pids()) - before
    return {
        "cpu_us": spent * 1e6 / figures["requests"],
        "rps": figures["requests"] / elapsed,
        "p50_us": figures["p50"],
        "p99_us": figures["p99"],
        "rss_mib": resident_mib(target.pids()),
        "errors": figures["errors"],
    }


def compare(targets, rounds, seconds, warmup):
    for target in targets:
        load(target.port, warmup)
    results = {target.name: [] for target in targets}
    for _ in range(rounds):
        for target in targets:
            results[target.name].append(measure(target, seconds))
    return {
        name: {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        for name, runs in results.items()
    }


def print_comparison(medians, base):
    print("| | CPU µs/request | requests/s | p50 µs | p99 µs | memory MiB | errors |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, m in medians.items():
        print(f"| {name} | {m['cpu_us']:.1f} | {m['rps']:.0f} | {m['p50_us']:.0f} | {m['p99_us']:.0f} "
              f"| {m['rss_mib']:.0f} | {m['errors']:.0f} |")
    print()
    print(f"| {base} against | CPU/request | requests/s | p50 | p99 | memory |")
    print("|---|---:|---:|---:|---:|---:|")
    ours = medians[base]
    for name, m in medians.items():
        if name != base:
            print(f"| {name} | {ours['cpu_us'] / m['cpu_us']:.2f} | {ours['rps'] / m['rps']:.2f} "
                  f"| {ours['p50_us'] / m['p50_us']:.2f} | {ours['p99_us'] / m['p99_us']:.2f} "
                  f"| {ours['rss_mib'] / m['rss_mib']:.1f} |")
    print()


def propagation(platform, backend_url, times):
    """Milliseconds from the answer of an unwaited write (committed) to the first request that obeys it,
    and of a write that waits for traffic."""
    committed, waited = [], []
    for n in range(times):
        name = f"p{n}"
        platform.api("POST", "/backends", {"name": name, "url": backend_url}, {"Prefer": "wait=0"})
        answered = time.monotonic()
        while platform.status() != 200:
            pass
        committed.append((time.monotonic() - answered) * 1000)
        platform.api("DELETE", f"/backends/{name}?drain=false", None, {"Prefer": "wait=5"})

        started = time.monotonic()
        platform.api("POST", "/backends", {"name": name, "url": backend_url}, {"Prefer": "wait=5"})
        waited.append((time.monotonic() - started) * 1000)
        assert platform.status() == 200, "a write was answered before traffic obeyed it"
        platform.api("DELETE", f"/backends/{name}?drain=false", None, {"Prefer": "wait=5"})
    return committed, waited


def print_propagation(rows):
    print("| milliseconds | p50 | p90 | p99 | max |")
    print("|---|---:|---:|---:|---:|")
    for name, values in rows:
        values = sorted(values)
        at = lambda q: values[min(len(values) - 1, int(q * len(values)))]
        print(f"| {name} | {at(.5):.1f} | {at(.9):.1f} | {at(.99):.1f} | {values[-1]:.1f} |")
    print()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--warmup", type=int, default=15)
    parser.add_argument("--changes", type=int, default=100)
    parser.add_argument("--levers", action="store_true", help="the data plane without each host setting, in turn")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="lb-bench-") as directory:
        programs = []
        try:
            backends = Backends(directory)
            programs.append(backends)
            ours = Platform("LbPlatform", directory, {})
            programs.append(ours)
            if options.changes and not options.levers:
                print_propagation(list(zip(
                    ("commit to first request that obeys", "write that waits for traffic (Prefer: wait)"),
                    propagation(ours, backends.urls()[0], options.changes))))
            for n, url in enumerate(backends.urls(), 1):
                ours.api("POST", "/backends", {"name": f"b{n}", "url": url})
            if options.levers:
                targets = [ours]
                for name, environment in Platform.LEVERS.items():
                    variant = Platform(name, directory, environment)
                    programs.append(variant)
                    for n, url in enumerate(backends.urls(), 1):
                        variant.api("POST", "/backends", {"name": f"b{n}", "url": url})
                    targets.append(variant)
            else:
                nginx, haproxy = Nginx(directory, backends), Haproxy(directory, backends)
                programs += [nginx, haproxy]
                targets = [ours, nginx, haproxy]
            print_comparison(compare(targets, options.rounds, options.seconds, options.warmup), ours.name)
        finally:
            for program in reversed(programs):
                program.stop()


if __name__ == "__main__":
    main()
