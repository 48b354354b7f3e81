/**
 * What is said to agents beside their tasks: messages that wait for a slot, texts for all of a
 * pool.
 */
@NullMarked
package dev.agentpool.node.message;

import org.jspecify.annotations.NullMarked;
