"""Whether anything was committed to a SQLite database, told without a statement.

The connections to a database with a write-ahead log share a file in memory, the log's index (``…-shm``). Each commit
writes its header anew: a counter, the log's length and a checksum. SQLite itself compares these bytes at the beginning
of each transaction to know whether what it read before still holds (https://www.sqlite.org/walformat.html).
A statement gives Python's lock away four times, and with it this thread's turn; these bytes cost none of that.
"""

import mmap
import os
from threading import Lock
from typing import Any

HEADER_BYTES = 96
"""The header stands there twice, 48 bytes each; while a commit is writing it the two differ."""

# By device and inode. Never closed: to close any descriptor of a file takes away all locks that this process has on it,
# SQLite's too. A file that is kept open keeps its inode, so that no other file can be taken for it.
_mapped: dict[tuple[int, int], mmap.mmap] = {}
_lock = Lock()


def commit_index(connection: Any) -> mmap.mmap | None:
    """Return the memory whose first ``HEADER_BYTES`` bytes change with each commit.

    Args:
        connection: Django's connection to the database, which has read something. As long as it is open its database
            keeps this index; afterwards the bytes may stay as they are for ever.

    Returns:
        ``None`` if the database has none: it is no SQLite, stands in memory, or has no write-ahead log.
    """
    if connection.vendor != "sqlite" or connection.connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        return None
    name = f"{os.path.realpath(connection.settings_dict['NAME'])}-shm"
    try:
        file = os.stat(name)
        with _lock:
            index = _mapped.get((file.st_dev, file.st_ino))
            if index is None:
                descriptor = os.open(name, os.O_RDONLY | os.O_CLOEXEC)
                index = mmap.mmap(descriptor, HEADER_BYTES, access=mmap.ACCESS_READ)
                _mapped[file.st_dev, file.st_ino] = index
    except OSError:
        return None
    return index
