/** Sessions and turns over JSON-RPC, whatever the messages mean; that is a {@link Dialect}'s. */
@NullMarked
package dev.agentpool.provider.rpc;

import org.jspecify.annotations.NullMarked;
