#!/bin/sh
# A browser in namespaces of its own, in which the machine has serial ports: what is mounted here nobody else sees.
# SERIAL_FOLDER has drivers, this browser's number is written to it; SERIAL_BROWSER is the browser, SERIAL_UNSHARE what parts it off,
# SERIAL_ORIGIN whose pages may use the ports.
set -e
if [ "$1" = --inside ]; then
  shift
  # The loopback device is up (SIOCSIFFLAGS): the server is brought there.
  perl -e 'socket(my $s, 2, 2, 0) or die $!; my $up = pack("a16 s x14", "lo", 0x49); ioctl($s, 0x8914, $up) or die "lo: $!"'
  mount -t tmpfs none /sys/class/tty
  mount -t tmpfs none /run
  mkdir -p /run/udev/data
  : > /run/udev/control
  mkdir -p /etc/chromium
  mount -t tmpfs none /etc/chromium
  mkdir -p /etc/chromium/policies/managed
  printf '{"SerialAllowAllPortsForUrls":["%s"]}' "$SERIAL_ORIGIN" > /etc/chromium/policies/managed/serial.json
  # Only drivers of this kind are taken for ports.
  mount --bind "$SERIAL_FOLDER/drivers" /proc/tty/drivers
  echo $$ > "$SERIAL_FOLDER/browser"
  export SYSTEMD_DEVICE_VERIFY_SYSFS=0
  exec "$SERIAL_BROWSER" "$@"
fi
# shellcheck disable=SC2086 -- it is several words
exec unshare $SERIAL_UNSHARE "$0" --inside "$@"
