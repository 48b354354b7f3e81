/**
 * The books of the ledger over JDBC, the same for every database. May use: {@code core}, {@code
 * ledger.codec}, JDBC.
 */
@NullMarked
package dev.agentpool.ledger.sql;

import org.jspecify.annotations.NullMarked;
