/** The ledger in one SQLite file. */
@NullMarked
package dev.agentpool.ledger.sqlite;

import org.jspecify.annotations.NullMarked;
