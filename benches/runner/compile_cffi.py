"""Makes the extension module through which cffi calls a library: `compile_cffi.py HEADER LIBRARY FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from cffi import FFI


def main(header: Path, library: Path, folder: Path) -> None:
    declarations = header.read_text(encoding="utf-8")
    ffi = FFI()
    ffi.cdef(declarations)
    ffi.set_source(
        "_peer_cffi",
        f"#include <stddef.h>\n#include <stdint.h>\n{declarations}",
        extra_link_args=[str(library), f"-Wl,-rpath,{library.parent}"],
        extra_compile_args=["-O3"],
    )
    ffi.compile(tmpdir=str(folder))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
