/** JSON-RPC over lines, with a peer that may live longer than this daemon. */
@NullMarked
package dev.agentpool.protocol.jsonrpc;

import org.jspecify.annotations.NullMarked;
