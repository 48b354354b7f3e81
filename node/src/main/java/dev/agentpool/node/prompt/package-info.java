/** What an attempt asks its agent: templates of steps, filled in. */
@NullMarked
package dev.agentpool.node.prompt;

import org.jspecify.annotations.NullMarked;
