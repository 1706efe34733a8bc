"""Puts the program into the wheel: one wheel a platform.

DYAD_BINARY names the program, DYAD_PLATFORM the wheel's platform tag, such as
manylinux_2_17_x86_64.musllinux_1_1_x86_64, macosx_12_0_arm64 or win_amd64.
"""

import os
import re
from pathlib import Path

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # the version alone is asked for
    BuildHookInterface = object


def version():
    """The version of the program, as Python writes it: 0.1.0-dev is 0.1.0.dev0."""
    source = Path(__file__).parent.parent / "cmd" / "dyad" / "version.go"
    said = re.search(r'toolVersion\s*=\s*"([^"]+)"', source.read_text(encoding="utf-8")).group(1)
    return re.sub(r"-dev$", ".dev0", said)


class CustomBuildHook(BuildHookInterface):
    def initialize(self, version, build_data):
        binary = os.environ.get("DYAD_BINARY")
        platform = os.environ.get("DYAD_PLATFORM")
        if not binary or not platform:
            raise SystemExit("DYAD_BINARY and DYAD_PLATFORM say which program the wheel carries")
        name = "dyad.exe" if binary.endswith(".exe") else "dyad"
        build_data["pure_python"] = False
        build_data["tag"] = "py3-none-" + platform
        build_data["force_include"][os.path.abspath(binary)] = "dyad/bin/" + name
