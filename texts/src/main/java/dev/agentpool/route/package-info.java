/**
 * Deciding whether a piece of work is one task, several at once or a chain: what the router is
 * told, what its reply means, how good it is. Knows no ledger and no agent.
 */
@NullMarked
package dev.agentpool.route;

import org.jspecify.annotations.NullMarked;
