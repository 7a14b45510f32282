"""What a program did to the disk, as the steps that a power cut could undo."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from healthtui.files.disk import Disk


@dataclass(frozen=True, slots=True)
class MakeFolder:
    """A folder came to be; its own name stands in the folder above."""

    path: Path


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a folder came to mean a file, which has a number; None where it went."""

    folder: Path
    name: str
    file: int | None


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes were added to a file, after it was emptied if `anew`."""

    file: int
    data: bytes
    anew: bool = False


@dataclass(frozen=True, slots=True)
class SyncFile:
    """What is in a file would now survive."""

    file: int


@dataclass(frozen=True, slots=True)
class SyncFolder:
    """The names in a folder would now survive."""

    path: Path


Step: TypeAlias = MakeFolder | Name | Write | SyncFile | SyncFolder


class Recorder(Disk):
    """The real disk, and what was done to it."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._files: dict[int, int] = {}
        self._folders: dict[int, Path] = {}
        self._numbers: dict[tuple[Path, str], int] = {}

    def mkdir(self, path: Path, mode: int) -> None:
        super().mkdir(path, mode)
        self.steps.append(MakeFolder(path))

    def open_folder(self, path: Path) -> int:
        descriptor = super().open_folder(path)
        self._files.pop(descriptor, None)
        self._folders[descriptor] = path
        return descriptor

    def open_file(self, folder: int, name: str) -> int:
        descriptor = super().open_file(folder, name)
        self._folders.pop(descriptor, None)
        return descriptor

    def create(self, folder: int, name: str) -> int:
        descriptor = super().create(folder, name)
        number = len(self._numbers)
        self._folders.pop(descriptor, None)
        self._files[descriptor] = number
        self._numbers[self._folders[folder], name] = number
        self.steps.append(Name(self._folders[folder], name, number))
        return descriptor

    def write(self, file: int, data: bytes) -> int:
        taken = super().write(file, data)
        self.steps.append(Write(self._files[file], data[:taken]))
        return taken

    def fsync(self, file: int) -> None:
        super().fsync(file)
        if file in self._folders:
            self.steps.append(SyncFolder(self._folders[file]))
        else:
            self.steps.append(SyncFile(self._files[file]))

    def link(self, folder: int, name: str, new: str) -> None:
        super().link(folder, name, new)
        place = self._folders[folder]
        self._numbers[place, new] = self._numbers[place, name]
        self.steps.append(Name(place, new, self._numbers[place, new]))

    def unlink(self, folder: int, name: str) -> None:
        super().unlink(folder, name)
        self.steps.append(Name(self._folders[folder], name, None))
