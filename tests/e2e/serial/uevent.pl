# Tells the browser that a device came or went, as udev does: one message to the group of udev's listeners. The message comes on
# standard input.
use strict;
use warnings;
use Socket;
binmode STDIN;
my $message = do { local $/; <STDIN> };
# AF_NETLINK, SOCK_RAW, NETLINK_KOBJECT_UEVENT; group 2 is udev's.
socket(my $socket, 16, 3, 15) or die "socket: $!";
send($socket, $message, 0, pack('S S L L', 16, 0, 0, 2)) or die "send: $!";
