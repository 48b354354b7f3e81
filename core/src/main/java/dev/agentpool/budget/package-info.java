/** Money in whole micro-dollars, tokens and turns, caps, and who may still take what. */
@NullMarked
package dev.agentpool.budget;

import org.jspecify.annotations.NullMarked;
