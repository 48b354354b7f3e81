/** What agents said and did, a file a task, for people and readers. */
@NullMarked
package dev.agentpool.activity;

import org.jspecify.annotations.NullMarked;
