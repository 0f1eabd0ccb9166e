"""Builds the extension with CMake and puts the rules beside it.

    pip install ./tools/bindings/python                            compiles the library first, some minutes
    cmake --build build --target winnow_wheel             takes what build/ has: build/wheel/*.whl

The extension links to Debian's libraries, so the wheel is for machines that have them too.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = Path(__file__).resolve().parents[3]
SCRATCH = tempfile.mkdtemp(prefix="winnow-wheel-")  # nothing is written into the source tree


class BuildWithCMake(build_ext):
    """Takes the extension from the CMake build of WINNOW_BUILD, or else from one of its own."""

    def run(self):
        build = os.environ.get("WINNOW_BUILD") or self.build_it()
        package = Path(self.build_lib) / "winnow"
        package.mkdir(parents=True, exist_ok=True)
        for extension in Path(build, "python/winnow").glob("_winnow*.so"):
            shutil.copy2(extension, package)
        shutil.copytree(ROOT / "rules", package / "share/winnow/rules", dirs_exist_ok=True)

    def build_it(self):
        build = Path(SCRATCH, "cmake")
        ninja = ["-G", "Ninja"] if shutil.which("ninja") else []
        subprocess.run(["cmake", "-S", ROOT, "-B", build, *ninja, "-DCMAKE_BUILD_TYPE=Release", "-DWINNOW_PYTHON=ON",
                        "-DWINNOW_PROGRAM=OFF", f"-DPYTHON_EXECUTABLE={sys.executable}"], check=True)
        # --parallel alone means make -j, which starts a compiler for each file at once.
        jobs = str(len(os.sched_getaffinity(0)))
        subprocess.run(["cmake", "--build", build, "--parallel", jobs, "--target", "winnow_python"], check=True)
        return build


setup(
    version=re.search(r"project\(winnow VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text())[1],
    ext_modules=[Extension("winnow._winnow", sources=[])],
    cmdclass={"build_ext": BuildWithCMake},
    options={"build": {"build_base": SCRATCH}, "egg_info": {"egg_base": SCRATCH}},
)
