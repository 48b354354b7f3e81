/**
 * The sockets of expert pools, behind which the daemon answers as the old program did: how a pool
 * stands, what happens in it, the tools of its roles.
 */
@NullMarked
package dev.agentpool.mailroom.door;

import org.jspecify.annotations.NullMarked;
