/** The ledger in PostgreSQL, for several nodes. */
@NullMarked
package dev.agentpool.ledger.postgres;

import org.jspecify.annotations.NullMarked;
