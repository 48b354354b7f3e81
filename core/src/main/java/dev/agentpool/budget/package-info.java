/** Money in whole micro-dollars, caps, and who may still spend what. May use: the JDK only. */
@NullMarked
package dev.agentpool.budget;

import org.jspecify.annotations.NullMarked;
