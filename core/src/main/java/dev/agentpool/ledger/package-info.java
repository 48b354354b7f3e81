/** The port to the ledger: each method is one move in one transaction. */
@NullMarked
package dev.agentpool.ledger;

import org.jspecify.annotations.NullMarked;
