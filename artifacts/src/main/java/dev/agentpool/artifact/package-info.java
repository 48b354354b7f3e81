/** What agents leave: a folder a holder, with its transcript, its result and its diff. */
@NullMarked
package dev.agentpool.artifact;

import org.jspecify.annotations.NullMarked;
