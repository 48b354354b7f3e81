/** What an attempt asks its agent: templates filled in, messages that were waiting. */
@NullMarked
package dev.agentpool.node.prompt;

import org.jspecify.annotations.NullMarked;
