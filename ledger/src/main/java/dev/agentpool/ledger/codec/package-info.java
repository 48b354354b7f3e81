/** What a task says and brings back, as JSON text for a column. */
@NullMarked
package dev.agentpool.ledger.codec;

import org.jspecify.annotations.NullMarked;
