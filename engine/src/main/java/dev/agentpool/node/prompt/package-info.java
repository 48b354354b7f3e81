/**
 * What an attempt asks its agent: templates filled in, messages that were waiting. May use: core,
 * {@code plan}.
 */
@NullMarked
package dev.agentpool.node.prompt;

import org.jspecify.annotations.NullMarked;
