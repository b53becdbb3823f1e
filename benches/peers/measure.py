"""Time and memory of each tool, as whole processes: interleaved, so that all meet the same machine."""

import os
import shutil
import statistics
import subprocess
import tempfile
import time

from tools import HERE


def others_running():
    """How many other processes want a processor now (Linux), or 0 where that cannot be seen."""
    try:
        with open("/proc/loadavg") as file:
            return int(file.read().split()[3].split("/")[0]) - 1
    except (OSError, ValueError):
        return 0


def quiet(patience):
    """Waits until nothing else runs; False when it never came to that."""
    until = time.monotonic() + patience
    while True:
        # Twice, so that a moment between two jobs is no quiet.
        if others_running() == 0 and (time.sleep(0.05) or others_running() == 0):
            return True
        if time.monotonic() > until:
            return False
        time.sleep(0.1)


def once(command):
    """Wall and processor time of one whole run, in milliseconds."""
    words = [str(word) for word in command]
    quiet_files = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    begin = time.perf_counter()
    pid = os.posix_spawnp(words[0], words, os.environ, file_actions=quiet_files)
    _, _, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - begin
    return wall * 1000, (usage.ru_utime + usage.ru_stime) * 1000


def memory(command):
    """Peak memory in MB by GNU time, which is small itself: a child of Python would carry Python's own peak."""
    program = shutil.which("time")
    if not program:
        return None
    with tempfile.NamedTemporaryFile("r") as out:
        subprocess.run([program, "-f", "%M", "-o", out.name, *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return int(out.read().split("\n")[-2]) / 1024


def large(text, times):
    """The agreement with its lists so many times as long, every name with a number."""
    blocks = {}
    order = []
    for line in text.split("\n"):
        if line and line[0] not in " #":
            order.append(line)
            blocks[line] = []
        elif order and line.strip():
            blocks[order[-1]].append(line)
    out = []
    for head in order:
        out.append(head)
        body = "\n".join(blocks[head])
        if head.rstrip(":") in ("gemeenten", "corporaties", "projecten"):
            for i in range(times):
                out.append("\n".join(f"{line} {i}" if line.startswith("  - naam:") else line for line in body.split("\n")))
        elif body:
            out.append(body)
    return "\n".join(out) + "\n"


def show(figure):
    return f"{figure:.0f}" if figure >= 100 else f"{figure:.1f}"


def table(tools, work, runs, patience):
    small, big = work / "share.yaml", work / "large.yaml"
    big.write_text(large((HERE / "agreement.yaml").read_text(), 20))
    load = [os.getloadavg()[0]]
    busy = 0
    out = []
    for title, file, count in [("one agreement, one fault", small, runs), ("20 times as long, no fault", big, max(5, runs // 3))]:
        commands = [(tool, tool.command(file)) for tool in tools]
        samples = {tool.name: [] for tool in tools}
        for tool, command in commands:
            once(command)  # what the disk has to read is read
        for _ in range(count):
            for tool, command in commands:
                busy += not quiet(patience)
                samples[tool.name].append(once(command))
        load.append(os.getloadavg()[0])
        lines = file.read_text().count("\n")
        out += [f"{title[0].upper()}{title[1:]} ({lines} lines), {count} runs of each, in turn:", "",
                "| tool | fastest | median | slowest | processor time (median) | peak memory |", "|---|---|---|---|---|---|"]
        for tool, command in commands:
            wall = [s[0] for s in samples[tool.name]]
            cpu = statistics.median(s[1] for s in samples[tool.name])
            peak = memory(command)
            out.append(f"| {tool.title} | {show(min(wall))} ms | {show(statistics.median(wall))} ms | {show(max(wall))} ms "
                       f"| {show(cpu)} ms | {'–' if peak is None else f'{show(peak)} MB'} |")
        out.append("")
    waited = "each run was started when no other process was running" if busy == 0 else (
        f"{busy} runs were started while other processes were running, because no quiet moment came within {patience:g} s")
    out.append(f"Load average before, between and after: {' · '.join(f'{value:.1f}' for value in load)}; {waited}.")
    return "\n".join(out)
