/** Money in whole micro-dollars, caps, and who may still spend what. */
@NullMarked
package dev.agentpool.budget;

import org.jspecify.annotations.NullMarked;
