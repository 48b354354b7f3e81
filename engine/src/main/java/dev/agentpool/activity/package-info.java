/** What agents said and did, a file a task, for people and readers. May use: core, {@code feed}. */
@NullMarked
package dev.agentpool.activity;

import org.jspecify.annotations.NullMarked;
