/** What agents say and hear, as JSON objects on lines. */
@NullMarked
package dev.agentpool.protocol;

import org.jspecify.annotations.NullMarked;
