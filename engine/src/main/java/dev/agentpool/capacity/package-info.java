/** What providers have left: asked, remembered, and whether something may be started with them. */
@NullMarked
package dev.agentpool.capacity;

import org.jspecify.annotations.NullMarked;
