"""Why the town cannot start, each in one sentence that names the way out."""

from pathlib import Path


class Trouble(Exception):
    """Something the person at the keyboard can put right: said in Chinese, then in English."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese}\n{english}")
        self.chinese = chinese
        self.english = english


def port_taken(port: int, holder: str) -> Trouble:
    return Trouble(
        f"端口 {port} 已被{f' {holder} ' if holder else '别的程序'}占用：请先停掉它，"
        f"或换一个端口：YIZHAN_PORT={port + 1} make up",
        f"Port {port} is taken{f' by {holder}' if holder else ''}: stop that program, "
        f"or choose another port: YIZHAN_PORT={port + 1} make up",
    )


def port_not_allowed(port: int) -> Trouble:
    return Trouble(
        f"当前用户无权使用端口 {port}：请换一个 1024 以上的端口：YIZHAN_PORT=8080 make up",
        f"This user may not open port {port}: choose one above 1024: YIZHAN_PORT=8080 make up",
    )


def disk_full(folder: Path, free: int, needed: int) -> Trouble:
    return Trouble(
        f"磁盘空间不足：{folder} 所在磁盘只剩 {free >> 20} MB，至少需要 {needed >> 20} MB："
        "请清理磁盘，或用 YIZHAN_DATA 指定别处的数据目录",
        f"The disk is full: {free >> 20} MB are left where {folder} is, {needed >> 20} MB are "
        "needed: make room, or put the data elsewhere with YIZHAN_DATA",
    )


def disk_filled_up(program: str, folder: Path) -> Trouble:
    return Trouble(
        f"磁盘已写满，{program} 无法写入 {folder}："
        "请清理磁盘后再运行 make up，已确认的数据不会丢失",
        f"The disk filled up and {program} cannot write to {folder}: make room and run make up "
        "again; nothing that was acknowledged is lost",
    )


def other_version(folder: Path, found: str, wanted: str) -> Trouble:
    return Trouble(
        f"数据目录 {folder} 属于另一个版本（{found}，本程序使用 {wanted}）："
        "请改用对应版本的程序，或用 YIZHAN_DATA 指定新的数据目录",
        f"The data folder {folder} is of another version ({found}; this program reads {wanted}): "
        "run the version that made it, or choose a new folder with YIZHAN_DATA",
    )


def not_a_town(folder: Path) -> Trouble:
    return Trouble(
        f"目录 {folder} 里已有别的文件，不是驿站的数据目录：请用 YIZHAN_DATA 指定一个空目录",
        f"The folder {folder} holds other files and is no town's data: "
        "choose an empty folder with YIZHAN_DATA",
    )


def cannot_write(folder: Path, why: str) -> Trouble:
    return Trouble(
        f"无法写入数据目录 {folder}（{why}）：请检查权限，或用 YIZHAN_DATA 指定别处",
        f"The data folder {folder} cannot be written ({why}): check its permissions, "
        "or choose another with YIZHAN_DATA",
    )


def locked(folder: Path, pid: int) -> Trouble:
    return Trouble(
        f"数据目录 {folder} 正被进程 {pid} 使用：请先运行 make down，或用 YIZHAN_DATA 指定别处",
        f"The data folder {folder} is in use by process {pid}: run make down first, "
        "or choose another with YIZHAN_DATA",
    )


def runs_on_another_port(running: int, asked: int, pid: int) -> Trouble:
    return Trouble(
        f"驿站已在端口 {running} 运行（进程 {pid}），不是端口 {asked}：请先运行 make down",
        f"The town already runs on port {running} (process {pid}), not on {asked}: "
        "run make down first",
    )


def will_not_start(program: str, log: Path) -> Trouble:
    return Trouble(
        f"{program} 无法启动：原因见日志 {log}（yizhan logs {program}）；排除后再运行 make up",
        f"{program} does not start: see its log {log} (yizhan logs {program}), "
        "put it right and run make up again",
    )


def demonstration_incomplete(why: str) -> Trouble:
    return Trouble(
        f"驿站在运行，但示范街道没有载入完（{why}）：再运行一次 make up 会从断处继续",
        f"The town runs, but the demonstration street is not complete ({why}): "
        "make up again goes on where it ended",
    )


def not_a_number(name: str, value: str) -> Trouble:
    return Trouble(
        f"{name}={value} 不是有效的数值：例如 {name}=8080",
        f"{name}={value} is not a valid number: write for instance {name}=8080",
    )


def no_account() -> Trouble:
    return Trouble(
        "以 root 运行时需要一个普通系统用户来运行数据库，但无法创建：请改用普通用户运行 make up",
        "Run as root, the database needs an ordinary system user, and none could be made: "
        "run make up as an ordinary user",
    )
