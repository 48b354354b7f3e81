/** The books of the ledger over JDBC, the same for every database. */
@NullMarked
package dev.agentpool.ledger.sql;

import org.jspecify.annotations.NullMarked;
