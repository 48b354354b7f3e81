/** The ordered record of every change. May use: {@code task}, {@code pool}. */
@NullMarked
package dev.agentpool.journal;

import org.jspecify.annotations.NullMarked;
