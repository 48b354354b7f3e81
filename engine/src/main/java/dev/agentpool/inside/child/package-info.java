/** Tasks that were started inside others: how they are taken in, what they see, how they end. */
@NullMarked
package dev.agentpool.inside.child;

import org.jspecify.annotations.NullMarked;
