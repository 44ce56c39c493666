#!/bin/sh
# Runs what lies in /docker-entrypoint.d before nginx starts, as upstream's
# image does: files ending in .sh if they are executable, .envsh read in.
set -e
if [ "$1" = nginx ]; then
	for file in /docker-entrypoint.d/*; do
		case "$file" in
		*.envsh) if [ -x "$file" ]; then . "$file"; fi ;;
		*.sh) if [ -x "$file" ]; then "$file"; fi ;;
		esac
	done
fi
exec "$@"
