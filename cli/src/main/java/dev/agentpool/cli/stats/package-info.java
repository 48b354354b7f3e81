/** What was done in a time: figures, plots, a card to share. */
@NullMarked
package dev.agentpool.cli.stats;

import org.jspecify.annotations.NullMarked;
