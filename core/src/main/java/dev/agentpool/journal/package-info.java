/** The ordered record of every change. */
@NullMarked
package dev.agentpool.journal;

import org.jspecify.annotations.NullMarked;
