/** What every provider does for a turn: the note on disk, the watch over silence, its patience. */
@NullMarked
package dev.agentpool.provider.turn;

import org.jspecify.annotations.NullMarked;
