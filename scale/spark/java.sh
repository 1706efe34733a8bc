#!/bin/sh
# Installs Java 17 without a desktop, which PySpark 3.5 needs, where there is none:
# Debian and its kin. Elsewhere: https://adoptium.net.
set -eu
if command -v java >/dev/null 2>&1; then
	java -version
	exit 0
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends openjdk-17-jre-headless
java -version
