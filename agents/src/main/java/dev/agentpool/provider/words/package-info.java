/** Reads what vendors' sentences say of times. */
@NullMarked
package dev.agentpool.provider.words;

import org.jspecify.annotations.NullMarked;
