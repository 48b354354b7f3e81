/** The ledger in one SQLite file. May use: {@code core}, {@code ledger.sql}, sqlite-jdbc. */
@NullMarked
package dev.agentpool.ledger.sqlite;

import org.jspecify.annotations.NullMarked;
