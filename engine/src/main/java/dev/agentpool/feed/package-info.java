/** Follows the journal for everyone who waits for something. May use: core. */
@NullMarked
package dev.agentpool.feed;

import org.jspecify.annotations.NullMarked;
