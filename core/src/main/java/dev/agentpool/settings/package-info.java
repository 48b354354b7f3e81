/** The settings a person can write, their types, and how layers of them combine. */
@NullMarked
package dev.agentpool.settings;

import org.jspecify.annotations.NullMarked;
