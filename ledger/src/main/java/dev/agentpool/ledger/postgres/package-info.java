/**
 * The ledger in PostgreSQL, for several nodes. May use: {@code core}, {@code ledger.sql}, pgjdbc,
 * HikariCP.
 */
@NullMarked
package dev.agentpool.ledger.postgres;

import org.jspecify.annotations.NullMarked;
