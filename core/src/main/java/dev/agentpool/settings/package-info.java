/**
 * The settings a person can write, their types, and how layers of them combine. May use: {@code
 * budget}.
 */
@NullMarked
package dev.agentpool.settings;

import org.jspecify.annotations.NullMarked;
