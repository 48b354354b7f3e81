/** Follows the journal for everyone who waits for something. */
@NullMarked
package dev.agentpool.feed;

import org.jspecify.annotations.NullMarked;
