/**
 * The port to the ledger: each method is one move in one transaction. May use: {@code task}, {@code
 * budget}, {@code journal}, {@code pool}.
 */
@NullMarked
package dev.agentpool.ledger;

import org.jspecify.annotations.NullMarked;
