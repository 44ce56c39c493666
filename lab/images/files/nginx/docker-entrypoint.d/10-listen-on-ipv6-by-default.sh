#!/bin/sh
# Where there is IPv6, the site that comes with the image listens there too: as
# upstream's does, and as "wget localhost" expects. A site of the user's own is
# left alone; a read-only file system leaves it at IPv4.
site=/etc/nginx/conf.d/default.conf
mark='# and \[::\]:80 where there is IPv6$'
if [ -f /proc/net/if_inet6 ] && grep -q "$mark" "$site" 2>/dev/null; then
	sed -i "s/$mark/listen [::]:80;/" "$site" 2>/dev/null ||
		echo "$0: cannot change $site, so nginx listens on IPv4 alone" >&2
fi
