/**
 * Who else knows what providers have left: helpers that a person installed, vendors' interfaces.
 */
@NullMarked
package dev.agentpool.provider.usage;

import org.jspecify.annotations.NullMarked;
