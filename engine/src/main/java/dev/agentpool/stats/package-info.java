/** What was done in a time, by whom, with what: figures out of the ledger and what was imported. */
@NullMarked
package dev.agentpool.stats;

import org.jspecify.annotations.NullMarked;
